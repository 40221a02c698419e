import { judgedSeries } from '../plot/judgedSeries.fixture';
import { summaryOf, worstFirst } from './seriesSummary';

const quiet = judgedSeries({ name: 'quiet', errors: [0.2, 0.9, 0.1] });
const low = judgedSeries({ name: 'low', errors: [0, 1.2, 0, 1.3, 0] });
const critical = judgedSeries({ name: 'critical', errors: [0, 9, 0] });
const skipped = judgedSeries({ name: 'skipped', errors: [0, 0], skipped: true });

test('a summary counts the sequences and knows the worst of them and how far the error went', () => {
  expect(summaryOf(low)).toMatchObject({ anomalies: 2, worst: 'low', peak: 1.3, levels: ['low', 'low'] });
  expect(summaryOf(quiet)).toMatchObject({ anomalies: 0, worst: null, peak: 0.9 });
  expect(summaryOf(skipped)).toMatchObject({ anomalies: 0, worst: null, peak: NaN });
});

test('the peak of a series with anomalies is theirs, whatever higher error is not reported', () => {
  const two = judgedSeries({ errors: [0, 2, 0, 12, 0] });
  const detection = two.detection && { ...two.detection, sequences: two.detection.sequences.slice(0, 1) };
  expect(summaryOf({ ...two, detection })).toMatchObject({ anomalies: 1, worst: 'high', peak: 2 });
});

test('points without a number in them do not make the peak', () => {
  expect(summaryOf(judgedSeries({ errors: [NaN, 0.5, NaN] })).peak).toBe(0.5);
  expect(summaryOf(judgedSeries({ errors: [NaN] })).peak).toBeNaN();
});

test('the severest series comes first, quiet ones by how near they came, those without a verdict last', () => {
  const quieter = judgedSeries({ name: 'quieter', errors: [0.1, 0.1] });
  const all = [skipped, quieter, quiet, low, critical];
  expect(worstFirst(all).map((index) => all[index].name)).toEqual(['critical', 'low', 'quiet', 'quieter', 'skipped']);
});

test('series that are alike stay in the order of the query', () => {
  expect(worstFirst([quiet, skipped, quiet, skipped])).toEqual([0, 2, 1, 3]);
});

test('of two as severe the one whose error went further comes first, whatever the number of its anomalies', () => {
  const often = judgedSeries({ errors: [4, 0, 4, 0, 4] });
  const once = judgedSeries({ errors: [5, 0] });
  expect(worstFirst([often, once])).toEqual([1, 0]);
});
