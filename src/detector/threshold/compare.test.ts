/** @jest-environment node */
import fc from 'fast-check';
import { arbitraryErrors, positionsWithHoles } from '../../../tests/arbitraries';
import * as naive from '../../../tests/naive';
import { compareToEpsilon, isQuiet } from './compare';

describe('the guards', () => {
  const spread = { sd: 1, range: 2 };
  const guards = { relative: 0.05, absolute: 0.05, deviation: 0 };
  const quiet = (greatest: number, sd: number, values = spread, changed = {}) =>
    isQuiet(greatest, { mean: 0.05, sd }, values, { ...guards, ...changed });

  it('pass errors that spread, or reach, more than a twentieth of the values', () => {
    expect(quiet(0.08, 0.06)).toBe(false);
    expect(quiet(0.11, 0.01)).toBe(false);
    expect(quiet(0.09, 0.04)).toBe(true);
  });

  it('hold back a window whose greatest error is small in itself', () => {
    expect(quiet(0.05, 0.05, { sd: 0.1, range: 0.1 })).toBe(true);
    expect(quiet(0.05, 0.05, { sd: 0.1, range: 0.1 }, { absolute: 0 })).toBe(false);
  });
});

describe('errors that are all alike', () => {
  it('are not searched if a least deviation is set', () => {
    const alike = { mean: 3, sd: 1e-9 };
    const small = { sd: 0.001, range: 0.001 };
    expect(isQuiet(3, alike, small, { relative: 0.05, absolute: 0, deviation: 1e-6 })).toBe(true);
    expect(isQuiet(3, alike, small, { relative: 0.05, absolute: 0, deviation: 0 })).toBe(false);
  });
});

describe('the comparison with epsilon', () => {
  const compare = (
    errors: number[],
    epsilon: number,
    { least = 0, buffer = 1, first = 0, before = [] as number[] } = {}
  ) =>
    compareToEpsilon(Float64Array.from(errors), Int32Array.from(errors.keys()), {
      epsilon,
      leastError: least,
      errorBuffer: buffer,
      first,
      before: Uint8Array.from(errors, (_, i) => (before.includes(i) ? 1 : 0)),
    });

  it('takes errors that reach epsilon and dilates them by the whole buffer', () => {
    expect(compare([1, 1, 1, 5, 1, 2, 1], 5).runs).toEqual([2, 4]);
  });

  it('asks errors to exceed the guard too', () => {
    expect(compare([1, 1, 1, 5, 1, 1, 1], 3, { least: 5 }).runs).toEqual([]);
  });

  it('gives the greatest error outside the runs that was not anomalous before', () => {
    expect(compare([4, 1, 1, 5, 1, 2, 3], 5).greatestNormal).toBe(4);
    expect(compare([4, 1, 1, 5, 1, 2, 3], 5, { before: [0] }).greatestNormal).toBe(3);
  });

  it('has no greatest normal error when every point is anomalous', () => {
    expect(compare([5, 5], 5).greatestNormal).toBe(-Infinity);
  });

  it('does not judge errors before the first index', () => {
    expect(compare([5, 1, 1, 1, 5, 1], 5, { first: 4 })).toEqual({ runs: [4, 5], greatestNormal: 5 });
  });

  it('agrees with sets of indices on random errors', () => {
    fc.assert(
      fc.property(
        arbitraryErrors(5000),
        fc.integer({ min: 1, max: 2 ** 31 - 1 }),
        fc.integer({ min: 0, max: 20 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (errors, seed, buffer, share, start) => {
          const positions = positionsWithHoles(errors.length, seed);
          const epsilon = naive.quantile(errors, share);
          const first = Math.floor(start * errors.length);
          const before = errors.map((_, i) => ((i * seed) % 7 === 0 ? 1 : 0));
          const over = Array.from(errors.keys()).filter((i) => errors[i] >= epsilon);
          const judged = naive.widenedIndices(over, positions, buffer).filter((i) => i >= first);
          const groups = naive.groupsOf(judged, positions);
          const fast = compareToEpsilon(Float64Array.from(errors), Float64Array.from(positions), {
            epsilon,
            leastError: -1,
            errorBuffer: buffer,
            first,
            before: Uint8Array.from(before),
          });
          expect(fast.runs).toEqual(groups.flatMap((group) => [group[0], group[group.length - 1]]));
          expect(fast.greatestNormal).toBe(naive.greatestNormal(errors, groups, before));
        }
      ),
      { numRuns: 300 }
    );
  });
});
