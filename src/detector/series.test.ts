/** @jest-environment node */
import { type Series, isGap, stepOf } from './series';

const seriesOf = (times: readonly number[], values: readonly number[] = times.map(() => 1)): Series => ({
  times: Float64Array.from(times),
  values: Float64Array.from(values),
});

describe('the step of a series', () => {
  it('is the usual distance of two points, and no long gap makes it longer', () => {
    expect(stepOf(seriesOf([0, 10, 20, 30, 1_000_000, 1_000_010]))).toBe(10);
  });

  it('is measured between points, so a column with a value in every fourth row has a step of four rows', () => {
    const times = Array.from({ length: 40 }, (_, row) => row * 15);
    const values = times.map((_, row) => (row % 4 === 0 ? row : NaN));
    expect(stepOf(seriesOf(times, values))).toBe(60);
  });

  it('is the lower of the two middle distances', () => {
    expect(stepOf(seriesOf([0, 10, 30]))).toBe(10);
  });

  it('is NaN with fewer than two points', () => {
    expect(stepOf(seriesOf([]))).toBeNaN();
    expect(stepOf(seriesOf([10]))).toBeNaN();
    expect(stepOf(seriesOf([10, 20, 30], [NaN, 1, NaN]))).toBeNaN();
  });
});

it('two points have a gap between them if they are more than one and three quarters of a step apart', () => {
  expect([1, 1.75, 1.76, 3].map((steps) => isGap(steps * 10, 10))).toEqual([false, false, true, true]);
});

it('there is no gap where there is no step', () => {
  expect(isGap(10, NaN)).toBe(false);
});
