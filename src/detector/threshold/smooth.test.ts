/** @jest-environment node */
import fc from 'fast-check';
import { arbitraryErrors } from '../../../tests/arbitraries';
import * as naive from '../../../tests/naive';
import { runs } from '../../../tests/runs';
import { settleStart, smooth } from './smooth';

const whole = (length: number) => [{ start: 0, end: length }];
const smoothList = (errors: number[], span: number, smoothing: 'causal' | 'two-sided' = 'causal') =>
  Array.from(smooth(Float64Array.from(errors), whole(errors.length), span, smoothing));

function expectClose(actual: ArrayLike<number>, expected: readonly number[]) {
  expect(actual.length).toBe(expected.length);
  const alike = (a: number, b: number) => Object.is(a, b) || Math.abs(a - b) <= 1e-9 * Math.abs(b) + 1e-13;
  expect(expected.flatMap((value, i) => (alike(actual[i], value) ? [] : [{ i, value, actual: actual[i] }]))).toEqual(
    []
  );
}

describe('causal smoothing', () => {
  // The expected figures are pandas 3.1: Series(...).ewm(span=...).mean().
  it('is pandas ewm with its weights adjusted, and carries the mean over missing points', () => {
    expectClose(
      smoothList([1, NaN, 0.5, 4, NaN, NaN, 2, 0.25], 4),
      [
        1, 1, 0.6323529411764707, 2.486784140969163, 2.486784140969163, 2.486784140969163, 2.1371471913211364,
        1.1089272388710274,
      ]
    );
  });

  it('is NaN before the first observed point', () => {
    expectClose(smoothList([NaN, NaN, 3, 1, 2], 3), [NaN, NaN, 3, 1.6666666666666667, 1.8571428571428572]);
  });

  it('keeps a constant exact', () => {
    expect(smoothList(Array(50).fill(0.1), 7)).toEqual(Array(50).fill(0.1));
  });

  it('changes nothing at a span of one point', () => {
    expect(smoothList([3, 1, 4, 1, 5], 1)).toEqual([3, 1, 4, 1, 5]);
  });

  it('restarts in every segment', () => {
    const errors = Float64Array.from([8, 9, 1, 2]);
    const smoothed = smooth(
      errors,
      [
        { start: 0, end: 2 },
        { start: 2, end: 4 },
      ],
      3,
      'causal'
    );
    expect(smoothed[2]).toBe(1);
    expect(Array.from(smoothed.subarray(2))).toEqual(smoothList([1, 2], 3));
  });

  it('agrees with the definition on random errors with gaps', () => {
    fc.assert(
      fc.property(arbitraryErrors(5000, true), fc.integer({ min: 1, max: 60 }), (errors, span) => {
        const observed = (_: number, i: number) => !Number.isNaN(errors[i]);
        const slow = naive.ewma(errors, [[0, errors.length]], span);
        expectClose(smoothList(errors, span).filter(observed), slow.filter(observed));
      }),
      { numRuns: runs(40, 150) }
    );
  });
});

describe('two-sided smoothing', () => {
  const errors = [0, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3];

  it('becomes the causal mean at the live edge', () => {
    expect(smoothList(errors, 5, 'two-sided').at(-1)).toBe(smoothList(errors, 5).at(-1));
  });

  it('starts with the mean of the future at the first point', () => {
    const backwards = errors.slice().reverse();
    expect(smoothList(errors, 5, 'two-sided')[0]).toBeCloseTo(smoothList(backwards, 5).at(-1) ?? NaN, 12);
  });

  it('is the plain mean of both directions in the middle of a long series', () => {
    const long = Array.from({ length: 401 }, (_, i) => Math.abs(Math.sin(i * i)));
    const forward = smoothList(long, 5);
    const backward = smoothList(long.slice().reverse(), 5).reverse();
    expect(smoothList(long, 5, 'two-sided')[200]).toBeCloseTo((forward[200] + backward[200]) / 2, 12);
  });

  it('does not drag the peak behind the event', () => {
    const smoothed = smoothList(errors.slice(0, 12), 5, 'two-sided');
    expect(smoothed.indexOf(Math.max(...smoothed))).toBe(4);
    expect(smoothed[3]).toBeGreaterThan(0);
  });

  it('keeps a lone observed point', () => {
    expect(smoothList([NaN, 2, NaN], 5, 'two-sided')[1]).toBe(2);
    expect(smoothList([NaN, NaN], 5, 'two-sided')).toEqual([NaN, NaN]);
  });

  it('agrees with the definition on random errors with gaps', () => {
    fc.assert(
      fc.property(arbitraryErrors(2000, true), fc.integer({ min: 1, max: 60 }), (raw, span) => {
        const fast = smoothList(raw, span, 'two-sided').filter((_, i) => !Number.isNaN(raw[i]));
        const slow = naive.twoSidedEwma(raw, [[0, raw.length]], span).filter((_, i) => !Number.isNaN(raw[i]));
        expectClose(fast, slow);
      }),
      { numRuns: runs(40, 150) }
    );
  });
});

describe('settling the start', () => {
  const average = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

  it('puts the mean of twice the warm-up in place of the warm-up', () => {
    expect(Array.from(settleStart(Float64Array.of(4, 8, 0, 0, 5), 2, average))).toEqual([3, 3, 0, 0, 5]);
  });

  it('changes nothing without a warm-up', () => {
    expect(Array.from(settleStart(Float64Array.of(4, 8), 0, average))).toEqual([4, 8]);
  });
});
