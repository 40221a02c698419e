/** @jest-environment node */
import { CLIP, findScale, scaled } from './scale';

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

  it('takes the other values’ distance where nine tenths are the same', () => {
    const counts = Array<number>(100).fill(0);
    [10, 40, 70].forEach((i, k) => (counts[i] = k + 1));
    expect(scaleOf(counts)).toEqual({ centre: 0, halfRange: 2 });
  });

  it('is null for a constant, and for differences that arithmetic cannot divide by', () => {
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

  it('cuts off what the network never saw', () => {
    expect(Array.from(scaled(Float64Array.of(1e300, -1e300), scale))).toEqual([CLIP, -CLIP]);
  });
});
