import { judgedSeries } from '../plot/judgedSeries.fixture';
import { summaryOf, worstFirst } from './seriesSummary';

const normal = judgedSeries({ name: 'normal', errors: [0.2, 0.9, 0.1] });
const low = judgedSeries({ name: 'low', errors: [0, 1.2, 0, 1.3, 0] });
const critical = judgedSeries({ name: 'critical', errors: [0, 9, 0] });
const skipped = judgedSeries({ name: 'skipped', errors: [0, 0], skipped: true });

test('a summary has the number of sequences, their worst level and the peak', () => {
  expect(summaryOf(low)).toMatchObject({
    anomalies: 2,
    worst: 'low',
    peak: 1.3,
    assessments: [{ severity: 'low' }, { severity: 'low' }],
  });
  expect(summaryOf(normal)).toMatchObject({ anomalies: 0, worst: null, peak: 0.9 });
  expect(summaryOf(skipped)).toMatchObject({ anomalies: 0, worst: null, peak: NaN });
});

test('the peak of a series with anomalies ignores higher errors that are not reported', () => {
  const two = judgedSeries({ errors: [0, 2, 0, 12, 0] });
  const detection = two.detection && { ...two.detection, sequences: two.detection.sequences.slice(0, 1) };
  expect(summaryOf({ ...two, detection })).toMatchObject({ anomalies: 1, worst: 'high', peak: 2 });
});

test('the score, not the smoothed error, gives level and peak', () => {
  const scored = judgedSeries({ errors: [0.2, 0.9, 0.1, 0.3], scores: [0.2, 2.5, 0.1, 0.3] });
  expect(summaryOf(scored)).toMatchObject({ anomalies: 1, worst: 'high', peak: 2.5, hasFurtherEvidence: true });
  const calm = judgedSeries({ errors: [0.2, 0.3], scores: [0.2, 0.8] });
  expect(summaryOf(calm)).toMatchObject({ worst: null, peak: 0.8 });
  expect(summaryOf(normal).hasFurtherEvidence).toBe(false);
  expect(worstFirst([calm, normal, scored])).toEqual([2, 1, 0]);
});

test('the peak ignores points without an error', () => {
  expect(summaryOf(judgedSeries({ errors: [NaN, 0.5, NaN] })).peak).toBe(0.5);
  expect(summaryOf(judgedSeries({ errors: [NaN] })).peak).toBeNaN();
});

test('sorts the severest first, normal series by their peak, and those without a verdict last', () => {
  const calmer = judgedSeries({ name: 'calmer', errors: [0.1, 0.1] });
  const all = [skipped, calmer, normal, low, critical];
  expect(worstFirst(all).map((index) => all[index].name)).toEqual(['critical', 'low', 'normal', 'calmer', 'skipped']);
});

test('ties keep the order of the query', () => {
  expect(worstFirst([normal, skipped, normal, skipped])).toEqual([0, 2, 1, 3]);
});

test('of two equally severe series the one with the higher peak comes first, regardless of the number of anomalies', () => {
  const often = judgedSeries({ errors: [4, 0, 4, 0, 4] });
  const once = judgedSeries({ errors: [5, 0] });
  expect(worstFirst([often, once])).toEqual([1, 0]);
});
