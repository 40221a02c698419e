/** @jest-environment node */
import { averagePrecision } from './averagePrecision';

describe('average precision', () => {
  test('is the mean of the precision at each labelled rank', () => {
    // Ranks of the labelled points: 1 and 3, precisions 1/1 and 2/3.
    expect(averagePrecision(Float64Array.of(0.9, 0.5, 0.7, 0.1), Uint8Array.of(1, 1, 0, 0))).toBeCloseTo(5 / 6, 12);
  });

  test('takes ties in the order of the points', () => {
    expect(averagePrecision(Float64Array.of(1, 1, 1), Uint8Array.of(0, 0, 1))).toBeCloseTo(1 / 3, 12);
    expect(averagePrecision(Float64Array.of(1, 1, 1), Uint8Array.of(1, 0, 0))).toBe(1);
  });

  test('ranks points without a score behind all others', () => {
    expect(averagePrecision(Float64Array.of(-Infinity, 0, -Infinity), Uint8Array.of(0, 0, 1))).toBeCloseTo(1 / 3, 12);
  });

  test('is nothing to compute without a label', () => {
    expect(averagePrecision(Float64Array.of(1, 2), Uint8Array.of(0, 0))).toBeNaN();
  });

  test('lifts no point for its neighbours’ sake: an event of ten found at one point is worth a tenth and little more', () => {
    const scores = Float64Array.from({ length: 100 }, (_, i) => (i === 12 ? 2 : i < 10 || i > 19 ? 1 : 0));
    const labels = Uint8Array.from({ length: 100 }, (_, i) => (i >= 10 && i <= 19 ? 1 : 0));
    // Rank 1, then ranks 92 to 100 with 2 to 10 hits.
    const expected = (1 + [2, 3, 4, 5, 6, 7, 8, 9, 10].reduce((sum, hits) => sum + hits / (90 + hits), 0)) / 10;
    expect(averagePrecision(scores, labels)).toBeCloseTo(expected, 12);
  });
});
