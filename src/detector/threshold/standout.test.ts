/** @jest-environment node */
import { standingOut } from './standout';

const LENGTH = 100;
/** Residuals and smoothed errors by row, a threshold of 1. */
function judged(sizesAt: Record<number, number>, smoothedAt: Record<number, number>) {
  const zeros = new Float64Array(LENGTH);
  const slots = Int32Array.from({ length: LENGTH }, (_, i) => i);
  const verdict = { sequences: [], threshold: zeros.map(() => 1), windows: [] };
  return {
    slots,
    smoothed: zeros.map((_, i) => smoothedAt[i] ?? 0),
    verdict,
    residuals: { signed: zeros.map((_, i) => sizesAt[i] ?? 0) },
  };
}

const interval = { first: 20, last: 24, score: 1 };

describe('an interval', () => {
  it('stands out if it exceeds everything elsewhere by three tenths', () => {
    expect(standingOut([interval], judged({ 22: 3, 70: 2.3 }, { 22: 1 }))).toEqual([interval]);
  });

  it('does not stand out if a larger residual elsewhere is not reported', () => {
    expect(standingOut([interval], judged({ 22: 3, 70: 2.4 }, { 22: 1 }))).toEqual([]);
  });

  it('stands out all the same if its error exceeds the threshold as much', () => {
    // 1.5 times the threshold and residuals of 3: up to 3.46 elsewhere, for three tenths must be left.
    expect(standingOut([interval], judged({ 22: 3, 70: 3.4 }, { 22: 1.5 }))).toEqual([interval]);
    expect(standingOut([interval], judged({ 22: 3, 70: 3.5 }, { 22: 1.5 }))).toEqual([]);
  });

  it('is compared with residuals in units of their own threshold', () => {
    const noisy = judged({ 22: 3, 70: 8 }, { 22: 1 });
    noisy.verdict.threshold[70] = 4;
    expect(standingOut([interval], noisy)).toEqual([interval]);
  });

  it('is not compared with what is reported', () => {
    const greater = { first: 60, last: 64, score: 9 };
    const both = judged({ 22: 3, 62: 50 }, { 22: 1, 62: 10 });
    expect(standingOut([interval, greater], both)).toEqual([interval, greater]);
  });

  it('is not compared with labelled rows', () => {
    const unreportable = new Uint8Array(LENGTH).fill(1, 60, 65);
    expect(standingOut([interval], judged({ 22: 3, 62: 50 }, { 22: 1 }), unreportable)).toEqual([interval]);
  });

  it('is kept as a flatline, which has no residual', () => {
    const still = judged({ 70: 3 }, {});
    const verdict = { ...still.verdict, flatlines: [interval] };
    expect(standingOut([interval], { ...still, verdict })).toEqual([interval]);
  });

  describe('in a heavy tail', () => {
    // Pareto's law with index 2: of 60 residuals the greatest is 7.7, and the ten greatest are e^0.44 = 1.56 times the
    // eleventh in the mean of their logarithms. A greatest one 10^0.44 = 2.78 times the next has probability 0.1.
    const tail = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [99 - i, Math.sqrt(60 / (i + 1))]));
    const row = { first: 22, last: 22, score: 1 };

    it('stands out with a single row only if the tail rarely reaches it', () => {
      expect(standingOut([row], judged({ ...tail, 22: 21 }, { 22: 1 }))).toEqual([]);
      expect(standingOut([row], judged({ ...tail, 22: 22 }, { 22: 1 }))).toEqual([row]);
    });

    it('stands out as usual with several rows', () => {
      const rows = { first: 22, last: 23, score: 1 };
      expect(standingOut([rows], judged({ ...tail, 22: 10.2, 23: 10.2 }, { 22: 1 }))).toEqual([rows]);
    });
  });
});
