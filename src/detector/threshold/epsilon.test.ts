/** @jest-environment node */
import fc from 'fast-check';
import { arbitraryErrors, positionsWithHoles } from '../../../tests/arbitraries';
import * as naive from '../../../tests/naive';
import { findEpsilon } from './epsilon';
import { moments } from '../arithmetic/statistics';

function search(errors: number[], positions: number[], buffer: number, maxSequences = 5) {
  const list = Float64Array.from(errors);
  return findEpsilon(list, Float64Array.from(positions), moments(list), buffer, maxSequences);
}

const line = (length: number) => Array.from({ length }, (_, i) => i);
/** 100 quiet points of 1 and 1.2 in turn with one block of three 9s. */
const oneBlock = line(100).map((i) => (i >= 50 && i < 53 ? 9 : i % 2 ? 1 : 1.2));

describe('the search for epsilon', () => {
  it('takes the highest z of those that separate the same points', () => {
    const { z, epsilon, candidates, chosen } = search(oneBlock, line(100), 1);
    // numpy: μ = 1.336, σ = 1.351408, (9 − μ) / σ = 5.671, so z = 5.5 is the last that parts the block off.
    expect(z).toBe(5.5);
    expect(epsilon).toBeCloseTo(8.768745, 5);
    expect(candidates[chosen]).toMatchObject({ points: 3, sequences: 1, admissible: true });
    expect(candidates[chosen].cost).toBe(candidates[0].cost);
  });

  it('dilates by one point less than the error buffer', () => {
    const { candidates } = search(oneBlock, line(100), 4);
    expect(candidates[0].points).toBe(3 + 2 * 3);
  });

  it('falls back to twelve deviations if no point is far out', () => {
    const { z, chosen, candidates } = search([1, 2, 1, 2, 1, 2], line(6), 2);
    expect(z).toBe(12);
    expect(chosen).toBe(-1);
    expect(candidates.every(({ cost, admissible }) => Number.isNaN(cost) && !admissible)).toBe(true);
  });

  it('falls back if all errors are equal, though all of them reach epsilon', () => {
    const { z, candidates } = search(Array(64).fill(0.5), line(64), 2);
    expect(z).toBe(12);
    expect(candidates[0]).toMatchObject({ points: 64, admissible: false });
  });

  it('skips candidates with too many sequences', () => {
    const spikes = line(2000).map((i) => (i % 100 === 50 ? 5 : 1 + (i % 3) / 10));
    expect(search(spikes, line(2000), 2, 5).chosen).toBe(-1);
    expect(search(spikes, line(2000), 2, 20).chosen).toBeGreaterThanOrEqual(0);
  });

  it('agrees with reading all errors for every candidate', () => {
    fc.assert(
      fc.property(
        arbitraryErrors(5000),
        fc.integer({ min: 1, max: 2 ** 31 - 1 }),
        fc.constantFrom(0, 1, 2, 5, 30),
        (errors, seed, buffer) => {
          const positions = positionsWithHoles(errors.length, seed);
          const fast = search(errors, positions, buffer);
          const { mean, sd } = moments(Float64Array.from(errors));
          const slow = naive.candidates(errors, positions, mean, sd, buffer, 5);
          const counted = <T extends { cost: number }>(list: readonly T[]) => list.map((c) => ({ ...c, cost: 0 }));
          expect(counted(fast.candidates)).toEqual(counted(slow));
          const unlike = fast.candidates.filter(
            ({ cost }, i) => slow[i].points > 0 && Math.abs(cost - slow[i].cost) > 1e-8 * Math.abs(slow[i].cost)
          );
          expect(sd > 1e-9 * mean ? unlike : []).toEqual([]);
          // The choice may differ only between candidates whose costs are alike.
          const best = naive.chooseCandidate(slow);
          expect(fast.chosen < 0).toBe(best < 0);
          if (best >= 0) {
            expect(Math.abs(slow[fast.chosen].cost - slow[best].cost)).toBeLessThanOrEqual(
              1e-8 * Math.abs(slow[best].cost)
            );
          }
        }
      ),
      { numRuns: 300 }
    );
  });
});
