/** @jest-environment node */
import { CLIP, countedResidual, cutOff, findScale, scaled } from './scale';

const scaleOf = (values: number[]) => findScale(Float64Array.from(values));

describe('the scale', () => {
  it('is the median and half the range from the 5th to the 95th percentile, rounded in binary', () => {
    // numpy: percentile(0..100, [5, 50, 95]) = 5, 50, 95. In steps of 32 / 8 the nearest to 45 is 44.
    expect(scaleOf(Array.from({ length: 101 }, (_, i) => i))).toEqual({ centre: 50, halfRange: 44 });
    expect(scaleOf(Array.from({ length: 97 }, (_, i) => i / 16))).toEqual({ centre: 3, halfRange: 2.75 });
  });

  it('stays the same to the last bit when a few points come and go', () => {
    const wave = (from: number) =>
      scaleOf(Array.from({ length: 1000 }, (_, i) => 7 + 3 * Math.sin((from + i) / 9) + Math.cos(from + i)));
    expect([5, 10, 15, 20].map(wave)).toEqual(Array(4).fill(wave(0)));
  });

  it('takes the other values’ distance if nine tenths are equal', () => {
    const counts = Array<number>(100).fill(0);
    [10, 40, 70].forEach((i, k) => (counts[i] = k + 1));
    expect(scaleOf(counts)).toEqual({ centre: 0, halfRange: 2 });
  });

  it('is null for a constant, and for differences too small to divide by', () => {
    expect(scaleOf([7, 7, 7])).toBeNull();
    expect(scaleOf([0, 5e-324, 0, 5e-324])).toBeNull();
    expect(scaleOf([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5e-324])).toBeNull();
  });

  it('stays finite at the ends of the number range', () => {
    for (const huge of [1e300, Number.MAX_VALUE]) {
      const values = Float64Array.of(-huge, huge, -huge, huge, 0, 1);
      const scale = findScale(values);
      expect(scale).not.toBeNull();
      if (scale) {
        expect(scaled(values, scale).every(Number.isFinite)).toBe(true);
        expect([scale.centre - scale.halfRange, scale.centre + scale.halfRange].every(Number.isFinite)).toBe(true);
      }
    }
  });

  it('stays finite when one value alone is huge', () => {
    const values = new Float64Array(40);
    values[7] = Number.MAX_VALUE;
    const scale = findScale(values);
    // 15/8 of the greatest power of two: one step more is past the end of the numbers.
    expect(scale?.halfRange).toBe(15 * 2 ** 1020);
  });
});

describe('scaling', () => {
  const scale = { centre: 10, halfRange: 5 };

  it('takes the centre to 0 and a half range to 1', () => {
    const values = Float64Array.of(5, 10, 12.5, 20);
    expect(Array.from(scaled(values, scale))).toEqual([-1, 0, 0.5, 2]);
  });

  it('keeps the size of a value, up to the greatest finite number', () => {
    const small = { centre: 0, halfRange: 2 ** -1000 };
    expect(Array.from(scaled(Float64Array.of(60, 1e300), scale))).toEqual([10, 2e299]);
    expect(Array.from(scaled(Float64Array.of(1e300, -1e300), small))).toEqual([Number.MAX_VALUE, -Number.MAX_VALUE]);
  });

  it('is clipped for the network', () => {
    expect(Array.from(cutOff(Float64Array.of(1e300, -1e300, 3.9, -4)))).toEqual([CLIP, -CLIP, 3.9, -4]);
  });
});

describe('the counted residual', () => {
  it('is the residual up to the clip, and logarithmic beyond', () => {
    expect([3, -3, CLIP, -CLIP].map((residual) => countedResidual(residual, 0))).toEqual([3, -3, 4, -4]);
    // 4 (1 + ln e) = 8.
    expect(countedResidual(4 * Math.E, 0)).toBeCloseTo(8, 12);
    expect(countedResidual(-4 * Math.E, 0)).toBeCloseTo(-8, 12);
  });

  it('is constant from the clip to the greatest residual of the noise', () => {
    expect(countedResidual(20, 20)).toBe(CLIP);
    expect(countedResidual(20 * Math.E, 20)).toBeCloseTo(8, 12);
  });

  it('stays within reach of an average, however great the value', () => {
    // 4 (1 + ln(1e300 / 4)) = 2761.6.
    expect(countedResidual(1e300, 0)).toBeCloseTo(2761.56, 1);
    expect(countedResidual(NaN, 0)).toBeNaN();
  });
});
