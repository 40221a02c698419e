/** @jest-environment node */
import { DEFAULT_DETECTOR_SETTINGS as settings } from '../detector/settings';
import { contentKey } from './contentKey';
import { namedSeries } from './fakeWorker.fixture';
import type { AnalysisRequest } from './protocol';
import { ownSettings, questionOf } from './seriesQuestion';

const request: AnalysisRequest = { series: [namedSeries(1), namedSeries(2)], settings };

it('takes over what a series overrides and leaves the rest of the settings', () => {
  const overridden = { ...request, overrides: [undefined, { windowSize: 32, sensitivity: 'keen' as const }] };
  expect(ownSettings(overridden, 0)).toBe(settings);
  expect(ownSettings(overridden, 1)).toEqual({ ...settings, windowSize: 32, sensitivity: 'keen' });
});

it('asks the same, and is known by the same key, when overrides, marks and memory are there but say nothing', () => {
  const silent: AnalysisRequest = {
    ...request,
    overrides: [{ span: undefined }, {}],
    teachings: [{ normal: [], leftOut: [], falseAlarms: [] }],
    remembered: [undefined, undefined],
  };
  for (const place of [0, 1]) {
    expect(questionOf(silent, place, 4)).toStrictEqual(questionOf(request, place, 4));
    expect(contentKey(questionOf(silent, place, 4))).toBe(contentKey(questionOf(request, place, 4)));
  }
  expect(Object.keys(questionOf(request, 0, 4))).toEqual(['series', 'settings', 'leastStride']);
});
