import type { Series } from '../detector/series';
import { finish, step } from '../murmur';

/**
 * A short text that is the same for the same times, values and settings and, but for a chance of one in 2^64, no others:
 * two 32-bit lanes of MurmurHash3's mixing with different seeds, over the arrays' bits.
 *
 * @param settings anything that JSON can hold
 */
export function contentKey({ times, values }: Series, settings: object): string {
  const lanes = new Uint32Array([0x9747b28c, 0x5bd1e995]);
  absorb(lanes, times);
  absorb(lanes, values);
  return `${times.length}:${lanes[0].toString(36)}:${lanes[1].toString(36)}:${JSON.stringify(settings)}`;
}

function absorb(lanes: Uint32Array, array: Float64Array): void {
  const words = new Int32Array(array.buffer, array.byteOffset, array.length * 2);
  let [a, b] = lanes;
  for (const word of words) {
    a = step(a, word);
    b = step(b, word, 0x239b961b, 0x38b34ae5);
  }
  lanes[0] = finish(a ^ words.length);
  lanes[1] = finish(b ^ words.length);
}
