/** @jest-environment node */
import fc from 'fast-check';
import { seeded } from '../../../tests/arbitraries';
import { cosineAutoencoder } from '../../../tests/toyAutoencoder';
import { AUTO_EXTENT, contextRange, croppedOutcome, withContext, type View } from './context';
import { detect } from '../pipeline';
import type { Detected, Detection, Outcome } from '../detection';
import type { Series } from '../series';
import { DEFAULT_DETECTOR_SETTINGS } from '../settings';

const series = (times: number[], values = times.map(() => 1)): Series => ({
  times: Float64Array.from(times),
  values: Float64Array.from(values),
});

describe('the range to query', () => {
  const DAY = 86_400_000;
  const view: View = { from: 100 * DAY, to: 100 * DAY + 60_000 * 500, stepMs: 60_000, now: 200 * DAY, mode: 'auto' };
  const arbitraryView: fc.Arbitrary<View> = fc
    .record({
      from: fc.integer({ min: 0, max: 2e12 }),
      points: fc.integer({ min: 0, max: 6000 }),
      stepMs: fc.constantFrom(1, 250, 1000, 15_000, 60_000, 3_600_000, 700.5),
      ago: fc.integer({ min: -100, max: 10_000 }),
      mode: fc.oneof(fc.constant('auto' as const), fc.integer({ min: 0, max: 1e9 })),
    })
    .map(({ from, points, stepMs, ago, mode }) => {
      const to = from + points * stepMs;
      return { from, to, stepMs, now: to + ago * stepMs, mode };
    });

  test('holds the visible range, has no more points than the limit, and nothing in the future', () => {
    fc.assert(
      fc.property(arbitraryView, (any) => {
        const { from, to } = contextRange(any);
        expect(from).toBeLessThanOrEqual(any.from);
        expect(to).toBeGreaterThanOrEqual(any.to);
        expect(to).toBeLessThanOrEqual(Math.max(any.now, any.to));
        const allowed = Math.max(AUTO_EXTENT.limit * any.stepMs, any.to - any.from);
        expect(to - from).toBeLessThanOrEqual(allowed + 1e-3);
      })
    );
  });

  test('starts and ends on multiples of a block if it ends in the past', () => {
    const { from, to } = contextRange(view);
    const block = AUTO_EXTENT.block * view.stepMs;
    expect([from % block, to % block]).toEqual([0, 0]);
    expect((to - from) / view.stepMs).toBe(AUTO_EXTENT.points);
    expect(to - view.to).toBeGreaterThanOrEqual(AUTO_EXTENT.trail * view.stepMs);
  });

  test('ends now if the visible range does, and still starts on a multiple', () => {
    const { from, to } = contextRange({ ...view, now: view.to });
    expect(to).toBe(view.to);
    expect(from % (AUTO_EXTENT.block * view.stepMs)).toBe(0);
    expect((to - from) / view.stepMs).toBeGreaterThanOrEqual(AUTO_EXTENT.points);
  });

  test('goes back by a fixed duration at least, up to a block more', () => {
    const { from } = contextRange({ ...view, mode: 1000 * view.stepMs });
    const points = (view.from - from) / view.stepMs;
    expect(points).toBeGreaterThanOrEqual(1000);
    expect(points).toBeLessThan(1000 + AUTO_EXTENT.block);
  });

  test('is the visible range if the step is unknown or there is no room', () => {
    for (const stepMs of [0, NaN, -1]) {
      expect(contextRange({ ...view, stepMs })).toEqual({ from: view.from, to: view.to });
    }
    const long = { ...view, to: view.from + 5000 * view.stepMs };
    expect(contextRange(long)).toEqual({ from: long.from, to: long.to });
  });
});

describe('a series in its context', () => {
  test('has earlier rows before the visible ones and later rows after them', () => {
    const whole = withContext(series([30, 40], [3, 4]), series([10, 20, 30, 40, 50], [1, 2, -3, -4, 5]));
    expect(Array.from(whole.times)).toEqual([10, 20, 30, 40, 50]);
    expect(Array.from(whole.values)).toEqual([1, 2, 3, 4, 5]);
  });

  test('keeps the values of the visible rows', () => {
    const visible = series([30, 35, 40], [3, NaN, 4]);
    const whole = withContext(visible, series([20, 30, 36, 50], [2, 7, 9, 5]));
    expect(Array.from(whole.times)).toEqual([20, 30, 35, 40, 50]);
    expect(Array.from(whole.values)).toEqual([2, 3, NaN, 4, 5]);
  });

  test('is the visible series alone if nothing in it can be judged', () => {
    for (const visible of [series([]), series([1, 2], [NaN, NaN])]) {
      expect(withContext(visible, series([0, 5]))).toBe(visible);
    }
  });
});

