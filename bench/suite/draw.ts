import { gaussian, poisson, uniform } from '../../demo/generator/random';

/** Random numbers one after another, the same for the same seed. */
export interface Draw {
  /** Uniform. */
  between(low: number, high: number): number;
  /** A whole number, both bounds within. */
  whole(low: number, high: number): number;
  /** As likely to be short as to be long: uniform in the logarithm. */
  magnitude(low: number, high: number): number;
  normal(): number;
  poisson(mean: number): number;
  pick<Item>(items: readonly Item[]): Item;
}

export function drawFrom(seed: number): Draw {
  let place = 0;
  const between = (low: number, high: number) => low + (high - low) * uniform(seed, place++);
  const whole = (low: number, high: number) => Math.floor(between(low, high + 1));
  return {
    between,
    whole,
    magnitude: (low, high) => low * (high / low) ** uniform(seed, place++),
    normal: () => gaussian(seed, place++),
    poisson: (mean) => poisson(seed, place++, mean),
    pick: (items) => items[whole(0, items.length - 1)],
  };
}
