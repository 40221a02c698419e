/** @jest-environment node */
import fc from 'fast-check';
import { arbitraryErrors } from '../../../tests/arbitraries';
import * as naive from '../../../tests/naive';
import { prune } from './prune';

const pruned = (errors: number[], runs: number[], normal: number, p: number) =>
  prune(Float64Array.from(errors), runs, normal, p);

describe('pruning', () => {
  // Hundman et al. 2018, figure 2 in words: maxima 10, 5 and 4.9 over a normal error of 4.8.
  const errors = [0, 0, 10, 0, 5, 0, 0, 4.9, 0];
  const runs = [1, 2, 4, 5, 7, 8];

  it('keeps sequences above the last step of at least p', () => {
    const { runs: left, sequences } = pruned(errors, runs, 4.8, 0.1);
    expect(left).toEqual([1, 2]);
    expect(sequences.map(({ kept }) => kept)).toEqual([true, false, false]);
    expect(sequences[0].margin).toBeCloseTo(0.5 - 0.1, 12);
    expect(sequences[2].margin).toBeCloseTo((4.9 - 4.8) / 4.9 - 0.1, 12);
  });

  it('keeps all when the lowest one stands out from the normal errors', () => {
    expect(pruned(errors, runs, 1, 0.1).runs).toEqual(runs);
  });

  it('keeps all at p = 0', () => {
    expect(pruned(errors, runs, 4.89999, 0).runs).toEqual(runs);
  });

  it('keeps nothing if no step reaches p', () => {
    expect(pruned([5, 5, 0, 4.9, 4.9], [0, 1, 3, 4], 4.8, 0.5).runs).toEqual([]);
  });

  it('keeps single points if there is no sequence, and drops them otherwise', () => {
    expect(pruned(errors, [2, 2], 9.9, 0.5).runs).toEqual([2, 2]);
    expect(pruned(errors, [1, 2, 4, 4], 1, 0.1).runs).toEqual([1, 2]);
  });

  it('counts a step from zero to zero as reached, as a comparison with NaN does', () => {
    expect(pruned([0, 0, 0], [0, 1], 0, 0.5).runs).toEqual([0, 1]);
  });

  it('agrees with walking the list of maxima on random errors', () => {
    fc.assert(
      fc.property(
        arbitraryErrors(5000),
        fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 2, maxLength: 40 }),
        fc.constantFrom(0, 0.01, 0.13, 0.5, 1, 2),
        (list, lengths, p) => {
          const groups: number[][] = [];
          let at = 0;
          lengths.forEach((length, k) => {
            const group = Array.from({ length }, (_, i) => at + i).filter((i) => i < list.length);
            if (k % 2 === 0 && group.length > 1) {
              groups.push(group);
            }
            at += length;
          });
          const normal = naive.greatestNormal(list, groups, []);
          const bounds = groups.flatMap((group) => [group[0], group[group.length - 1]]);
          const { sequences } = pruned(list, bounds, normal, p);
          expect(sequences.map(({ kept }) => kept)).toEqual(naive.keptSequences(list, groups, normal, p));
        }
      ),
      { numRuns: 500 }
    );
  });
});