describe('an outcome, cropped to the visible rows', () => {
  const WINDOW = 16;
  const settings = { ...DEFAULT_DETECTOR_SETTINGS, windowSize: WINDOW, span: 4, errorBuffer: 3 };
  const toy = cosineAutoencoder(WINDOW, 5);

  /** A wave with two humps in it: rows 195 to 204 and 295 to 304 are raised. */
  const random = seeded(7);
  const values = Array.from(
    { length: 400 },
    (_, i) => 10 * Math.sin(i / 4) + random() + (i % 100 >= 95 && i > 180 && i < 300 ? 40 * ((i % 2) - 0.5) : 0)
  );
  const times = values.map((_, i) => 1000 * i);

  async function judged(visible: Series, context: Series, explain = false) {
    const whole = withContext(visible, context);
    const outcome = await detect(whole, toy, settings, { explain });
    return { whole: found(outcome), seen: found(croppedOutcome(outcome, whole, visible)) };
  }

  function found(outcome: Outcome): Detection {
    if (outcome.status !== 'detected') {
      throw new Error(outcome.status);
    }
    return outcome.detection;
  }

  const rows = (from: number, to: number) => series(times.slice(from, to), values.slice(from, to));

  test('keeps arrays row by row and intervals by their times', async () => {
    const { whole, seen } = await judged(rows(150, 250), rows(0, 400));
    for (const column of ['reconstruction', 'error', 'smoothedError', 'score', 'threshold', 'certainty'] as const) {
      expect(seen[column]).toEqual(whole[column].slice(150, 250));
    }
    expect(whole.sequences).toHaveLength(2);
    const [first] = whole.sequences;
    expect(seen.sequences).toEqual([first]);
  });

  test('ends an interval with the visible rows, its peak inside', async () => {
    const { whole, seen } = await judged(rows(150, 197), rows(0, 400));
    const [first] = whole.sequences;
    expect(first.to).toBeGreaterThan(197_000);
    expect(seen.sequences).toHaveLength(1);
    const [cut] = seen.sequences;
    expect(cut).toMatchObject({ from: first.from, to: 196_000, score: first.score });
    const [start, peak] = [cut.from, cut.peak].map((time) => time / 1000 - 150);
    expect(seen.score[peak]).toBe(Math.max(...seen.score.slice(start)));
  });

  test('starts an interval with the visible rows', async () => {
    const { sequences } = (await judged(rows(199, 280), rows(0, 400))).seen;
    expect(sequences).toHaveLength(1);
    expect(sequences[0]).toMatchObject({ from: 199_000 });
  });

  test('crops suppressed and held-back intervals as it crops sequences', async () => {
    const { whole } = await judged(rows(150, 197), rows(0, 400));
    const [{ from, to }, second] = whole.sequences;
    const suppressed = [
      { from, to, id: 'mark' },
      { ...second, id: 'another' },
    ];
    const heldBack = suppressed.map(({ id: _, ...one }) => ({ ...one, reason: 'pruned' as const }));
    const outcome: Detected = { status: 'detected', detection: { ...whole, suppressed, heldBack } };
    const cropped = found(croppedOutcome<never>(outcome, rows(0, 400), rows(150, 197)));
    expect(cropped.suppressed).toEqual([{ from, to: 196_000, id: 'mark' }]);
    expect(cropped.heldBack).toEqual([{ from, to: 196_000, reason: 'pruned' }]);
  });

  test('keeps the explanation of the whole, within the visible rows', async () => {
    const { whole, seen } = await judged(rows(150, 250), rows(0, 400), true);
    const [before, after] = [whole, seen].map(({ explanation }) => explanation?.windows[0]);
    expect(after).toMatchObject({ from: 150_000, to: 249_000, points: before?.points, mean: before?.mean });
    expect(before?.high.sequences.length).toBeGreaterThan(after?.high.sequences.length ?? Infinity);
    after?.high.sequences.forEach(({ from, to }) => {
      expect(from).toBeGreaterThanOrEqual(150_000);
      expect(to).toBeLessThan(250_000);
    });
  });

  test('does not change skipped or failed outcomes, nor those without context', async () => {
    const skipped: Outcome = { status: 'skipped', reason: 'constant', points: 9, needed: WINDOW };
    expect(croppedOutcome(skipped, withContext(rows(1, 2), rows(0, 5)), rows(1, 2))).toBe(skipped);
    const { whole, seen } = await judged(rows(0, 400), rows(0, 400));
    expect(seen).toEqual(whole);
  });
});
