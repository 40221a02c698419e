/** @jest-environment node */
import fc from 'fast-check';
import { arbitraryErrors } from '../../../tests/arbitraries';
import { evidenceOf, leadingEvidence, namedEvidence, weighEvidence } from './evidence';

/** 0, 1, … 10 in tenths of `size`: median 0.5 · size, 90th percentile 0.9 · size. */
const tenths = (size: number) => Float64Array.from({ length: 11 }, (_, i) => (i * size) / 10);
const slots = Int32Array.from({ length: 11 }, (_, i) => i);
const still = () => new Float64Array(11);

describe('the lift', () => {
  it('is the weight at the 90th percentile, and 0 at the median', () => {
    const { lifts } = weighEvidence(tenths(1), [tenths(2), tenths(1), tenths(0.5)], slots);
    // Weights: 0.7 for the error, then 1, 1 and 1.2.
    [0.7, 1, 1, 1.2].forEach((weight, k) => {
      expect(lifts[k][5]).toBeCloseTo(0, 6);
      expect(lifts[k][9]).toBeCloseTo(weight, 6);
      expect(lifts[k][10]).toBeCloseTo(1.25 * weight, 6);
    });
  });

  it('has a unit of at least 0.08', () => {
    const one = still();
    one[10] = 0.2;
    const { lifts } = weighEvidence(one, [one, one, one], slots);
    [1.75, 2.5, 2.5, 3].forEach((lift, k) => expect(lifts[k][10]).toBeCloseTo(lift, 6));
  });

  it('is unknown without a distance, whose slots do not count', () => {
    const partly = tenths(1).map((value, i) => (i < 2 ? NaN : value));
    const { lifts, score } = weighEvidence(still(), [still().fill(NaN), partly, still()], slots);
    expect(Array.from(lifts[1])).toEqual(Array(11).fill(NaN));
    expect(Array.from(lifts[2].subarray(0, 2))).toEqual([NaN, NaN]);
    // Of 0.2, 0.3, … 1: median 0.6, 90th percentile 0.92.
    expect(lifts[2][10]).toBeCloseTo(0.4 / 0.32, 6);
    expect(score.every(Number.isFinite)).toBe(true);
  });

  it('takes nothing from bridged slots', () => {
    const smoothed = tenths(1);
    smoothed[0] = 1000;
    const { lifts, score } = weighEvidence(smoothed, [smoothed, smoothed, smoothed], slots.subarray(1));
    // Of 0.1, 0.2, … 1: median 0.55, 90th percentile 0.91.
    expect(lifts[1][10]).toBeCloseTo(0.45 / 0.36, 6);
    expect(score[0]).toBe(1000);
  });
});

describe('the score', () => {
  it('is the greatest lift in units of the smoothed error', () => {
    const { score } = weighEvidence(tenths(1), [tenths(2), still(), still()], slots);
    // The median 0.5, and a lift of 1, which is worth (0.9 − 0.5) / 0.7.
    expect(score[9]).toBeCloseTo(0.5 + 0.4 / 0.7, 6);
    expect(score[10]).toBeCloseTo(0.5 + (1.25 * 0.4) / 0.7, 6);
  });

  it('is the error itself if the error leads', () => {
    const smoothed = tenths(1);
    smoothed[10] = 40;
    const { score, lifts } = weighEvidence(smoothed, [tenths(2), tenths(1), tenths(1)], slots);
    expect(score[10]).toBe(40);
    expect(leadingEvidence(lifts, 10)).toBe('reconstruction-error');
    expect(leadingEvidence(lifts, 9)).toEqual({ windowsOf: 128 });
  });

  it('is never less than the smoothed error, and the error where no distance has a lift over that of the error', () => {
    const errors = arbitraryErrors(200);
    fc.assert(
      fc.property(errors, errors, errors, errors, (...[error, ...distances]) => {
        const smoothed = Float64Array.from(error);
        const inSlots = distances.map((one) => smoothed.map((_, i) => one[i % one.length]));
        const { score, lifts } = weighEvidence(smoothed, inSlots, Int32Array.from(smoothed.keys()));
        for (let slot = 0; slot < smoothed.length; slot++) {
          expect(score[slot]).toBeGreaterThanOrEqual(smoothed[slot]);
          const greatest = Math.max(lifts[1][slot], lifts[2][slot], lifts[3][slot]);
          if (lifts[0][slot] > 0 && greatest < lifts[0][slot] * (1 - 1e-6)) {
            expect(score[slot]).toBeCloseTo(smoothed[slot], 9);
          }
        }
      })
    );
  });
});

describe('the agreement', () => {
  it('is the geometric mean of the lift of the error and the greatest lift of a distance', () => {
    const { agreement } = weighEvidence(tenths(1), [tenths(1), still(), tenths(2)], slots);
    expect(agreement[9]).toBeCloseTo(Math.sqrt(0.7 * 1.2), 6);
  });

  it('counts a lift as at least 0.1, so that two that lie below the median make no agreement', () => {
    const { agreement } = weighEvidence(tenths(1), [tenths(1), tenths(1), tenths(1)], slots);
    expect(agreement[0]).toBeCloseTo(0.1, 9);
    const alone = weighEvidence(tenths(1), [still(), still(), still()], slots).agreement;
    expect(alone[9]).toBeCloseTo(Math.sqrt(0.7 * 0.1), 6);
  });
});

test('of equal lifts, that of the error leads', () => {
  const equal = [1, 2, 3, 4].map(() => Float32Array.of(2));
  expect(leadingEvidence(equal, 0)).toBe('reconstruction-error');
  expect([0, 1, 2, 3].map(namedEvidence)).toEqual([
    'reconstruction-error',
    { windowsOf: 8 },
    { windowsOf: 32 },
    { windowsOf: 128 },
  ]);
});

describe('learnt windows', () => {
  const STEP = 1000;
  const LENGTH = 200;
  const BURST = [0, 2, -1, 3, -3, 1, 2, -2, 3, 1, -1, 2, 0, -3, 2, 1];
  /** A rhythm with one burst in it. */
  const values = Float64Array.from({ length: LENGTH }, (_, i) => Math.sin(i / 4) + (BURST[i - 100] ?? 0));
  const WINDOW = 32;
  const learnt = values.slice(92, 92 + WINDOW);

  async function liftOfBurst(offset: number, starts: readonly number[]): Promise<number> {
    const observed = new Uint8Array(LENGTH).fill(1);
    const grid = { observed, segments: [{ start: 0, end: LENGTH, offset }], step: STEP };
    const slots = Int32Array.from(values.keys());
    const windows = new Float32Array(starts.length * WINDOW);
    starts.forEach((_, w) => windows.set(learnt, w * WINDOW));
    const remembered = { windows, errors: windows, starts: Float64Array.from(starts) };
    const compared = { grid, values, smoothed: new Float64Array(LENGTH), slots };
    const { lifts } = await evidenceOf(compared, remembered, WINDOW, async () => {});
    return lifts[1][107];
  }

  it.each([0, 1, 2, 3, 5, 8, 13])(
    'make what they show usual, wherever the range begins: %d steps from the epoch',
    async (offset) => {
      const elsewhere = [-1e6, -2e6];
      expect(await liftOfBurst(offset, [])).toBeGreaterThan(2);
      expect(await liftOfBurst(offset, elsewhere)).toBeLessThan(0.5);
    }
  );

  it('of the range itself do not count twice', async () => {
    expect(await liftOfBurst(50, [142 * STEP, 150 * STEP])).toBeCloseTo(await liftOfBurst(50, []), 6);
  });
});
