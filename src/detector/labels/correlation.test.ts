/** @jest-environment node */
import fc from 'fast-check';
import { correlationOf } from './correlation';

const hump = (width: number, height: number, before = 8, after = 8) =>
  Float64Array.from({ length: before + width + after }, (_, i) =>
    i < before || i >= before + width ? 0 : height * Math.sin((Math.PI * (i - before + 0.5)) / width) ** 2
  );

describe('the correlation of two residuals', () => {
  it('is 1 if they are equal, at any shift, and up to one and a half times the height', () => {
    expect(correlationOf(hump(20, 3), hump(20, 3), 0)).toBeCloseTo(1, 12);
    expect(correlationOf(hump(20, 3, 14, 2), hump(20, 3), 0)).toBeCloseTo(1, 12);
    expect(correlationOf(hump(20, 4.4), hump(20, 3), 0)).toBeCloseTo(1, 12);
    expect(correlationOf(hump(20, 3), hump(20, 4.4), 0)).toBeCloseTo(1, 12);
  });

  it('is 0 if one is higher than that, or has the other sign', () => {
    expect(correlationOf(hump(20, 4.6), hump(20, 3), 0)).toBe(0);
    expect(correlationOf(hump(20, 3), hump(20, 4.6), 0)).toBe(0);
    expect(correlationOf(hump(20, 3), hump(20, -3), 0)).toBeLessThan(0.05);
  });

  it('is lowered by parts that only one of them has', () => {
    const twice = Float64Array.from([...hump(20, 3), ...hump(20, 3)]);
    // The same energy once more, and nothing to go with it: 1 / √2.
    expect(correlationOf(twice, hump(20, 3), 0)).toBeCloseTo(Math.SQRT1_2, 12);
    expect(correlationOf(hump(20, 3), twice, 0)).toBeCloseTo(Math.SQRT1_2, 12);
  });

  it('is low for a spike and a hump', () => {
    const spike = new Float64Array(30);
    spike[15] = 9;
    expect(correlationOf(spike, hump(20, 3), 0)).toBeLessThan(0.4);
  });

  it('is not lowered by the noise of a repetition', () => {
    // Signal 4 and two kinds of noise of variance 1, all at right angles: 128 of 136 by themselves.
    const one = Float64Array.of(5, 3, 5, 3, 5, 3, 5, 3);
    const other = Float64Array.of(5, 5, 3, 3, 5, 5, 3, 3);
    expect(correlationOf(one, other, 0)).toBeCloseTo(128 / 136, 12);
    expect(correlationOf(one, other, 1)).toBeCloseTo(1, 12);
  });

  it('is found for the smallest values too, and is 0 for stretches that never overlap', () => {
    expect(correlationOf(hump(20, 1e-90), hump(20, 1e-90), 0)).toBeCloseTo(1, 12);
    expect(correlationOf(Float64Array.of(1e-90), Float64Array.of(1e-90), 0)).toBe(0);
    expect(correlationOf(hump(20, 3), new Float64Array(20), 0)).toBe(0);
    expect(correlationOf(new Float64Array(20), new Float64Array(20), 0)).toBe(0);
  });

  it('is between 0 and 1, and symmetric, for random stretches', () => {
    const stretch = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { maxLength: 40 });
    fc.assert(
      fc.property(stretch, stretch, fc.double({ min: 0, max: 10, noNaN: true }), (one, other, noise) => {
        const [a, b] = [Float64Array.from(one), Float64Array.from(other)];
        const likeness = correlationOf(a, b, noise);
        expect(likeness).toBeGreaterThanOrEqual(0);
        expect(likeness).toBeLessThanOrEqual(1);
        expect(correlationOf(b, a, noise)).toBeCloseTo(likeness, 9);
      }),
      { numRuns: 500 }
    );
  });
});
