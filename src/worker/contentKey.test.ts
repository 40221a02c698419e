/** @jest-environment node */
import fc from 'fast-check';
import type { Series } from '../detector/series';
import { DEFAULT_DETECTOR_SETTINGS as settings } from '../detector/settings';
import { contentKey } from './contentKey';

const series = (values: number[], start = 0): Series => ({
  times: Float64Array.from(values, (_, index) => start + index * 1000),
  values: Float64Array.from(values),
});

it('is the same for the same content in other arrays, also inside a larger buffer', () => {
  const inside = Float64Array.of(9, 1, 2, 3, 9).subarray(1, 4);
  expect(contentKey({ ...series([1, 2, 3]), values: inside }, settings)).toBe(contentKey(series([1, 2, 3]), settings));
});

it('differs when a value, a time or a setting differs', () => {
  const keys = [
    contentKey(series([1, 2, 3]), settings),
    contentKey(series([1, 2, 3.0000000001]), settings),
    contentKey(series([1, 3, 2]), settings),
    contentKey(series([1, 2, 3], 1), settings),
    contentKey(series([1, 2]), settings),
    contentKey(series([1, NaN, 3]), settings),
    contentKey(series([1, 2, 3]), { ...settings, memory: false }),
  ];
  expect(new Set(keys).size).toBe(keys.length);
});

it('differs for any two series that differ', () => {
  fc.assert(
    fc.property(fc.array(fc.double()), fc.array(fc.double()), (one, other) => {
      const alike = one.length === other.length && one.every((value, index) => Object.is(value, other[index]));
      expect(contentKey(series(one), settings) === contentKey(series(other), settings)).toBe(alike);
    })
  );
});

it('gives twenty thousand series that differ in their last bit as many keys', () => {
  const values = new Float64Array(8).fill(0.1);
  const bits = new Uint32Array(values.buffer);
  const times = new Float64Array(8);
  const keys = new Set<string>();
  for (let index = 0; index < 20_000; index++) {
    bits[6] = index;
    keys.add(contentKey({ times, values }, settings));
  }
  expect(keys.size).toBe(20_000);
});
