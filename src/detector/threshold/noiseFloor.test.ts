/** @jest-environment node */
import { seeded } from '../../../tests/arbitraries';
import { autocovariances, noiseFloor, yuleWalker } from './noiseFloor';
import { smooth } from './smooth';

const smoothed = (errors: Float64Array) => smooth(errors, [{ start: 0, end: errors.length }], 10, 'two-sided');
const greatest = (values: Float64Array) => values.reduce((most, value) => Math.max(most, value), 0);

/** Sum of twelve uniform numbers: as good as normal here. */
function noise(length: number, seed: number): Float64Array {
  const random = seeded(seed);
  return Float64Array.from({ length }, () => Array.from({ length: 12 }, random).reduce((sum, u) => sum + u - 0.5, 0));
}

function autoregressive(length: number, phi: number, seed: number): Float64Array {
  const values = noise(length, seed);
  for (let i = 1; i < length; i++) {
    values[i] += phi * values[i - 1];
  }
  return values;
}

describe('Yule and Walker’s equations', () => {
  it('give back the coefficients of the process behind the covariances', () => {
    // AR(1), φ = 0.5: γ(k) = 0.5^k γ(0). AR(2), φ = (0.5, 0.25): ρ₁ = 0.5 / 0.75, ρ₂ = 0.5 ρ₁ + 0.25, ...
    expect(Array.from(yuleWalker(Float64Array.of(4, 2, 1, 0.5, 0.25)))).toEqual([0.5, 0, 0, 0]);
    const rho = [1, 2 / 3];
    for (let k = 2; k < 5; k++) {
      rho.push(0.5 * rho[k - 1] + 0.25 * rho[k - 2]);
    }
    const [first, second, third, fourth] = yuleWalker(Float64Array.from(rho));
    expect(first).toBeCloseTo(0.5, 12);
    expect(second).toBeCloseTo(0.25, 12);
    expect(third).toBeCloseTo(0, 12);
    expect(fourth).toBeCloseTo(0, 12);
  });

  it('are all zero for a constant process', () => {
    expect(Array.from(yuleWalker(new Float64Array(5)))).toEqual([0, 0, 0, 0]);
  });

  it('read autocovariances about zero', () => {
    expect(Array.from(autocovariances(Float64Array.of(1, 2, 3), 2))).toEqual([14 / 3, 8 / 3, 1]);
  });
});

describe('the noise floor', () => {
  it('is the maximum of the smoothed errors of such noise', () => {
    const ends = [1, 2, 3, 4, 5, 6].map((seed) => greatest(smoothed(noise(2000, seed).map(Math.abs))));
    const usual = ends.reduce((sum, end) => sum + end, 0) / ends.length;
    const floor = noiseFloor(noise(2000, 99), smoothed);
    expect(floor / usual).toBeGreaterThan(0.9);
    expect(floor / usual).toBeLessThan(1.1);
  });

  it('is higher for autocorrelated noise', () => {
    const ends = [1, 2, 3, 4, 5, 6].map((seed) => greatest(smoothed(autoregressive(2000, 0.9, seed).map(Math.abs))));
    const usual = ends.reduce((sum, end) => sum + end, 0) / ends.length;
    const floor = noiseFloor(autoregressive(2000, 0.9, 99), smoothed);
    expect(floor / usual).toBeGreaterThan(0.75);
    expect(floor / usual).toBeLessThan(1.25);
  });

  it('hardly rises with an anomaly', () => {
    const calm = noise(2000, 5);
    const loud = calm.slice();
    loud.fill(40, 900, 930);
    expect(noiseFloor(loud, smoothed) / noiseFloor(calm, smoothed)).toBeLessThan(1.25);
  });

  it('grows with the residual and is the same each time', () => {
    const residual = noise(500, 7);
    const floor = noiseFloor(residual, smoothed);
    expect(noiseFloor(residual, smoothed)).toBe(floor);
    expect(
      noiseFloor(
        residual.map((value) => 4 * value),
        smoothed
      )
    ).toBe(4 * floor);
  });

  it('ignores missing points', () => {
    const residual = noise(500, 7);
    const withGaps = new Float64Array(1000).fill(NaN);
    residual.forEach((value, i) => (withGaps[2 * i] = value));
    expect(noiseFloor(withGaps, smoothed)).toBe(noiseFloor(residual, smoothed));
  });

  it('is zero for too few points and for a residual that is mostly zero', () => {
    expect(noiseFloor(noise(15, 1), smoothed)).toBe(0);
    expect(noiseFloor(new Float64Array(100).fill(0).fill(1, 3, 5), smoothed)).toBe(0);
    expect(noiseFloor(new Float64Array(0), smoothed)).toBe(0);
  });
});
