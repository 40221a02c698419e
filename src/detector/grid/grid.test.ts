/** @jest-environment node */
import fc from 'fast-check';
import { arbitraryErrors } from '../../../tests/arbitraries';
import * as naive from '../../../tests/naive';
import { putOnGrid } from './grid';

const minute = 60_000;
const grid = (points: Array<[number, number]>, windowSize = 4) =>
  putOnGrid(
    { times: Float64Array.from(points, ([time]) => time), values: Float64Array.from(points, ([, value]) => value) },
    windowSize
  );
const even = (values: number[]): Array<[number, number]> => values.map((value, i) => [i * minute, value]);

describe('the grid', () => {
  it('is the series itself when it is evenly spaced', () => {
    const { step, segments, values, slotOf } = grid(even([3, 1, 4, 1, 5, 9]));
    expect(step).toBe(minute);
    expect(segments).toEqual([{ start: 0, end: 6, offset: 0 }]);
    expect(Array.from(values)).toEqual([3, 1, 4, 1, 5, 9]);
    expect(Array.from(slotOf)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  /** Two points a minute apart, then a pause, and so on. */
  const bursts = (count: number, pause: number) =>
    Array.from({ length: 2 * count }, (_, i): [number, number] => [
      (Math.floor(i / 2) * (pause + 1) + (i % 2)) * minute,
      i % 7,
    ]);

  it('has no segments for bursts far apart, whose many slots were nearly all bridged', () => {
    const { tooSparse, segments, values, slotOf, points } = grid(bursts(5000, 200), 256);
    expect([tooSparse, segments, values.length, points.length]).toEqual([true, [], 0, 0]);
    expect(slotOf.every((slot) => slot === -1)).toBe(true);
  });

  it('bridges bursts that are few, or near to each other, or farther apart than a window', () => {
    const few = grid(bursts(900, 200), 256);
    expect([few.tooSparse, few.values.length]).toEqual([false, 899 * 201 + 2]);
    const near = grid(bursts(50_000, 6), 256);
    expect([near.tooSparse, near.values.length]).toEqual([false, 49_999 * 7 + 2]);
    expect(grid(bursts(5000, 200), 64)).toMatchObject({ tooSparse: false, longestRun: 2 });
  });

  it('bridges a short gap by a straight line and marks it', () => {
    const { values, observed, gapAfter, segments } = grid(even([1, 2, NaN, Infinity, 5, 6, 7, 8]));
    expect(Array.from(values)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(Array.from(observed)).toEqual([1, 1, 0, 0, 1, 1, 1, 1]);
    expect(Array.from(gapAfter)).toEqual([0, 1, 0, 0, 0, 0, 0, 0]);
    expect(segments).toHaveLength(1);
  });

  it('bridges a gap as long as the window and splits at a longer one', () => {
    const around = (missing: number) => even([1, 2, 3, 4, ...Array<number>(missing).fill(NaN), 5, 6, 7, 8]);
    expect(grid(around(4)).segments).toEqual([{ start: 0, end: 12, offset: 0 }]);
    expect(grid(around(5)).segments).toEqual([
      { start: 0, end: 4, offset: 0 },
      { start: 4, end: 8, offset: 9 },
    ]);
  });

  it('excludes runs shorter than a window', () => {
    const { segments, slotOf, longestRun } = grid(even([1, 2, 3, 4, NaN, NaN, NaN, NaN, NaN, 5, 6]));
    expect(segments).toEqual([{ start: 0, end: 4, offset: 0 }]);
    expect(Array.from(slotOf.subarray(9))).toEqual([-1, -1]);
    expect(longestRun).toBe(4);
  });

  it('puts uneven points into their nearest slots', () => {
    const { values, slotOf } = grid([
      [0, 1],
      [9, 2],
      [21, 3],
      [30, 4],
      [40, 5],
      [50, 6],
    ]);
    expect(Array.from(slotOf)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(Array.from(values)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('averages points that share a slot', () => {
    const { values, slotOf } = grid([
      [0, 1],
      [10, 2],
      [12, 4],
      [13, 6],
      [20, 3],
      [30, 4],
      [40, 5],
      [50, 5],
      [60, 5],
    ]);
    expect(Array.from(slotOf)).toEqual([0, 1, 1, 1, 2, 3, 4, 5, 6]);
    expect(values[1]).toBeCloseTo(4, 12);
  });

  it('takes its step from observed points, so that rows of other series are no gaps', () => {
    const joined = even(Array.from({ length: 20 }, (_, i) => (i % 4 === 0 ? i : NaN)));
    const { step, gapAfter, observed } = grid(joined);
    expect(step).toBe(4 * minute);
    expect(Array.from(observed)).toEqual([1, 1, 1, 1, 1]);
    expect(Array.from(gapAfter)).toEqual([0, 0, 0, 0, 0]);
  });

  it('has neither slots nor runs without a finite point', () => {
    expect(grid([])).toMatchObject({ segments: [], longestRun: 0 });
    expect(
      grid([
        [0, NaN],
        [1, NaN],
      ])
    ).toMatchObject({ segments: [], longestRun: 0 });
    expect(grid([[0, 1]])).toMatchObject({ segments: [], longestRun: 1 });
  });

  it('splits and bridges random gaps as the definition says', () => {
    fc.assert(
      fc.property(arbitraryErrors(1500, true), fc.integer({ min: 2, max: 20 }), (values, windowSize) => {
        const observed = values.flatMap((value, i) => (Number.isNaN(value) ? [] : [i]));
        const steps = observed.slice(1).map((at, k) => at - observed[k]);
        fc.pre(steps.filter((step) => step === 1).length > steps.length / 2);
        const { segments, values: slots, slotOf, observed: mark } = grid(even(values), windowSize);
        const expected = naive.segmentsOf(values, windowSize);
        expect(segments.map(({ start, end }) => end - start)).toEqual(expected.map(([start, end]) => end - start));
        const inside = observed.filter((i) => expected.some(([start, end]) => i >= start && i < end));
        expect(observed.filter((i) => slotOf[i] >= 0)).toEqual(inside);
        expect(inside.every((i) => slots[slotOf[i]] === values[i])).toBe(true);
        expect(mark.reduce((sum, one) => sum + one, 0)).toBe(inside.length);
        expect(slots.every(Number.isFinite)).toBe(true);
      }),
      { numRuns: 400 }
    );
  });
});
