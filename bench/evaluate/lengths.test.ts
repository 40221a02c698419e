/** @jest-environment node */
import { cropOf, lengthSets } from './lengths';
import type { LabelledSeries } from './labelledSeries';

const series = (events: LabelledSeries['events']): LabelledSeries => ({
  id: 'a',
  shape: 'sine',
  anomaly: events.length > 0 ? 'spike' : 'clean',
  events,
  changes: [],
  times: Float64Array.from({ length: 1000 }, (_, i) => 60_000 * i),
  values: Float64Array.from({ length: 1000 }, (_, i) => i),
});

test('a crop holds its event, whose middle comes after two thirds of it, with its times and values', () => {
  const crop = cropOf(series([{ start: 500, end: 510 }]), 100);
  expect(crop?.values).toHaveLength(100);
  expect(crop?.events).toEqual([{ start: 60, end: 70 }]);
  expect([crop?.values[60], crop?.times[60]]).toEqual([500, 500 * 60_000]);
});

test('a crop stays within the series', () => {
  expect(cropOf(series([{ start: 10, end: 12 }]), 100)?.events).toEqual([{ start: 10, end: 12 }]);
  expect(cropOf(series([{ start: 995, end: 999 }]), 100)?.events).toEqual([{ start: 95, end: 99 }]);
});

test('an event that takes most of a crop leaves it out; a clean series is always cropped', () => {
  expect(cropOf(series([{ start: 500, end: 549 }]), 100)).toBeNull();
  expect(cropOf(series([]), 100)?.values[0]).toBe(435);
});

test('lengths go from two hours of minutes to a week of them', () => {
  const names = lengthSets([series([{ start: 500, end: 510 }])]).map(({ name }) => name);
  expect(names).toEqual(['120', '240', '480', '960', '1000', '10000']);
});
