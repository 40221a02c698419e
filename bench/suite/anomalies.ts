import type { Draw } from './draw';

/** What an anomaly needs to know about the series it breaks. */
export interface Normal {
  readonly values: Float64Array;
  /** Points of a cycle. */
  readonly period: number;
  /** Half of the values' 5–95 % range, or what is left of it where most are the same. */
  readonly spread: number;
}

/** Something that goes wrong and passes. */
export interface Anomaly {
  readonly name: string;
  /** Makes sense only where cycles can be seen. */
  readonly rhythmic: boolean;
  /** Points it lasts, at least and at most. */
  length(period: number): readonly [number, number];
  /** Values of the points from `start` on, `length` of them, in place of the normal ones. */
  values(normal: Normal, start: number, length: number, draw: Draw): Float64Array;
}

const some = (period: number) => [Math.max(8, Math.round(period / 2)), Math.max(16, 2 * period)] as const;

export const ANOMALIES: readonly Anomaly[] = [
  changing(
    'spike',
    () => [1, 3],
    ({ spread }, draw) => add(draw.between(2.5, 5) * spread)
  ),
  changing(
    'drop',
    () => [2, 6],
    ({ spread }, draw) => add(-draw.between(2, 4) * spread)
  ),
  changing('level', some, ({ spread }, draw) => add(draw.pick([-1, 1]) * draw.between(1, 2.5) * spread)),
  changing(
    'drift',
    (period) => [Math.max(24, period), Math.max(48, 3 * period)],
    ({ spread }, draw) => {
      const height = draw.pick([-1, 1]) * draw.between(1.5, 3) * spread;
      return (value, share) => value + height * share;
    }
  ),
  changing(
    'burst',
    (period) => [10, Math.max(20, period)],
    ({ spread }, draw) => {
      const height = draw.between(3, 6) * spread;
      return (value, share) => value + height * Math.exp(-3 * share);
    }
  ),
  changing(
    'noise',
    some,
    ({ spread }, draw) =>
      (value) =>
        value + draw.between(0.5, 0.9) * spread * draw.normal()
  ),
  changing('capped', some, ({ values, spread }, draw) => {
    const top = meanOf(values) + draw.between(-0.4, 0.1) * spread;
    return (value) => Math.min(value, top);
  }),
  {
    name: 'stuck',
    rhythmic: false,
    length: some,
    values: ({ values }, start, length) => new Float64Array(length).fill(values[Math.max(0, start - 1)]),
  },
  {
    name: 'outage',
    rhythmic: false,
    length: some,
    values: ({ values, spread }, _, length) => new Float64Array(length).fill(lowest(values) - 0.1 * spread),
  },
  cyclic('amplitude', ({ values }, start, length, draw) => {
    const middle = meanOf(values.subarray(start, start + length));
    const factor = draw.pick([draw.between(0.15, 0.4), draw.between(1.8, 2.6)]);
    return values.slice(start, start + length).map((value) => middle + factor * (value - middle));
  }),
  cyclic('frequency', ({ values }, start, length, draw) => {
    const factor = draw.pick([draw.between(0.4, 0.65), draw.between(1.6, 2.5)]);
    return Float64Array.from({ length }, (_, i) => at(values, start + factor * i));
  }),
  cyclic('out-of-step', ({ values, period }, start, length, draw) => {
    const shift = period * draw.between(0.35, 0.65);
    return Float64Array.from({ length }, (_, i) =>
      at(values, start + i + (start + shift + length < values.length ? shift : -shift))
    );
  }),
  cyclic('reversed', ({ values }, start, length) => values.slice(start, start + length).reverse()),
  {
    name: 'missing-cycle',
    rhythmic: true,
    length: (period) => [period, period],
    values: ({ values, spread }, start, length, draw) => {
      const around = values.subarray(Math.max(0, start - length), start + length);
      return new Float64Array(length).fill(lowest(around)).map((value) => value + 0.05 * spread * draw.normal());
    },
  },
];

/** An anomaly that does something to each value; `share` grows from 0 to 1 while it lasts. */
function changing(
  name: string,
  length: Anomaly['length'],
  change: (normal: Normal, draw: Draw) => (value: number, share: number) => number
): Anomaly {
  return {
    name,
    rhythmic: false,
    length,
    values(normal, start, points, draw) {
      const changed = change(normal, draw);
      return normal.values.slice(start, start + points).map((value, i) => changed(value, i / Math.max(1, points - 1)));
    },
  };
}

function cyclic(name: string, values: Anomaly['values']): Anomaly {
  return { name, rhythmic: true, length: (period) => [period, 3 * period], values };
}

const add = (height: number) => (value: number) => value + height;
const meanOf = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
const lowest = (values: Float64Array) => values.reduce((least, value) => Math.min(least, value), Infinity);

/** Between two points a straight line; behind the last point the last value. */
function at(values: Float64Array, place: number): number {
  const before = Math.min(values.length - 1, Math.max(0, Math.floor(place)));
  const after = Math.min(values.length - 1, before + 1);
  return values[before] + (place - before) * (values[after] - values[before]);
}
