import { Certainty } from '../detector/detection';
import { judgedSeries } from './judgedSeries.fixture';
import { trustZones } from './trustZones';

const four = (level: number) => [level, level, level, level];

test('what was not judged and what is less certain are zones of their own, what was left out is none of them', () => {
  const certainty = [...four(Certainty.lessCertain), ...four(Certainty.notJudged), ...four(Certainty.leftOut)];
  const { unjudged, uncertain } = trustZones(judgedSeries({ errors: certainty.map(() => 0), certainty }), 3);
  expect(uncertain).toMatchObject([{ kind: 'too-little', from: 0, to: 30, series: 3 }]);
  expect(unjudged).toMatchObject([{ kind: 'too-little', from: 40, to: 70, series: 3 }]);
});

test('a gap is no zone: the line shows it', () => {
  const certainty = four(Certainty.notJudged);
  const gap = judgedSeries({ errors: [0, 0, 0, 0], certainty, values: [NaN, NaN, NaN, NaN] });
  expect(trustZones(gap, 0)).toEqual({ unjudged: [], uncertain: [] });
});
