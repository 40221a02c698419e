/** @jest-environment node */
import { estimateOfDifference, estimateOfMean } from './bootstrap';

const gaussian = (count: number) =>
  // Quantiles of the standard normal distribution at even shares (Tocher's approximation, to 0.02).
  Array.from({ length: count }, (_, i) => Math.log((i + 0.5) / (count - i - 0.5)) / (2 * Math.sqrt(2 / Math.PI)));

describe('the interval of a mean', () => {
  test('is the binomial distribution’s for figures of 0 and 1', () => {
    // Of 10 draws with a chance of one half, P(at most 1) = 0.011 and P(at most 2) = 0.055: the quantiles are 2 and 8 of 10.
    const figures = Array.from({ length: 10 }, (_, i) => i % 2);
    expect(estimateOfMean(figures)).toEqual({ mean: 0.5, low: 0.2, high: 0.8 });
  });

  test('is 1.96 standard errors to each side for many figures', () => {
    const figures = gaussian(400).map((figure) => 3 + figure);
    const deviation = Math.sqrt(figures.reduce((sum, figure) => sum + (figure - 3) ** 2, 0) / 400);
    const half = (1.96 * deviation) / Math.sqrt(400);
    const { mean, low, high } = estimateOfMean(figures);
    expect(mean).toBeCloseTo(3, 10);
    expect(Math.abs(low - (3 - half))).toBeLessThan(0.1 * half);
    expect(Math.abs(high - (3 + half))).toBeLessThan(0.1 * half);
  });

  test('of one figure is that figure, and of none is NaN', () => {
    expect(estimateOfMean([0.4])).toEqual({ mean: 0.4, low: 0.4, high: 0.4 });
    expect(estimateOfMean([])).toEqual({ mean: NaN, low: NaN, high: NaN });
  });

  test('is the same in every run', () => {
    expect(estimateOfMean([0.1, 0.5, 0.7])).toEqual(estimateOfMean([0.1, 0.5, 0.7]));
  });
});

describe('the interval of a difference', () => {
  test('is paired: rows that differ by the same on every series leave no doubt', () => {
    const ones = [0, 1, 2, 3, 4];
    const others = ones.map((figure) => figure - 0.25);
    expect(estimateOfDifference(ones, others)).toEqual({ mean: 0.25, low: 0.25, high: 0.25 });
  });

  test('changes its sign with the order of the rows', () => {
    const [ones, others] = [
      [1, 0, 0],
      [0, 0, 0],
    ];
    // All three draws are the first series with a chance of 1 in 27 and none of them with 8 in 27: both exceed 2.5 %.
    expect(estimateOfDifference(ones, others)).toEqual({ mean: 1 / 3, low: 0, high: 1 });
    expect(estimateOfDifference(others, ones)).toEqual({ mean: -1 / 3, low: -1, high: 0 });
  });

  test('takes rows of one length', () => {
    expect(() => estimateOfDifference([1], [1, 2])).toThrow(RangeError);
  });
});
