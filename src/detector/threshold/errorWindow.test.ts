/** @jest-environment node */
import fc from 'fast-check';
import { arbitraryErrors, positionsWithHoles } from '../../../tests/arbitraries';
import * as naive from '../../../tests/naive';
import { TELEMANOM_THRESHOLD } from '../settings';
import { compareToEpsilon, isQuiet, judgeErrorWindow, type ErrorWindowSettings, prune } from './errorWindow';
import { unite } from './runs';

const settings: ErrorWindowSettings = { ...TELEMANOM_THRESHOLD, errorBuffer: 1, pruning: 0.13 };
/** 200 errors about 1 with three 9s and one hole of three zeros. */
const errors = Float64Array.from({ length: 200 }, (_, i) => {
  const level = i % 2 ? 1 : 1.02;
  return i >= 50 && i < 53 ? 9 : level;
});
const window = (changed: Partial<Parameters<typeof judgeErrorWindow>[0]> = {}) => ({
  errors,
  positions: Int32Array.from(errors.keys()),
  spread: { sd: 1, range: 2 },
  first: 0,
  before: new Uint8Array(errors.length),
  floor: 0,
  ...changed,
});

describe('one error window', () => {
  it('finds, dilates and scores a block', () => {
    const { runs, scores, mean, sd, high } = judgeErrorWindow(window(), { ...settings, severity: 'excess' });
    expect(runs).toEqual([49, 53]);
    expect(scores).toHaveLength(1);
    expect(scores[0]).toBeCloseTo((9 - high.epsilon) / (mean + sd), 12);
  });

  it('scores as telemanom’s code does if set: the dilated points and the mirror image count too', () => {
    const { scores, mean, sd, low } = judgeErrorWindow(window(), settings);
    expect(scores[0]).toBeCloseTo(((low?.epsilon ?? NaN) - (mean + (mean - 9))) / (mean + sd), 12);
  });

  it('finds unusually low errors only with the inverse pass', () => {
    const low = errors.map((_, i) => (i >= 50 && i < 53 ? 0.01 : 1 + (i % 2) / 50));
    expect(judgeErrorWindow(window({ errors: low }), settings).runs).toEqual([49, 53]);
    expect(judgeErrorWindow(window({ errors: low }), { ...settings, inversePass: false })).toMatchObject({
      runs: [],
      low: null,
    });
  });

  it('lifts epsilon to the floor', () => {
    const { high, runs, inForce } = judgeErrorWindow(window({ floor: 9.5 }), settings);
    expect(high.epsilon).toBe(9.5);
    expect(inForce).toBe(9.5);
    expect(runs).toEqual([]);
  });

  it('does not search a window of small errors, and gives the error that would be anomalous', () => {
    const { high, runs, inForce } = judgeErrorWindow(window({ spread: { sd: 1000, range: 1000 } }), settings);
    expect(high).toMatchObject({ quiet: true, sequences: [] });
    expect(runs).toEqual([]);
    expect(inForce).toBe(50);
  });
});

describe('the union of runs', () => {
  const line = Int32Array.from({ length: 40 }, (_, i) => i);

  it('merges runs that overlap or are neighbours', () => {
    expect(unite([1, 3, 10, 12], [4, 5, 11, 20, 30, 31], line)).toEqual([1, 5, 10, 20, 30, 31]);
    expect(unite([], [1, 2], line)).toEqual([1, 2]);
    expect(unite([5, 9], [6, 7], line)).toEqual([5, 9]);
  });

  it('does not merge across a hole', () => {
    expect(
      unite(
        [1, 3],
        [4, 5],
        line.map((i) => (i > 3 ? i + 10 : i))
      )
    ).toEqual([1, 3, 4, 5]);
  });
});

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
