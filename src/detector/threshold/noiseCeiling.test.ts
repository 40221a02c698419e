/** @jest-environment node */
import { activeErrors, blockMaxima, blocksOf, noiseCeiling } from './noiseCeiling';
import { putOnGrid } from '../grid/grid';

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
