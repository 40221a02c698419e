/** @jest-environment node */
import { noiseVariance } from './spread';

test('the noise variance comes from the calm part of a residual', () => {
  // |r| is 0.6745 at the median of standard normal noise; one wild value changes nothing.
  expect(noiseVariance(Float64Array.of(-0.6745, 0.6745, 0.6745, -0.6745, 500))).toBeCloseTo(1, 12);
});
