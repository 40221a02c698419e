/** @jest-environment node */
import fc from 'fast-check';
import { seeded } from '../../tests/arbitraries';
import { explainedShare, noiseVariance } from './likeness';

const hump = (width: number, height: number, before = 8, after = 8) =>
  Float64Array.from({ length: before + width + after }, (_, i) =>
    i < before || i >= before + width ? 0 : height * Math.sin((Math.PI * (i - before + 0.5)) / width) ** 2
  );

describe('how much of a residual another explains', () => {
  it('is all of it when they are the same, wherever they lie', () => {
    expect(explainedShare(hump(20, 3), hump(20, 3), 0)).toBeCloseTo(1, 12);
    expect(explainedShare(hump(20, 3, 14, 2), hump(20, 3), 0)).toBeCloseTo(1, 12);
  });

  it('is all of it up to one and a half times the height, and less and less beyond', () => {
    expect(explainedShare(hump(20, 4.5), hump(20, 3), 0)).toBeCloseTo(1, 12);
    expect(explainedShare(hump(20, 2), hump(20, 3), 0)).toBeCloseTo(1, 12);
    // Explained with 1.5 of 3: what is left is half as high, a quarter of the energy.
    expect(explainedShare(hump(20, 9), hump(20, 3), 0)).toBeCloseTo(0.75, 12);
  });

  it('is nothing when they point to opposite sides', () => {
    expect(explainedShare(hump(20, 3), hump(20, -3), 0)).toBeLessThan(0.05);
  });

  it('is little when a spike is held against a hump', () => {
    const spike = new Float64Array(30);
    spike[15] = 6;
    expect(explainedShare(spike, hump(20, 3), 0)).toBeLessThan(0.3);
  });

  it('does not count against a repetition what its noise leaves over', () => {
    const random = seeded(3);
    const noisy = (values: Float64Array) => values.map((value) => value + 2 * (random() + random() - 1));
    const [one, other] = [noisy(hump(20, 3)), noisy(hump(20, 3))];
    const variance = 4 / 6;
    expect(explainedShare(one, other, 0)).toBeLessThan(0.8);
    expect(explainedShare(one, other, variance)).toBeGreaterThan(explainedShare(one, other, 0) + 0.05);
  });

  it('is a share, whatever is compared', () => {
    const stretch = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { maxLength: 40 });
    fc.assert(
      fc.property(stretch, stretch, fc.double({ min: 0, max: 10, noNaN: true }), (one, other, noise) => {
        const share = explainedShare(Float64Array.from(one), Float64Array.from(other), noise);
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(1);
      }),
      { numRuns: 500 }
    );
  });
});

test('noise is told from the calm part of a residual, with twice the variance of normal noise', () => {
  // |r| is 0.6745 at the median of standard normal noise; one wild value changes nothing.
  expect(noiseVariance(Float64Array.of(-0.6745, 0.6745, 0.6745, -0.6745, 500))).toBeCloseTo(2, 12);
});
