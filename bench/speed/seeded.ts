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
