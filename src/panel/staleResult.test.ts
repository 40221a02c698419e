/** @jest-environment node */
import { type Detection } from '../detector/detection';
import type { Series } from '../detector/series';
import { staleResult } from './staleResult';

const series = (times: number[], values: number[]): Series => ({
  times: Float64Array.from(times),
  values: Float64Array.from(values),
});

const before = series([10, 20, 30, 40], [1, 2, 9, 4]);
const detection: Detection = {
  windowSize: 64,
  reconstruction: Float64Array.of(1.1, 2.1, 3.1, 4.1),
  error: Float64Array.of(0.1, 0.1, 5.9, 0.1),
  smoothedError: Float64Array.of(0.1, 0.2, 3, 2),
  score: Float64Array.of(0.1, 0.2, 3.5, 2),
  threshold: Float64Array.of(1, 1, 1, 1),
  certainty: Uint8Array.of(1, 2, 2, 2),
  sequences: [{ from: 30, to: 40, peak: 30, score: 2, pass: 1, decidedBy: 'epsilon' }],
  changePoints: [],
  suppressed: [],
  usedLabels: [],
};

test('the same data keep the very same verdict', () => {
  expect(staleResult(before, detection, series([10, 20, 30, 40], [1, 2, 9, 4]))).toBe(detection);
});

test('a moved window keeps the verdict on visible points and has none on new ones', () => {
  const carried = staleResult(before, detection, series([20, 30, 40, 50], [2, 9, 4, 5]));
  expect(Array.from(carried?.smoothedError ?? [])).toEqual([0.2, 3, 2, NaN]);
  expect(Array.from(carried?.score ?? [])).toEqual([0.2, 3.5, 2, NaN]);
  expect(Array.from(carried?.certainty ?? [])).toEqual([2, 2, 2, 0]);
  expect(carried?.sequences).toEqual(detection.sequences);
});

test('a point whose value changed loses its verdict, and an interval with such a point is dropped', () => {
  const carried = staleResult(before, detection, series([10, 20, 30, 40], [1, 2, 3, 4]));
  expect(Array.from(carried?.reconstruction ?? [])).toEqual([1.1, 2.1, NaN, 4.1]);
  expect(carried?.sequences).toEqual([]);
});

test('an interval that has half left the view is dropped', () => {
  expect(staleResult(before, detection, series([40, 50], [4, 5]))?.sequences).toEqual([]);
});

test('other data keep nothing', () => {
  expect(staleResult(before, detection, series([100, 110], [1, 2]))).toBeNull();
  expect(staleResult(before, detection, series([], []))).toBeNull();
});

test('a suppressed interval stays if its points do, and label usage stays', () => {
  const suppressed = [{ from: 30, to: 40, id: 'a' }];
  const calm: Detection = { ...detection, sequences: [], suppressed, usedLabels: ['a'], unusedLabels: ['b'] };
  const movedOn = staleResult(before, calm, series([20, 30, 40, 50], [2, 9, 4, 5]));
  expect(movedOn).toMatchObject({
    suppressed,
    usedLabels: ['a'],
    unusedLabels: ['b'],
  });
  expect(staleResult(before, calm, series([40, 50], [4, 5]))?.suppressed).toEqual([]);
});

test('a held-back interval stays if its points do', () => {
  const heldBack = [{ from: 30, to: 40, reason: 'slope' as const }];
  const calm: Detection = { ...detection, sequences: [], heldBack };
  expect(staleResult(before, calm, series([20, 30, 40, 50], [2, 9, 4, 5]))?.heldBack).toEqual(heldBack);
  expect(staleResult(before, calm, series([40, 50], [4, 5]))?.heldBack).toEqual([]);
});

test('a change point stays if its points do, and is dropped once one of them has left the view', () => {
  const changed: Detection = { ...detection, sequences: [], changePoints: [{ from: 20, to: 30, peak: 30 }] };
  const movedOn = staleResult(before, changed, series([20, 30, 40, 50], [2, 9, 4, 5]));
  expect(movedOn?.changePoints).toEqual(changed.changePoints);
  expect(staleResult(before, changed, series([30, 40, 50], [9, 4, 5]))?.changePoints).toEqual([]);
});
