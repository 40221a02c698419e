/** @jest-environment node */
import { DEFAULT_DETECTOR_SETTINGS as settings } from '../detector/settings';
import { contentKey } from './contentKey';
import { namedSeries } from './fakeWorker.fixture';
import type { AnalysisRequest } from './protocol';
import { ownSettings, questionOf, resolved } from './seriesQuestion';

const request: AnalysisRequest = { series: [namedSeries(1), namedSeries(2)], settings };

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
