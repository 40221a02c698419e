import { Certainty } from '../../detector/detection';
import { plotOf } from '../plot/canvas.fixture';
import { makePlotModel, withRange } from '../plot/plotModel';
import { judgedSeries } from '../plot/judgedSeries.fixture';
import { patternsInView, confidenceZones } from './confidenceZones';

const four = (level: number) => [level, level, level, level];

test('zones show what is not judged and what is less certain, but not what is excluded', () => {
  const certainty = [...four(Certainty.lessCertain), ...four(Certainty.notJudged), ...four(Certainty.excluded)];
  expect(confidenceZones(judgedSeries({ errors: certainty.map(() => 0), certainty }), 3)).toMatchObject([
    { kind: 'less-certain', from: 0, to: 30, series: 3 },
    { kind: 'not-judged', from: 40, to: 70, series: 3 },
  ]);
});

test('a gap is not a zone, because the line shows it', () => {
  const certainty = four(Certainty.notJudged);
  const gap = judgedSeries({ errors: [0, 0, 0, 0], certainty, values: [NaN, NaN, NaN, NaN] });
  expect(confidenceZones(gap, 0)).toEqual([]);
});

function inView(provisional: boolean, ...certainties: number[][]) {
  const series = certainties.map((certainty) => judgedSeries({ errors: certainty.map(() => 0), certainty }));
  return patternsInView(plotOf(withRange(makePlotModel(series), { from: 0, to: 1 }, provisional)).plot);
}

test('the key names each visible pattern once', () => {
  const all = [...four(Certainty.lessCertain), ...four(Certainty.excluded), ...four(Certainty.lessCertain)];
  expect(inView(false, all)).toEqual(['less-certain', 'left-out']);
  expect(inView(false, four(Certainty.certain))).toEqual([]);
});

test('with several series, or while a verdict is pending, only excluded time has a pattern', () => {
  const all = [...four(Certainty.notJudged), ...four(Certainty.excluded)];
  expect(inView(false, all, all)).toEqual(['left-out']);
  expect(inView(true, all)).toEqual(['left-out']);
});
