/** @jest-environment node */
import fc from 'fast-check';
import { arbitraryErrors } from '../../../tests/arbitraries';
import * as naive from '../../../tests/naive';
import { lowerMedian, quantiles } from './quantile';

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
