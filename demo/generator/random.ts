/**
 * Noise without state: each number is a function of a seed and a place. So several programs can request any time range,
 * in any order, and get the same numbers.
 */

/** Uniform in [0, 1), from a seed and one or two whole numbers (32-bit integer mixing, after Murmur3's finaliser). */
export function uniform(seed: number, place: number, lane = 0): number {
  // A place may pass 2^32 (epoch milliseconds): both halves count.
  const high = Math.floor(place / 4294967296);
  let mixed = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b);
  for (const part of [place % 4294967296, high, lane]) {
    mixed ^= Math.imul(part | 0, 0xcc9e2d51);
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    mixed ^= mixed >>> 16;
  }
  return (mixed >>> 0) / 4294967296;
}

/** Standard normal (Box and Muller 1958). */
export function gaussian(seed: number, place: number): number {
  const radius = Math.sqrt(-2 * Math.log(1 - uniform(seed, place, 1)));
  return radius * Math.cos(2 * Math.PI * uniform(seed, place, 2));
}

/** Poisson count with mean `mean` (by multiplication, Knuth; for means up to some dozens). */
export function poisson(seed: number, place: number, mean: number): number {
  const least = Math.exp(-mean);
  let product = 1;
  for (let count = 0; ; count++) {
    product *= 1 - uniform(seed, place, 3 + count);
    if (product <= least) {
      return count;
    }
  }
}

/** A smooth curve that wanders in [-1, 1] and turns about once a unit of `position`. */
export function wander(seed: number, position: number): number {
  const left = Math.floor(position);
  const share = position - left;
  const ease = share * share * (3 - 2 * share);
  const from = 2 * uniform(seed, left) - 1;
  const to = 2 * uniform(seed, left + 1) - 1;
  return from + (to - from) * ease;
}
