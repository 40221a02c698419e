import { Certainty } from '../../detector/detection';
import { judgedSeries } from '../plot/judgedSeries.fixture';
import { isInLegend } from '../plot/plotModel';
import { overviewLanes } from './overviewLanes';

const normal = (name: string) => judgedSeries({ name, errors: [0, 0.5, 0] });
const bad = (name: string, error: number) => judgedSeries({ name, errors: [0, error, 0] });

test('if all series fit, each has a lane, the severest first', () => {
  const lanes = overviewLanes([normal('a'), bad('b', 2), bad('c', 9)], 3);
  expect(lanes.map(({ name }) => name)).toEqual(['c', 'b', 'a']);
  expect(lanes[0].spans).toMatchObject([{ from: 10, to: 10, severity: 'critical' }]);
  expect(lanes[2]).toMatchObject({ spans: [], extent: { from: 0, to: 20 }, isJudged: true });
});

test('if not all series fit, the last lane is the sum of the others and shows all their anomalies', () => {
  const series = [bad('a', 9), ...Array.from({ length: 198 }, (_, index) => normal(`q${index}`)), bad('z', 1.2)];
  const lanes = overviewLanes(series, 2);
  expect(lanes).toHaveLength(2);
  expect(lanes[1]).toMatchObject({ affected: 1, summary: { anomalies: 1, worst: 'low', peak: 1.2 } });
  expect(lanes[1].series).toHaveLength(199);
  expect(lanes[1].spans).toMatchObject([{ from: 10, to: 10, severity: 'low' }]);
});

test('a single lane for many series is the sum of all', () => {
  const [sum] = overviewLanes([normal('a'), normal('b'), normal('c')], 1);
  expect(sum).toMatchObject({ series: [0, 1, 2], affected: 0, summary: { worst: null, peak: 0.5 } });
});

test('a lane shows time without a verdict, but not what is less certain', () => {
  const certainty = [...Array(4).fill(Certainty.lessCertain), ...Array(4).fill(Certainty.notJudged)];
  const [lane] = overviewLanes([judgedSeries({ errors: certainty.map(() => 0), certainty })], 1);
  expect(lane.unjudged).toMatchObject([{ from: 40, to: 70, certainty: Certainty.notJudged }]);
});

test('a lane distinguishes excluded time from time without a verdict', () => {
  const certainty = [...Array(4).fill(Certainty.excluded), ...Array(4).fill(Certainty.notJudged)];
  const [lane] = overviewLanes([judgedSeries({ errors: certainty.map(() => 0), certainty })], 1);
  expect(lane.unjudged.map(({ certainty }) => certainty)).toEqual([Certainty.excluded, Certainty.notJudged]);
});

test('a series hidden in the legend keeps its lane, one that the legend does not list has none', () => {
  const hidden = judgedSeries({ name: 'hidden', errors: [0, 0], custom: { hideFrom: { viz: true } } });
  const absent = judgedSeries({ name: 'absent', errors: [9, 9], custom: { hideFrom: { legend: true } } });
  expect([hidden, absent].map(isInLegend)).toEqual([true, false]);
  expect(overviewLanes([hidden, absent], 3)).toMatchObject([{ name: 'hidden', isShown: false }]);
});
