/** @jest-environment node */
import fc from 'fast-check';
import { arbitraryErrors } from '../../../tests/arbitraries';
import * as naive from '../../../tests/naive';
import { moments, pairwiseSum, noiseVariance, lowerMedian, quantiles } from './statistics';

// Expected figures: numpy 2.4, np.sum, np.mean and np.std.
const numpySeries = Float64Array.of(3.1, -2.4, 9.9, 0.2, 5.5, 7.25, -8.125, 4.4, 1.3);

describe('moments', () => {
  it('are numpy’s mean and population standard deviation', () => {
    expect(moments(numpySeries).mean).toBe(2.3472222222222228);
    expect(moments(numpySeries).sd).toBe(5.0958921970495625);
  });

  it('round as numpy does if all values are equal', () => {
    const same = new Float64Array(300).fill(0.1);
    expect(pairwiseSum(same)).toBe(29.999999999999996);
    expect(moments(same)).toEqual({ mean: 0.09999999999999999, sd: 1.3877787807814457e-17 });
  });

  it('add fewer than eight values in order', () => {
    expect(pairwiseSum(Float64Array.from({ length: 7 }, (_, i) => i * 0.1))).toBe(2.1);
  });

  it('are NaN without values', () => {
    expect(moments(new Float64Array(0))).toEqual({ mean: NaN, sd: NaN });
  });

  it('agree with the definition on random values', () => {
    fc.assert(
      fc.property(arbitraryErrors(5000), (values) => {
        const { mean, sd } = moments(Float64Array.from(values));
        expect(Math.abs(mean - naive.mean(values))).toBeLessThanOrEqual(1e-12 * (1 + Math.abs(mean)));
        expect(Math.abs(sd - naive.deviation(values))).toBeLessThanOrEqual(1e-11 * (1 + mean + sd));
      }),
      { numRuns: 300 }
    );
  });
});

test('the noise variance comes from the calm part of a residual', () => {
  // |r| is 0.6745 at the median of standard normal noise; one wild value changes nothing.
  expect(noiseVariance(Float64Array.of(-0.6745, 0.6745, 0.6745, -0.6745, 500))).toBeCloseTo(1, 12);
});

describe('quantiles', () => {
  it('are numpy’s percentiles', () => {
    const values = Float64Array.of(3.1, -2.4, 9.9, 0.2, 5.5, 7.25, -8.125, 4.4, 1.3);
    expect(quantiles(values, [0.05, 0.5, 0.95])).toEqual([-5.835, 3.1, 8.84]);
  });

  it('do not reorder the values', () => {
    const values = Float64Array.of(3, 1, 2);
    quantiles(values, [0.1, 0.9]);
    expect(Array.from(values)).toEqual([3, 1, 2]);
  });

  it('are NaN without values', () => {
    expect(quantiles(new Float64Array(0), [0.5])).toEqual([NaN]);
    expect(lowerMedian(new Float64Array(0))).toBeNaN();
  });

  it('the lower median is one of the values', () => {
    expect(lowerMedian(Float64Array.of(4, 1, 3, 2))).toBe(2);
    expect(lowerMedian(Float64Array.of(9, 1, 5))).toBe(5);
  });

  it('agree with sorting on random values', () => {
    fc.assert(
      fc.property(
        arbitraryErrors(5000),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 4 }),
        (values, shares) => {
          quantiles(Float64Array.from(values), shares).forEach((found, i) => {
            expect(Math.abs(found - naive.quantile(values, shares[i]))).toBeLessThanOrEqual(1e-12 * (1 + found));
          });
        }
      ),
      { numRuns: 500 }
    );
  });
});
