/** @jest-environment node */
import { bridged, overPoints } from './points';

describe('a baseline’s points', () => {
  test('gaps are bridged by straight lines, and ends carried on', () => {
    expect(Array.from(bridged(Float64Array.of(NaN, 1, NaN, NaN, 4, NaN)))).toEqual([1, 1, 2, 3, 4, 4]);
  });

  test('a series without a value is flat', () => {
    expect(Array.from(bridged(Float64Array.of(NaN, NaN)))).toEqual([0, 0]);
  });

  test('a point has the mean of the windows that cover it', () => {
    // Windows of 2 points over 4 points.
    expect(Array.from(overPoints(Float64Array.of(2, 4, 6), 2))).toEqual([2, 3, 5, 6]);
  });

  test('windows without a neighbour count as found ordinary', () => {
    expect(Array.from(overPoints(Float64Array.of(Infinity, 4), 1))).toEqual([0, 4]);
  });
});
