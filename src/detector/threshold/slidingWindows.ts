import { judgeWindow, type WindowSettings } from './errorWindow';
import type { SlidingErrorWindow } from '../settings';
import { spreadOf } from '../arithmetic/spread';
import { sequencesOf, type JudgedWindow, type ScoredRun, type Verdict } from './verdict';
import type { Positions } from './dilate';

/** Series of fewer points ignore nothing at the start... */
const SHORT = 1800;
/** ...of fewer than this ignore the warm-up once, longer ones twice. */
const MEDIUM = 2500;

/** Bounds of one error window, end exclusive. */
export interface WindowBounds {
  readonly start: number;
  readonly end: number;
}

/**
 * Batches that fit: telemanom shrinks its error window when there are fewer points than it would take. A window that
 * lacks less than a batch is not shrunk, for the reference rounds towards zero.
 */
export function batchesThatFit(points: number, { batchSize, batches }: SlidingErrorWindow): number {
  let fitting = batches;
  while (Math.trunc((points - batchSize * fitting) / batchSize) < 0) {
    fitting--;
  }
  return fitting;
}

/** The error windows of telemanom: each `batches` × `batchSize` points, the last one up to the last point. */
export function errorWindows(points: number, sliding: SlidingErrorWindow): WindowBounds[] {
  const { batchSize, batches } = sliding;
  const fitting = batchesThatFit(points, sliding);
  const last = Math.trunc((points - batchSize * fitting) / batchSize);
  return Array.from({ length: last + 1 }, (_, i) => ({
    start: i * batchSize,
    end: i === last ? points : (i + batches) * batchSize,
  }));
}

/**
 * The dynamic threshold in windows that slide by a batch (Hundman et al. 2018, section 3.2; telemanom's errors.py). The
 * first window is judged whole, each later one only in its last batch; where the points are no multiple of the batch,
 * the few between the last two batches are judged by nobody, as in the reference.
 *
 * @param errors smoothed errors, their start already settled
 * @param values the series, for the guards; in a unit in which it spans about ±1
 * @param floor least epsilon
 */
export function judgeInSlidingWindows(
  errors: Float64Array,
  values: Float64Array,
  positions: Positions,
  sliding: SlidingErrorWindow,
  settings: WindowSettings,
  floor: number
): Verdict {
  const n = errors.length;
  const ignored = n < SHORT ? 0 : n < MEDIUM ? sliding.warmUp : 2 * sliding.warmUp;
  const anomalous = new Uint8Array(n);
  const threshold = new Float64Array(n);
  const scored: ScoredRun[] = [];
  const windows: JudgedWindow[] = [];
  let judged = 0;
  for (const { start, end } of errorWindows(n, sliding)) {
    const verdict = judgeWindow(
      {
        errors: errors.subarray(start, end),
        positions: positions.subarray(start, end),
        spread: spreadOf(values.subarray(start, end)),
        first: start === 0 ? ignored : end - start - sliding.batchSize,
        before: anomalous.subarray(start, end),
        floor,
      },
      settings
    );
    verdict.scores.forEach((score, r) => {
      const run = { start: start + verdict.runs[2 * r], end: start + verdict.runs[2 * r + 1], score };
      anomalous.fill(1, run.start, run.end + 1);
      scored.push(run);
    });
    threshold.fill(verdict.inForce, judged, end);
    judged = end;
    windows.push({ ...verdict, pass: 1, start, end: end - 1, points: end - start, floor, members: null });
  }
  return { anomalous, sequences: sequencesOf(anomalous, positions, scored), scored, threshold, windows };
}
