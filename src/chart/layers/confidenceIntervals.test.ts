import { Certainty } from '../../detector/detection';
import { judgedSeries } from '../plot/judgedSeries.fixture';
import { confidenceIntervals } from './confidenceIntervals';

const { notJudged, lessCertain, certain, excluded } = Certainty;
const times = (count: number, level: number) => Array.from({ length: count }, () => level);
const intervalsOf = (certainty: number[], values?: number[]) =>
  confidenceIntervals(judgedSeries({ errors: certainty.map(() => 0), certainty, values }));

test('runs of at least four points of one certainty are intervals, shorter ones are not', () => {
  const found = intervalsOf([...times(4, lessCertain), ...times(5, certain), ...times(3, notJudged)]);
  expect(found).toEqual([{ certainty: lessCertain, from: 0, to: 30, hasValues: true }]);
});

test('adjacent intervals of different certainty stay separate', () => {
  const found = intervalsOf([...times(4, notJudged), ...times(4, excluded), ...times(4, lessCertain)]);
  expect(found.map(({ certainty, from, to }) => [certainty, from, to])).toEqual([
    [notJudged, 0, 30],
    [excluded, 40, 70],
    [lessCertain, 80, 110],
  ]);
});

test('a gap differs from values that are not judged', () => {
  const [gap] = intervalsOf(times(4, notJudged), [NaN, NaN, NaN, NaN]);
  expect(gap.hasValues).toBe(false);
});

test('a series that is certain throughout, or has no verdict, has no intervals', () => {
  expect(intervalsOf(times(9, certain))).toEqual([]);
  expect(confidenceIntervals(judgedSeries({ errors: [0, 0, 0, 0], skipped: true }))).toEqual([]);
});
