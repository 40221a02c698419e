import type { Series } from '../../detector/series';
import { type Answered, completenessOf } from './completeness';

const MINUTE = 60_000;
/** Noise that never repeats a value. */
const noise = (row: number) => 100 + 10 * Math.sin(row * row);
const rows = (count: number, first: number, valueAt = noise, step = MINUTE): Series => ({
  times: Float64Array.from({ length: count }, (_, row) => first + row * step),
  values: Float64Array.from({ length: count }, (_, row) => valueAt(row)),
});
const judged = (series: Series, answered: Partial<Answered>) => {
  const range = answered.range ?? { from: 0, to: 1e15 };
  return completenessOf(series, {
    kind: 'unknown',
    askedAt: range.to,
    context: null,
    changingMs: 0,
    ...answered,
    range,
  });
};

describe('buckets stamped with their start', () => {
  const range = { from: 20_000, to: 60 * MINUTE + 20_000 };

  test('are partial before the start of the range and until their time is over', () => {
    const { complete, isBucketed } = judged(rows(61, 0), { kind: 'bucket-start', range });
    expect(complete).toEqual({ from: MINUTE, to: 59 * MINUTE });
    expect(isBucketed).toBe(true);
  });

  test('are complete at a range that starts and ends with them', () => {
    const { complete } = judged(rows(61, 0), { kind: 'bucket-start', range: { from: 0, to: 61 * MINUTE } });
    expect(complete).toEqual({ from: 0, to: 60 * MINUTE });
  });
});

describe('buckets stamped with their end', () => {
  test('are partial if the range begins or ends within them', () => {
    // Flux: the first window ends at the next minute, the last one at the end of the range.
    const flux = rows(61, MINUTE);
    flux.times[60] = 60 * MINUTE + 20_000;
    const { complete } = judged(flux, { kind: 'bucket-end', range: { from: 20_000, to: 60 * MINUTE + 20_000 } });
    expect(complete).toEqual({ from: 2 * MINUTE, to: 60 * MINUTE });
  });
});

describe('states at instants', () => {
  test('are complete, but not ahead of the range', () => {
    const range = { from: 0, to: 60 * MINUTE + 20_000 };
    expect(judged(rows(61, 0), { kind: 'instant', range }).complete).toEqual({ from: 0, to: 60 * MINUTE });
    // Loki rounds the end of the range up.
    expect(judged(rows(62, 0), { kind: 'instant', range }).complete).toEqual({ from: 0, to: 60 * MINUTE });
  });

  test('that a source repeats at the end are not settled', () => {
    const stale = (row: number) => noise(Math.min(row, 58));
    expect(judged(rows(61, 0, stale, 15_000), { kind: 'instant' }).settledTo).toBe(58 * 15_000);
  });

  test('that repeat for more than half a minute are settled: a service is down', () => {
    const down = (row: number) => (row < 58 ? noise(row) : 0);
    expect(judged(rows(62, 0, down, 15_000), { kind: 'instant' }).settledTo).toBe(Infinity);
  });

  test('that always repeat are settled', () => {
    expect(
      judged(
        rows(130, 0, (row) => row >> 2, 15_000),
        { kind: 'instant' }
      ).settledTo
    ).toBe(Infinity);
  });
});

describe('a source that is not known', () => {
  test('has all values complete', () => {
    const range = { from: 0, to: 60 * MINUTE };
    expect(judged(rows(61, 0), { range }).complete).toEqual({ from: 0, to: 60 * MINUTE });
  });

  test('has buckets if it rounds the start of the range down to its step', () => {
    const range = { from: 20_000, to: 60 * MINUTE + 20_000 };
    expect(judged(rows(61, 0), { range }).complete).toEqual({ from: MINUTE, to: 59 * MINUTE });
    // These times are no multiples of the step.
    expect(judged(rows(61, 1), { range }).complete).toEqual({ from: 1, to: 60 * MINUTE + 1 });
  });

  test('has buckets if the first value differs from that of a longer answer', () => {
    const context = rows(100, -39 * MINUTE, (row) => noise(row - 39));
    const partial = rows(61, 0, (row) => (row === 0 ? 3 : noise(row)));
    const range = { from: 0, to: 60 * MINUTE };
    expect(judged(rows(61, 0), { range, context }).complete).toEqual({ from: 0, to: 60 * MINUTE });
    expect(judged(partial, { range, context }).complete).toEqual({ from: MINUTE, to: 59 * MINUTE });
  });

  test('does not have them if the longer answer begins at that value', () => {
    const context = rows(61, 0);
    const first = rows(61, 0, (row) => (row === 0 ? 3 : noise(row)));
    expect(judged(first, { range: { from: 0, to: 60 * MINUTE }, context }).complete.from).toBe(0);
  });
});

test('values that changed at an age are not settled before they are older', () => {
  const range = { from: 0, to: 60 * MINUTE };
  expect(judged(rows(61, 0), { range, changingMs: 90_000 }).settledTo).toBe(60 * MINUTE - 90_000);
});

test('a source that repeats its newest values has settled them long ago in a range in the past', () => {
  const stale = (row: number) => noise(Math.min(row, 58));
  const range = { from: 0, to: 60 * 15_000 };
  const asked = { kind: 'instant' as const, range };
  expect(judged(rows(61, 0, stale, 15_000), { ...asked, askedAt: range.to }).settledTo).toBe(58 * 15_000);
  expect(judged(rows(61, 0, stale, 15_000), { ...asked, askedAt: range.to + 60 * MINUTE }).settledTo).toBe(Infinity);
});

test('no value is complete if the range lies within a bucket or two, and the look-back knows that others are', () => {
  const range = { from: 20_000, to: 100_000 };
  const context = rows(100, -98 * MINUTE);
  expect(judged(rows(2, 0), { kind: 'bucket-start', range, context }).complete).toEqual({
    from: Infinity,
    to: -Infinity,
  });
});

test('a series without a complete value, or without a step, is taken as it is', () => {
  const range = { from: 20_000, to: 100_000 };
  expect(judged(rows(2, 0), { kind: 'bucket-start', range }).complete).toEqual({ from: 0, to: MINUTE });
  expect(judged(rows(1, 0), { kind: 'bucket-start', range }).complete).toEqual({ from: 0, to: 0 });
});
