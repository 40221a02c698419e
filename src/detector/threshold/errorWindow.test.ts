/** @jest-environment node */
import { judgeWindow, unite, type WindowSettings } from './errorWindow';
import { TELEMANOM_THRESHOLD } from '../settings';

const settings: WindowSettings = { ...TELEMANOM_THRESHOLD, errorBuffer: 1, pruning: 0.13 };
/** 200 errors about 1 with three 9s and one hole of three zeros. */
const errors = Float64Array.from({ length: 200 }, (_, i) => {
  const level = i % 2 ? 1 : 1.02;
  return i >= 50 && i < 53 ? 9 : level;
});
const window = (changed: Partial<Parameters<typeof judgeWindow>[0]> = {}) => ({
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
    const { runs, scores, mean, sd, high } = judgeWindow(window(), { ...settings, severity: 'excess' });
    expect(runs).toEqual([49, 53]);
    expect(scores).toHaveLength(1);
    expect(scores[0]).toBeCloseTo((9 - high.epsilon) / (mean + sd), 12);
  });

  it('scores as telemanom’s code does if set: the dilated points and the mirror image count too', () => {
    const { scores, mean, sd, low } = judgeWindow(window(), settings);
    expect(scores[0]).toBeCloseTo(((low?.epsilon ?? NaN) - (mean + (mean - 9))) / (mean + sd), 12);
  });

  it('finds unusually low errors only with the inverse pass', () => {
    const low = errors.map((_, i) => (i >= 50 && i < 53 ? 0.01 : 1 + (i % 2) / 50));
    expect(judgeWindow(window({ errors: low }), settings).runs).toEqual([49, 53]);
    expect(judgeWindow(window({ errors: low }), { ...settings, inversePass: false })).toMatchObject({
      runs: [],
      low: null,
    });
  });

  it('lifts epsilon to the floor', () => {
    const { high, runs, inForce } = judgeWindow(window({ floor: 9.5 }), settings);
    expect(high.epsilon).toBe(9.5);
    expect(inForce).toBe(9.5);
    expect(runs).toEqual([]);
  });

  it('does not search a window of small errors, and gives the error that would be anomalous', () => {
    const { high, runs, inForce } = judgeWindow(window({ spread: { sd: 1000, range: 1000 } }), settings);
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
