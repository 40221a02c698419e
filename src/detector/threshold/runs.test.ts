/** @jest-environment node */
import fc from 'fast-check';
import { positionsWithHoles, seeded } from '../../../tests/arbitraries';
import * as naive from '../../../tests/naive';
import { pointsIn, runsFrom, sequencesIn, dilate, mergeNear } from './runs';

const widened = (anomalous: number[], positions: number[], buffer: number) =>
  dilate(Int32Array.from(anomalous), Float64Array.from(positions), buffer);
const line = (length: number) => Array.from({ length }, (_, i) => i);

describe('dilation', () => {
  it('joins points that touch once dilated', () => {
    expect(widened([3, 8], line(20), 2)).toEqual([1, 10]);
    expect(widened([3, 9], line(20), 2)).toEqual([1, 5, 7, 11]);
  });

  it('stops at both ends', () => {
    expect(widened([0, 9], line(10), 3)).toEqual([0, 3, 6, 9]);
  });

  it('keeps points as they are at a buffer of zero and below', () => {
    expect(widened([2, 3, 7], line(10), 0)).toEqual([2, 3, 7, 7]);
    expect(widened([2], line(10), -1)).toEqual([2, 2]);
  });

  it('counts positions, so that a hole uses the buffer up and no run reaches across', () => {
    expect(widened([1], [0, 1, 2, 5, 6], 4)).toEqual([0, 2, 3, 3]);
    expect(widened([1], [0, 1, 2, 50, 51], 4)).toEqual([0, 2]);
  });

  it('agrees with marking every reached position on random points', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.integer({ min: 1, max: 2 ** 31 - 1 }),
        fc.constantFrom(0.001, 0.02, 0.2, 1),
        fc.integer({ min: -1, max: 30 }),
        (length, seed, share, buffer) => {
          const positions = positionsWithHoles(length, seed);
          const random = seeded(seed + 1);
          const anomalous = line(length).filter(() => random() < share);
          const groups = naive.groupsOf(naive.widenedIndices(anomalous, positions, buffer), positions);
          const runs = widened(anomalous, positions, buffer);
          expect(runs).toEqual(groups.flatMap((group) => [group[0], group[group.length - 1]]));
          expect(pointsIn(runs)).toBe(groups.flat().length);
          expect(sequencesIn(runs).length / 2).toBe(groups.filter((group) => group.length > 1).length);
        }
      ),
      { numRuns: 300 }
    );
  });
});

describe('runs from an index on', () => {
  it('drop runs before it and cut a run across it', () => {
    expect(runsFrom([0, 2, 4, 8, 10, 11], 5)).toEqual([5, 8, 10, 11]);
    expect(runsFrom([0, 2], 3)).toEqual([]);
  });
});

const inLine = Float64Array.from({ length: 100 }, (_, i) => i);
const run = (start: number, end: number, score = 1) => ({ start, end, score });

describe('merging near sequences', () => {
  it('merges two that are at most as far apart as asked, with the higher score', () => {
    expect(mergeNear([run(10, 20, 1), run(30, 35, 3)], inLine, 10)).toEqual([run(10, 35, 3)]);
  });

  it('keeps two that are farther apart', () => {
    expect(mergeNear([run(10, 20), run(31, 35)], inLine, 10)).toEqual([run(10, 20), run(31, 35)]);
  });

  it('chains: each is compared with the end of the merged sequence', () => {
    expect(mergeNear([run(0, 5), run(8, 12), run(15, 20), run(40, 45)], inLine, 3)).toEqual([run(0, 20), run(40, 45)]);
  });

  it('merges nothing at 0, and nothing across the jump between segments', () => {
    expect(mergeNear([run(0, 5), run(6, 9)], inLine, 0)).toHaveLength(2);
    const apart = inLine.map((position) => (position > 5 ? position + 50 : position));
    expect(mergeNear([run(0, 5), run(6, 9)], apart, 10)).toHaveLength(2);
  });
});
