/** @jest-environment node */
import fc from 'fast-check';
import { DEFAULT_DETECTOR_SETTINGS } from '../detector/settings';
import type { Stretch, Labels } from '../detector/labels/labels';
import type { RememberedWindows } from '../detector/memory/warmMemory';
import { contentKey } from './contentKey';
import type { SeriesQuestion } from './protocol';

const settings = { ...DEFAULT_DETECTOR_SETTINGS, windowSize: 64 };

const question = (values: number[], start = 0): SeriesQuestion => ({
  series: {
    times: Float64Array.from(values, (_, index) => start + index * 1000),
    values: Float64Array.from(values),
  },
  settings,
  leastStride: 4,
});
const remembered = (id: string): RememberedWindows => ({
  id,
  scale: { centre: 0, halfRange: 1 },
  step: 1000,
  windowSize: 64,
  starts: new Float64Array(1),
  windows: new Float32Array(64),
  errors: new Float32Array(64),
});
const labels = (changed: Partial<Record<keyof Labels, Stretch[]>>): Labels => ({
  normal: [],
  excluded: [],
  falseAlarms: [],
  ...changed,
});

it('is equal for equal content in other arrays, also within a larger buffer', () => {
  const inside = Float64Array.of(9, 1, 2, 3, 9).subarray(1, 4);
  const one = question([1, 2, 3]);
  expect(contentKey({ ...one, series: { ...one.series, values: inside } })).toBe(contentKey(question([1, 2, 3])));
});

it('differs if a value, time, setting, stride, label or memory differs', () => {
  const same = question([1, 2, 3]);
  const stretch = { from: 0, to: 1000 };
  const keys = [
    contentKey(same),
    contentKey(question([1, 2, 3.0000000001])),
    contentKey(question([1, 3, 2])),
    contentKey(question([1, 2, 3], 1)),
    contentKey(question([1, 2])),
    contentKey(question([1, NaN, 3])),
    contentKey({ ...same, settings: { ...settings, memory: false } }),
    contentKey({ ...same, settings: { ...settings, windowSize: 32 } }),
    contentKey({ ...same, leastStride: 8 }),
    contentKey({ ...same, labels: labels({ normal: [stretch] }) }),
    contentKey({ ...same, labels: labels({ excluded: [stretch] }) }),
    contentKey({ ...same, labels: labels({ falseAlarms: [stretch] }) }),
    contentKey({ ...same, labels: labels({ falseAlarms: [{ ...stretch, to: 2000 }] }) }),
    contentKey({ ...same, remembered: remembered('a') }),
    contentKey({ ...same, remembered: remembered('b') }),
  ];
  expect(new Set(keys).size).toBe(keys.length);
});

it('does not grow with the memory', () => {
  const same = question([1, 2, 3]);
  const large = { ...remembered('a'), windows: new Float32Array(64_000), errors: new Float32Array(64_000) };
  expect(contentKey({ ...same, remembered: large }).length).toBeLessThan(contentKey(same).length + 40);
});

it('differs for any two series that differ', () => {
  fc.assert(
    fc.property(fc.array(fc.double()), fc.array(fc.double()), (one, other) => {
      const alike = one.length === other.length && one.every((value, index) => Object.is(value, other[index]));
      expect(contentKey(question(one)) === contentKey(question(other))).toBe(alike);
    })
  );
});

it('gives 20,000 series that differ in the last bits 20,000 keys', () => {
  const values = new Float64Array(8).fill(0.1);
  const bits = new Uint32Array(values.buffer);
  const times = new Float64Array(8);
  const keys = new Set<string>();
  for (let index = 0; index < 20_000; index++) {
    bits[6] = index;
    keys.add(contentKey({ series: { times, values }, settings, leastStride: 0 }));
  }
  expect(keys.size).toBe(20_000);
});
