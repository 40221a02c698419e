import { finish, step } from '../shared/hash';
import type { SeriesQuestion } from './protocol';

/**
 * A short text that is the same for the same question and, but for a chance of one in 2^64, no others: two 32-bit lanes
 * of MurmurHash3's mixing with different seeds over the bits of times and values, and the rest as it stands. Remembered
 * windows stand in it by their id.
 */
export function contentKey({ series, settings, leastStride, labels, remembered }: SeriesQuestion): string {
  const { times, values } = series;
  const lanes = new Uint32Array([0x9747b28c, 0x5bd1e995]);
  absorb(lanes, times);
  absorb(lanes, values);
  const rest = JSON.stringify({ ...settings, leastStride, labels, remembered: remembered?.id });
  return `${times.length}:${lanes[0].toString(36)}:${lanes[1].toString(36)}:${rest}`;
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
