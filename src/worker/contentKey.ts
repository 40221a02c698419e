import { finish, step } from '../shared/hash';
import type { SeriesQuestion } from './protocol';

/**
 * A key that equal questions share and that two different questions share with a probability of 2^-64. It holds two
 * 32-bit MurmurHash3 hashes of the bits of times and values, then the settings as JSON. Remembered windows contribute
 * their id only.
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
