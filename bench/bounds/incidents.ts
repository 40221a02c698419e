import type { Draw } from '../suite/draw';

/**
 * Values of the rows of an incident.
 *
 * @param spread half of the normal values' 5–95 % range
 */
export type Break = (normal: Float64Array, start: number, length: number, spread: number, draw: Draw) => Float64Array;

/** Raised load, outage, shift and back, noise burst, saturation. */
export const INCIDENTS: readonly Break[] = [raisedLoad, outage, shiftAndBack, noiseBurst, saturation];

/** Everything there is, some factor higher over the least. */
function raisedLoad(normal: Float64Array, start: number, length: number, spread: number, draw: Draw): Float64Array {
  const factor = draw.between(1.4, 2.2);
  const floor = leastOf(normal) - spread;
  return rowsOf(normal, start, length).map((value) => floor + factor * (value - floor));
}

/** Nearly nothing is left. */
function outage(normal: Float64Array, start: number, length: number, spread: number, draw: Draw): Float64Array {
  const down = leastOf(normal) - draw.between(0.5, 1) * spread;
  return new Float64Array(length).map(() => down + 0.01 * spread * draw.normal());
}

function shiftAndBack(normal: Float64Array, start: number, length: number, spread: number, draw: Draw): Float64Array {
  const height = draw.between(1.2, 3) * spread * draw.pick([-1, 1]);
  return rowsOf(normal, start, length).map((value) => value + height);
}

function noiseBurst(normal: Float64Array, start: number, length: number, spread: number, draw: Draw): Float64Array {
  const deviation = draw.between(1, 2) * spread;
  return rowsOf(normal, start, length).map((value) => value + deviation * draw.normal());
}

/** Pinned to a ceiling over all that is normal. */
function saturation(normal: Float64Array, start: number, length: number, spread: number, draw: Draw): Float64Array {
  const ceiling = normal.reduce((a, b) => Math.max(a, b)) + draw.between(0.3, 1) * spread;
  return new Float64Array(length).fill(ceiling);
}

const rowsOf = (normal: Float64Array, start: number, length: number) => normal.slice(start, start + length);
const leastOf = (normal: Float64Array) => normal.reduce((a, b) => Math.min(a, b));
