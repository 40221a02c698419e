/** @jest-environment node */
import fc from 'fast-check';
import type { LabelledInterval, Labels } from '../detector/labels/labels';
import type { RememberedWindows } from '../detector/memory/warmMemory';
import { DEFAULT_DETECTOR_SETTINGS as settings } from '../detector/settings';
import { namedSeries } from './fakeWorker.fixture';
import type { AnalysisRequest, SeriesQuestion } from './protocol';
import { contentKey, ownSettings, questionOf, resolved } from './seriesQuestion';

const request: AnalysisRequest = { series: [namedSeries(1), namedSeries(2)], settings };

const own = { ...settings, windowSize: 64 };
const question = (values: number[], start = 0): SeriesQuestion => ({
  series: {
    times: Float64Array.from(values, (_, index) => start + index * 1000),
    values: Float64Array.from(values),
  },
  settings: own,
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
const labels = (changed: Partial<Record<keyof Labels, LabelledInterval[]>>): Labels => ({
  normal: [],
  excluded: [],
  falseAlarms: [],
  ...changed,
});

it('applies the overrides of a series and keeps its other settings', () => {
  const overridden = { ...request, overrides: [undefined, { windowSize: 32, sensitivity: 'keen' as const }] };
  expect(ownSettings(overridden, 0)).toBe(settings);
  expect(ownSettings(overridden, 1)).toEqual({ ...settings, windowSize: 32, sensitivity: 'keen' });
});

it('is the same question with the same key if overrides, labels and memory are present but empty', () => {
  const empty: AnalysisRequest = {
    ...request,
    overrides: [{ span: undefined }, {}],
    teachings: [{ normal: [], excluded: [], falseAlarms: [] }],
    remembered: [undefined, undefined],
  };
  const [absent, present] = [resolved(request), resolved(empty)];
  for (const place of [0, 1]) {
    expect(questionOf(present, place, 4)).toStrictEqual(questionOf(absent, place, 4));
    expect(contentKey(questionOf(present, place, 4))).toBe(contentKey(questionOf(absent, place, 4)));
  }
  expect(Object.keys(questionOf(absent, 0, 4))).toEqual(['series', 'settings', 'leastStride']);
});

describe('the window of each series', () => {
  const sizes = (changed: Partial<AnalysisRequest>) =>
    resolved({ series: [namedSeries(1, 2000), namedSeries(2, 200)], settings, ...changed }).own.map(
      ({ windowSize }) => windowSize
    );

  it('suits the series, unless the settings or its overrides set a number', () => {
    expect(sizes({})).toEqual([64, 32]);
    expect(sizes({ overrides: [undefined, { windowSize: 48 }] })).toEqual([64, 48]);
    expect(sizes({ settings: { ...settings, windowSize: 128 } })).toEqual([128, 128]);
    expect(sizes({ settings: { ...settings, windowSize: 128 }, overrides: [{ windowSize: 'auto' }] })).toEqual([
      64, 128,
    ]);
  });

  it('gives the same key whether it was set or chosen', () => {
    const set = resolved({ ...request, settings: { ...settings, windowSize: 32 } });
    expect(contentKey(questionOf(set, 0, 2))).toBe(contentKey(questionOf(resolved(request), 0, 2)));
  });
});

describe('the content key', () => {
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
      contentKey({ ...same, settings: { ...own, memory: false } }),
      contentKey({ ...same, settings: { ...own, windowSize: 32 } }),
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
      keys.add(contentKey({ series: { times, values }, settings: own, leastStride: 0 }));
    }
    expect(keys.size).toBe(20_000);
  });
});
