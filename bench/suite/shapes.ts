import type { Draw } from './draw';

/** What a shape does until something changes. */
export interface Regime {
  /** Points of a cycle. */
  readonly period: number;
  /** Half of what a cycle spans. */
  readonly amplitude: number;
  readonly level: number;
  /** Standard deviation of the noise, as a share of the amplitude. */
  readonly noise: number;
}

/** A kind of normal behaviour. */
export interface Shape {
  readonly name: string;
  /** Whether cycles can be seen, so that one can be missing, turned or out of step. */
  readonly rhythmic: boolean;
  /** Shortest series that shows what is normal, in periods. */
  readonly leastPeriods: number;
  /** Value at t = 0, 1, 2, …, asked for in that order. */
  normal(regime: Regime, draw: Draw): (t: number) => number;
  /** What no measurement can leave: below zero, above full, between two steps. */
  readonly measured?: (value: number, regime: Regime) => number;
}

const wave = (t: number, period: number) => Math.sin((2 * Math.PI * t) / period);
const notNegative = (value: number) => Math.max(0, value);

export const SHAPES: readonly Shape[] = [
  {
    name: 'counter-rate',
    rhythmic: true,
    leastPeriods: 6,
    // Requests a second as rate() of a counter: a daily curve, and noise as counting has it.
    normal: ({ period, amplitude, level, noise }, draw) => {
      const lean = draw.between(0.2, 0.5);
      return (t) => {
        const rate = level + amplitude * (wave(t, period) + lean * wave(2 * t + period / 5, period));
        return rate + noise * amplitude * Math.sqrt(Math.max(0, rate) / level) * draw.normal();
      };
    },
    measured: notNegative,
  },
  {
    name: 'saturating-gauge',
    rhythmic: true,
    leastPeriods: 6,
    normal: ({ period, amplitude, level, noise }, draw) => {
      const above = draw.between(0.2, 0.5);
      return (t) => level + amplitude * Math.min(above, wave(t, period)) + noise * amplitude * draw.normal();
    },
    measured: notNegative,
  },
  {
    name: 'sparse-counts',
    rhythmic: false,
    leastPeriods: 4,
    normal: ({ period, amplitude, level }, draw) => {
      const mean = (draw.between(0.15, 1.2) * level) / (4 * amplitude);
      return (t) => draw.poisson(mean * (1 + 0.5 * wave(t, period)));
    },
    measured: (value) => Math.max(0, Math.round(value)),
  },
  {
    name: 'weekly',
    rhythmic: true,
    leastPeriods: 28,
    // Five busy days and two quiet ones; a period is a day.
    normal: ({ period, amplitude, level, noise }, draw) => {
      const quiet = draw.between(0.3, 0.6);
      return (t) => {
        const busy = Math.floor(t / period) % 7 < 5 ? 1 : quiet;
        return (
          level + amplitude * busy * (1 - Math.cos((2 * Math.PI * t) / period)) + noise * amplitude * draw.normal()
        );
      };
    },
  },
  {
    name: 'quantised',
    rhythmic: true,
    leastPeriods: 6,
    normal:
      ({ period, amplitude, level, noise }, draw) =>
      (t) =>
        level + amplitude * wave(t, period) + noise * amplitude * draw.normal(),
    measured: (value, { amplitude }) => (Math.round((value / amplitude) * 2.5) / 2.5) * amplitude,
  },
  {
    name: 'noise-with-level',
    rhythmic: true,
    leastPeriods: 6,
    normal:
      ({ period, amplitude, level, noise }, draw) =>
      (t) => {
        const busy = (1 + wave(t, period)) / 2;
        return level + 2 * amplitude * busy * (1 + 1.5 * noise * draw.normal());
      },
  },
  {
    name: 'fill-and-release',
    rhythmic: true,
    leastPeriods: 8,
    // A disk that fills and is cleaned, not quite by the clock.
    normal: ({ period, amplitude, level, noise }, draw) => {
      let [filled, size] = [0, period];
      return () => {
        filled++;
        if (filled >= size) {
          [filled, size] = [0, Math.round(period * draw.between(0.96, 1.04))];
        }
        return level + amplitude * ((2 * filled) / size - 1) + 0.5 * noise * amplitude * draw.normal();
      };
    },
  },
  {
    name: 'batch-jobs',
    rhythmic: true,
    leastPeriods: 8,
    normal: ({ period, amplitude, level, noise }, draw) => {
      const width = Math.max(3, Math.round(period * draw.between(0.12, 0.3)));
      let height = 1;
      return (t) => {
        const phase = t % period;
        if (phase === 0) {
          height = 1 + noise * draw.normal();
        }
        return level + 2 * amplitude * (phase < width ? height : 0) + 0.5 * noise * amplitude * draw.normal();
      };
    },
  },
  {
    name: 'thermostat',
    rhythmic: true,
    leastPeriods: 8,
    // Heats and cools towards two limits, as what is switched on and off does.
    normal: ({ period, amplitude, level, noise }, draw) => {
      let state = -1;
      const duty = draw.between(0.3, 0.6);
      return (t) => {
        state += ((t % period) / period < duty ? 1.5 - state : -1.5 - state) * (3.5 / period);
        return level + amplitude * state + noise * amplitude * draw.normal();
      };
    },
  },
  {
    name: 'beats',
    rhythmic: true,
    leastPeriods: 10,
    normal: ({ period, amplitude, level, noise }, draw) => {
      const other = period * draw.between(0.38, 0.48);
      return (t) => level + amplitude * (0.65 * wave(t, period) + 0.35 * wave(t, other) + noise * draw.normal());
    },
  },
  {
    name: 'trend',
    rhythmic: true,
    leastPeriods: 8,
    normal: ({ period, amplitude, level, noise }, draw) => {
      const slope = (draw.pick([-1, 1]) * draw.between(0.05, 0.15) * amplitude) / period;
      return (t) => level + slope * t + amplitude * wave(t, period) + noise * amplitude * draw.normal();
    },
  },
  {
    name: 'steady',
    rhythmic: false,
    leastPeriods: 4,
    normal:
      ({ amplitude, level }, draw) =>
      () =>
        level + 0.4 * amplitude * draw.normal(),
  },
  {
    name: 'wandering',
    rhythmic: false,
    leastPeriods: 4,
    normal: ({ amplitude, level }, draw) => {
      let state = 0;
      return () => level + amplitude * (state = 0.95 * state + 0.2 * draw.normal());
    },
  },
  {
    name: 'latency',
    rhythmic: false,
    leastPeriods: 4,
    // Skewed to the right, a little slower when it is busy.
    normal:
      ({ period, amplitude, level }, draw) =>
      (t) =>
        level + amplitude * (0.3 * wave(t, period) + 0.6 * Math.exp(0.5 * draw.normal())),
    measured: notNegative,
  },
];
