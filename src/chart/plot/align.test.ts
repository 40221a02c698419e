/** @jest-environment node */
import type { Series } from '../../detector/series';
import { align, sameNumbers } from './align';

const at = (...times: number[]): Series => ({
  times: Float64Array.from(times),
  values: new Float64Array(times.length),
});
const rows = (series: Series[]) => align(series).rows.map((one) => Array.from(one));

test('series with the same times keep them', () => {
  expect(align([at(1, 2, 3), at(1, 2, 3)]).times).toEqual([1, 2, 3]);
  expect(rows([at(1, 2, 3), at(1, 2, 3)])).toEqual([
    [0, 1, 2],
    [0, 1, 2],
  ]);
});

test('series with different times are aligned on the union of them', () => {
  expect(align([at(1, 3), at(2, 3, 4)]).times).toEqual([1, 2, 3, 4]);
  expect(rows([at(1, 3), at(2, 3, 4)])).toEqual([
    [0, -1, 1, -1],
    [-1, 0, 1, 2],
  ]);
});

test('no series, an empty one and one point are aligned', () => {
  expect(align([]).times).toEqual([]);
  expect(align([at()]).times).toEqual([]);
  expect(rows([at(5), at()])).toEqual([[0], [-1]]);
});

test('a million points are aligned without running out of stack', () => {
  const times = Float64Array.from({ length: 1_000_000 }, (_, index) => index);
  const later = times.map((time) => time + 0.5);
  const { times: aligned } = align([times, later].map((own) => ({ times: own, values: own })));
  expect([aligned.length, aligned[1]]).toEqual([2_000_000, 0.5]);
});

test('NaN equals NaN', () => {
  expect(sameNumbers(Float64Array.of(1, NaN), Float64Array.of(1, NaN))).toBe(true);
  expect(sameNumbers(Float64Array.of(1, NaN), Float64Array.of(1, 2))).toBe(false);
  expect(sameNumbers(Float64Array.of(1), Float64Array.of(1, 2))).toBe(false);
});
