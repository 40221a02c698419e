/** @jest-environment node */
import { seeded } from '../../../tests/arbitraries';
import { putOnGrid } from '../grid/grid';
import {
  isIntermittent,
  typicalPeak,
  activeErrors,
  blockMaxima,
  blocksOf,
  noiseCeiling,
  autocovariances,
  noiseFloor,
  yuleWalker,
} from './noise';
import { smooth } from './smooth';

const SIZE = 16;
const BLOCKS = 40;
const LENGTH = SIZE * BLOCKS;
const CALM = 0.002;
const slots = Int32Array.from({ length: LENGTH }, (_, i) => i);
const gridFrom = (first: number, length = LENGTH) =>
  putOnGrid({ times: Float64Array.from({ length }, (_, i) => first + i), values: new Float64Array(length) }, SIZE);

/** Errors of 1 whose greatest in each block is given. */
const errorsWith = (maxima: readonly number[]) =>
  Float64Array.from({ length: maxima.length * SIZE }, (_, i) => (i % SIZE === 5 ? maxima[Math.floor(i / SIZE)] : 0));

/** Logarithms at the middle of equal shares of Gumbel's law (location 0, scale 1/2), shuffled. */
const gumbel = Array.from({ length: BLOCKS }, (_, k) => {
  const share = (((k * 7) % BLOCKS) + 0.5) / BLOCKS;
  return Math.exp(-0.5 * Math.log(-Math.log(share)));
});

describe('the ceiling of the noise', () => {
  const ceiling = (maxima: readonly number[]) => noiseCeiling(errorsWith(maxima), slots, gridFrom(0), SIZE, CALM);

  it('is the expected maximum of as many blocks', () => {
    // Gumbel: the greatest of n has the mean location + scale (ln n + 0.5772); here exp(0.5 (ln 40 + 0.5772)) = 8.44.
    const share = ceiling(gumbel) / Math.exp(0.5 * (Math.log(BLOCKS) + 0.5772));
    expect(share).toBeGreaterThan(0.9);
    expect(share).toBeLessThan(1.1);
  });

  it('does not change if incidents raise the highest blocks', () => {
    const lifted = gumbel.map((maximum) => (maximum > 3 ? 1000 * maximum : maximum));
    expect(lifted.filter((maximum) => maximum > 1000).length).toBeGreaterThan(2);
    expect(ceiling(lifted)).toBe(ceiling(gumbel));
  });

  it('hardly changes if an incident raises any block', () => {
    const lifted = gumbel.map((maximum, k) => (k === 0 ? 1e6 : maximum));
    expect(ceiling(lifted) / ceiling(gumbel)).toBeGreaterThan(0.8);
    expect(ceiling(lifted) / ceiling(gumbel)).toBeLessThan(1.25);
  });

  it('scales with the errors', () => {
    expect(ceiling(gumbel.map((maximum) => 4 * maximum)) / ceiling(gumbel)).toBeCloseTo(4, 9);
  });

  it('uses only blocks that are not calm, and is 0 with fewer than five of them', () => {
    const busy = (count: number) => gumbel.map((maximum, k) => (k < count ? maximum : CALM));
    expect(ceiling(busy(4))).toBe(0);
    expect(ceiling(busy(5))).toBeGreaterThan(0);
    expect(ceiling(gumbel.map(() => 0))).toBe(0);
  });
});

describe('blocks', () => {
  it('are counted from the epoch, so that a range that slides keeps them', () => {
    const grid = putOnGrid(
      { times: Float64Array.from({ length: 8 }, (_, i) => 5 + i), values: new Float64Array(8) },
      4
    );
    expect(Array.from(blocksOf(Int32Array.from(grid.values.keys()), grid, 4))).toEqual([0, 0, 0, 1, 1, 1, 1, 2]);
  });

  it('do not reach across a gap', () => {
    const times = Float64Array.from({ length: 32 }, (_, i) => (i < 16 ? i : i + 100));
    const grid = putOnGrid({ times, values: new Float64Array(32) }, SIZE);
    // The second segment begins at 116 = 7 · 16 + 4: twelve rows of the eighth block, four of the ninth.
    expect(Array.from(blocksOf(Int32Array.from(times.keys()), grid, SIZE))).toEqual([
      ...Array(16).fill(0),
      ...Array(12).fill(1),
      ...Array(4).fill(2),
    ]);
  });

  it('have the greatest of their errors', () => {
    expect(blockMaxima(Float64Array.of(1, 3, 2, 0, 0.5), Int32Array.of(0, 0, 0, 1, 1))).toEqual([3, 0.5]);
  });
});

describe('active errors', () => {
  const blocks = blocksOf(slots, gridFrom(0), SIZE);
  const working = (maxima: readonly number[]) => {
    const isActive = activeErrors(errorsWith(maxima), blocks, CALM);
    return Array.from({ length: BLOCKS }, (_, b) => isActive[b * SIZE]);
  };

  it('lie in blocks that reach a twentieth of the upper quartile', () => {
    const calm = Array.from({ length: BLOCKS }, (_, b) => (b % 3 === 0 ? 1 : 0.04));
    expect(working(calm)).toEqual(calm.map((maximum) => (maximum === 1 ? 1 : 0)));
    expect(working(calm.map((maximum) => (maximum === 1 ? 1 : 0.06)))).toEqual(Array(BLOCKS).fill(1));
  });

  it('are all errors of a series whose one block of forty is an incident', () => {
    expect(working(Array.from({ length: BLOCKS }, (_, b) => (b === 3 ? 100 : 1)))).toEqual(Array(BLOCKS).fill(1));
  });

  it('do not exist in a series that is recalled exactly', () => {
    expect(working(Array(BLOCKS).fill(CALM))).toEqual(Array(BLOCKS).fill(0));
  });
});

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

/** Errors that are zero but for single ones of the given heights, far from each other. */
const sparse = (...heights: number[]) =>
  Float64Array.from({ length: 100 * heights.length }, (_, i) => (i % 100 === 50 ? heights[Math.floor(i / 100)] : 0));
const smoothedOverThree = (errors: Float64Array) => smooth(errors, [{ start: 0, end: errors.length }], 3, 'two-sided');
const usual = (errors: Float64Array) => typicalPeak(smoothedOverThree(errors));

it('a series is intermittent if it is calm except for bursts, and not if it has noise to model', () => {
  const errors = sparse(1, 1, 2, 1, 1, 9);
  expect(isIntermittent(errors)).toBe(true);
  expect(isIntermittent(errors.map((error, i) => error + 0.1 * (1 + (i % 3))))).toBe(false);
  expect(isIntermittent(new Float64Array(100))).toBe(false);
});

describe('the usual burst', () => {
  it('is the median peak', () => {
    const one = Math.max(...smoothedOverThree(sparse(1)));
    expect(usual(sparse(1, 1, 2, 1, 1, 9))).toBeCloseTo(one, 12);
    expect(usual(sparse(2, 2, 1, 2, 2))).toBeCloseTo(2 * one, 12);
  });

  it('is 0 if there are too few bursts', () => {
    expect(usual(sparse(1, 1, 1, 9))).toBe(0);
  });
});
