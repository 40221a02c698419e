/** Numbers in [0, 1) that are the same in every run (a linear congruential generator, Numerical Recipes' constants). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Windows of a slow random walk, [count, windowSize], within the range of a scaled series. */
export function randomWalks(count: number, windowSize: number, seed = 1): Float32Array {
  const random = seededRandom(seed);
  let level = 0;
  return Float32Array.from({ length: count * windowSize }, () => {
    level = 0.9 * level + (random() - 0.5);
    return level;
  });
}

/** A cycle with its harmonics, noise, and a burst every thousand points; a minute a point. */
export function seededSeries(points: number, seed: number, from = 0): { times: Float64Array; values: Float64Array } {
  const period = 24 + (seed % 60);
  return {
    times: Float64Array.from({ length: points }, (_, i) => (from + i) * 60_000),
    values: Float64Array.from({ length: points }, (_, i) => {
      const at = from + i;
      const angle = (2 * Math.PI * at) / period;
      const noise = seededRandom(Math.imul(seed + 1, 0x9e3779b1) ^ at)() - 0.5;
      const burst = at % 1000 < 985 ? 0 : 2;
      return Math.sin(angle + seed) + 0.4 * Math.sin(3 * angle) + 0.15 * noise + burst;
    }),
  };
}
