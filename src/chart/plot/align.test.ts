/** @jest-environment node */
import type { Series } from '../../detector/series';
import { align, drawingOrder, sameNumbers } from './align';

const at = (...times: number[]): Series => ({
  times: Float64Array.from(times),
  values: new Float64Array(times.length),
});
const rows = (series: Series[]) => align(series).rows.map((one) => Array.from(one));

test('series on the same times need no joining', () => {
  expect(align([at(1, 2, 3), at(1, 2, 3)]).times).toEqual([1, 2, 3]);
  expect(rows([at(1, 2, 3), at(1, 2, 3)])).toEqual([
    [0, 1, 2],
    [0, 1, 2],
  ]);
});

test('series on different times meet on the union of them', () => {
  expect(align([at(1, 3), at(2, 3, 4)]).times).toEqual([1, 2, 3, 4]);
  expect(rows([at(1, 3), at(2, 3, 4)])).toEqual([
    [0, -1, 1, -1],
    [-1, 0, 1, 2],
  ]);
});

test('unsorted points are drawn in order, and of several at one time the last to arrive', () => {
  expect(Array.from(drawingOrder(Float64Array.of(30, 10, 20, 10)))).toEqual([3, 2, 0]);
  expect(align([at(30, 10, 20, 10)])).toMatchObject({ times: [10, 20, 30] });
});

test('no series, an empty one and one point are aligned', () => {
  expect(align([]).times).toEqual([]);
  expect(align([at()]).times).toEqual([]);
  expect(rows([at(5), at()])).toEqual([[0], [-1]]);
});

test('a million points are aligned without running out of stack', () => {
  const times = Float64Array.from({ length: 1_000_000 }, (_, index) => 1_000_000 - index);
  const { times: aligned } = align([{ times, values: times }]);
  expect([aligned.length, aligned[0]]).toEqual([1_000_000, 1]);
});

test('gaps at the same places are the same numbers', () => {
  expect(sameNumbers(Float64Array.of(1, NaN), Float64Array.of(1, NaN))).toBe(true);
  expect(sameNumbers(Float64Array.of(1, NaN), Float64Array.of(1, 2))).toBe(false);
  expect(sameNumbers(Float64Array.of(1), Float64Array.of(1, 2))).toBe(false);
});
