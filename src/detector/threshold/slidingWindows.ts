import { spreadOf } from '../arithmetic/moments';
import type { SlidingErrorWindow } from '../settings';
import { judgeErrorWindow } from './errorWindow';
import type { JudgedErrorWindow, ThresholdSearch, ErrorVerdict } from './passes';
import { sequencesOf, type Positions, type ScoredRun } from './runs';

/** A series of fewer points ignores nothing at the start... */
const SHORT = 1800;
/** ...a series of fewer than this ignores the warm-up once, a longer one twice. */
const MEDIUM = 2500;

/**
 * The number of batches that fit into a series. telemanom shrinks its error window if the series has too few points. A
 * window that lacks less than one batch is not shrunk, because the reference rounds towards zero.
 */
export function batchesThatFit(points: number, { batchSize, batches }: SlidingErrorWindow): number {
  let fitting = batches;
  while (Math.trunc((points - batchSize * fitting) / batchSize) < 0) {
    fitting--;
  }
  return fitting;
}

/**
 * telemanom's error windows: each holds `batches` × `batchSize` points, and the last one ends at the last point.
 *
 * @returns bounds in order, `end` exclusive
 */
export function errorWindows(points: number, sliding: SlidingErrorWindow): Array<{ start: number; end: number }> {
  const { batchSize, batches } = sliding;
  const fitting = batchesThatFit(points, sliding);
  const last = Math.trunc((points - batchSize * fitting) / batchSize);
  return Array.from({ length: last + 1 }, (_, i) => ({
    start: i * batchSize,
    end: i === last ? points : (i + batches) * batchSize,
  }));
}

/**
 * The dynamic threshold in windows that slide by a batch (Hundman et al. 2018, section 3.2; telemanom's errors.py). All of
 * the first window is judged, but only the last batch of each later one. If the number of points is no multiple of the
 * batch size, a few points before the last batch are not judged, as in the reference.
 *
 * @param errors smoothed errors with a settled start
 * @param search.values the series, for the guards; in a unit in which it spans about ±1
 */
export function judgeInSlidingWindows(
  errors: Float64Array,
  positions: Positions,
  {
    values,
    sliding,
    settings,
    floor,
  }: ThresholdSearch & { readonly values: Float64Array; readonly sliding: SlidingErrorWindow }
): ErrorVerdict {
  const n = errors.length;
  const ignored = n < SHORT ? 0 : n < MEDIUM ? sliding.warmUp : 2 * sliding.warmUp;
  const anomalous = new Uint8Array(n);
  const threshold = new Float64Array(n);
  const scored: ScoredRun[] = [];
  const windows: JudgedErrorWindow[] = [];
  let judged = 0;
  for (const { start, end } of errorWindows(n, sliding)) {
    const verdict = judgeErrorWindow(
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
