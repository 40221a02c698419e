import type { Series } from '../detector/series';
import type { DetectorSettings } from '../detector/settings';

/**
 * A short text that is the same for the same times, values and settings and, but for a chance of one in 2^64, no others:
 * two 32-bit lanes of MurmurHash3's mixing (Austin Appleby, public domain) with different seeds, over the arrays' bits.
 */
export function contentKey({ times, values }: Series, settings: DetectorSettings): string {
  const lanes = new Uint32Array([0x9747b28c, 0x5bd1e995]);
  absorb(lanes, times);
  absorb(lanes, values);
  return `${times.length}:${lanes[0].toString(36)}:${lanes[1].toString(36)}:${JSON.stringify(settings)}`;
}

function absorb(lanes: Uint32Array, array: Float64Array): void {
  const words = new Int32Array(array.buffer, array.byteOffset, array.length * 2);
  let [a, b] = lanes;
  for (const word of words) {
    a = step(a, word, 0xcc9e2d51, 0x1b873593);
    b = step(b, word, 0x239b961b, 0x38b34ae5);
  }
  lanes[0] = finish(a ^ words.length);
  lanes[1] = finish(b ^ words.length);
}

function step(hash: number, word: number, first: number, second: number): number {
  const scrambled = Math.imul(rotated(Math.imul(word, first), 15), second);
  return (Math.imul(rotated(hash ^ scrambled, 13), 5) + 0xe6546b64) | 0;
}

function finish(hash: number): number {
  const once = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return twice ^ (twice >>> 16);
}

function rotated(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}
