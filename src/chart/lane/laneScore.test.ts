import type { Detection } from '../../detector/detection';
import { judgedSeries } from '../plot/judgedSeries.fixture';
import { laneScore } from './laneScore';

const scores = [0.5, 3, 4, 3, 0.5];
const errors = [0.2, 0.4, 2, 0.6, 0.3];
const scoreOf = (more: Partial<Detection>) => {
  const one = judgedSeries({ errors, scores });
  const detection = one.detection && { ...one.detection, ...more };
  return detection && Array.from(laneScore({ ...one, detection }));
};
const sequence = { from: 20, to: 20, peak: 20, score: 1, pass: 1, decidedBy: 'epsilon' } as const;

test('the score of a reported interval and of points below the threshold is drawn as it is', () => {
  expect(scoreOf({})).toEqual(scores);
});

test('points beside a report whose score only windows in the report lift have their smoothed error', () => {
  expect(scoreOf({ sequences: [sequence] })).toEqual([0.5, 0.4, 4, 0.6, 0.5]);
});

test('what is held back, suppressed or a change point keeps its score, because a glyph explains it', () => {
  const held = { from: 10, to: 10, reason: 'pruned' } as const;
  expect(scoreOf({ sequences: [sequence], heldBack: [held] })).toEqual([0.5, 3, 4, 0.6, 0.5]);
  expect(
    scoreOf({
      sequences: [],
      suppressed: [{ from: 10, to: 20, id: 'a' }],
      changePoints: [{ from: 30, to: 30, peak: 30 }],
    })
  ).toEqual(scores);
});
