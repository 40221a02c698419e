/** @jest-environment node */
import { isIntermittent, usualPeak } from './intermittency';
import { smooth } from './smooth';

/** Errors that are zero but for single ones of the given heights, far from each other. */
const sparse = (...heights: number[]) =>
  Float64Array.from({ length: 100 * heights.length }, (_, i) => (i % 100 === 50 ? heights[Math.floor(i / 100)] : 0));
const smoothed = (errors: Float64Array) => smooth(errors, [{ start: 0, end: errors.length }], 3, 'two-sided');
const usual = (errors: Float64Array) => usualPeak(smoothed(errors));

it('a series is intermittent if it is calm except for bursts, and not if it has noise to model', () => {
  const errors = sparse(1, 1, 2, 1, 1, 9);
  expect(isIntermittent(errors)).toBe(true);
  expect(isIntermittent(errors.map((error, i) => error + 0.1 * (1 + (i % 3))))).toBe(false);
  expect(isIntermittent(new Float64Array(100))).toBe(false);
});

describe('the usual burst', () => {
  it('is the median peak', () => {
    const one = Math.max(...smoothed(sparse(1)));
    expect(usual(sparse(1, 1, 2, 1, 1, 9))).toBeCloseTo(one, 12);
    expect(usual(sparse(2, 2, 1, 2, 2))).toBeCloseTo(2 * one, 12);
  });

  it('is 0 if there are too few bursts', () => {
    expect(usual(sparse(1, 1, 1, 9))).toBe(0);
  });
});
