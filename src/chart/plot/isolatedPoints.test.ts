import type uPlot from 'uplot';
import { isolatedPoints } from './isolatedPoints';

type Column = Array<number | null | undefined>;

function found(column: Column, { spansGaps = false, isShown = false, inView = [0, column.length - 1] } = {}) {
  const plot = { data: [column.map((_, index) => index), column], series: [{ idxs: inView }] };
  return isolatedPoints(spansGaps)(plot as unknown as uPlot, 1, isShown);
}

test('a point between gaps, or the only one, is shown, and no point that a line reaches', () => {
  expect(found([1, null, 3, 4, null, 6])).toEqual([0, 5]);
  expect(found([null, 2, null])).toEqual([1]);
  expect(found([7])).toEqual([0]);
  expect(found([1, 2, 3])).toBeNull();
});

test('times at which only other series have points are not gaps', () => {
  expect(found([1, undefined, 3, null, undefined, 6, undefined])).toEqual([5]);
});

test('if the line spans gaps, only a single point is isolated', () => {
  expect(found([1, null, 3, null], { spansGaps: true })).toBeNull();
  expect(found([null, 2, null], { spansGaps: true })).toEqual([1]);
});

test('nothing is added if all points are shown, nor outside of the view', () => {
  expect(found([1, null, 3], { isShown: true })).toBeNull();
  expect(found([1, null, 3, null, 5], { inView: [1, 3] })).toEqual([2]);
});
