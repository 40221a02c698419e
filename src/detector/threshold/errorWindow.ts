import { compareToEpsilon, isQuiet, type ValueSpread } from '../explain/compare';
import { findEpsilon } from './epsilon';
import type { SideExplanation } from '../explain/explanation';
import { moments, type Moments } from '../arithmetic/moments';
import { prune } from './prune';
import type { ThresholdSettings } from '../settings';
import type { Positions, Runs } from './dilate';

/** What one threshold is found for. */
export interface ErrorWindow {
  /** Smoothed errors. */
  readonly errors: Float64Array;
  readonly positions: Positions;
  readonly spread: ValueSpread;
  /** Earliest index that is judged; those before only take part in finding epsilon. */
  readonly first: number;
  /** 1 where an earlier window found a point anomalous. */
  readonly before: Uint8Array;
  /** Least epsilon, 0 for none. */
  readonly floor: number;
}

/** The settings that the verdict on one window takes. */
export type WindowSettings = Pick<
  ThresholdSettings,
  'maxSequences' | 'inversePass' | 'relativeGuard' | 'absoluteGuard' | 'leastDeviation' | 'severity'
> & { readonly errorBuffer: number; readonly pruning: number };

export interface WindowVerdict extends Moments {
  readonly high: SideExplanation;
  /** Null without the inverse pass. */
  readonly low: SideExplanation | null;
  /** Anomalous points after pruning, of both sides; a run may be a single point. */
  readonly runs: Runs;
  /** Severity of each run. */
  readonly scores: readonly number[];
  /** What an error must reach here to be anomalous: epsilon, or a guard where that is higher. */
  readonly inForce: number;
}

/** Epsilon, comparison, pruning and scores for one error window. */
export function judgeWindow(window: ErrorWindow, settings: WindowSettings): WindowVerdict {
  const { errors } = window;
  const statistics = moments(errors);
  const { mean, sd } = statistics;
  let greatest = -Infinity;
  for (const error of errors) {
    greatest = Math.max(greatest, error);
  }
  const quiet = isQuiet(greatest, statistics, window.spread, {
    relative: settings.relativeGuard,
    absolute: settings.absoluteGuard,
    deviation: settings.leastDeviation,
  });

  const high = judgeSide(errors, statistics, quiet, window, settings);
  const guard = Math.max(
    settings.relativeGuard * window.spread.range,
    quiet ? Math.max(settings.absoluteGuard, greatest) : 0
  );
  const inForce = Math.max(high.side.epsilon, guard);
  const unit = mean + sd;
  if (!settings.inversePass) {
    const scores = scoresOf(high.runs, [{ errors, epsilon: high.side.epsilon }], unit, settings.severity);
    return { mean, sd, high: high.side, low: null, runs: high.runs, scores, inForce };
  }
  const mirrored = errors.map((error) => mean + (mean - error));
  const low = judgeSide(mirrored, statistics, quiet, window, settings);
  const runs = unite(high.runs, low.runs, window.positions);
  const sides = [
    { errors, epsilon: high.side.epsilon },
    { errors: mirrored, epsilon: low.side.epsilon },
  ];
  const scores = scoresOf(runs, sides, unit, settings.severity);
  return { mean, sd, high: high.side, low: low.side, runs, scores, inForce };
}

function judgeSide(
  errors: Float64Array,
  statistics: Moments,
  quiet: boolean,
  { positions, spread, first, before, floor }: ErrorWindow,
  { errorBuffer, maxSequences, relativeGuard, pruning }: WindowSettings
): { side: SideExplanation; runs: Runs } {
  const search = findEpsilon(errors, positions, statistics, errorBuffer, maxSequences);
  const epsilon = Math.max(search.epsilon, floor);
  if (quiet) {
    return { side: { ...search, epsilon, quiet, greatestNormal: NaN, sequences: [] }, runs: [] };
  }
  const leastError = relativeGuard * spread.range;
  const { runs, greatestNormal } = compareToEpsilon(errors, positions, epsilon, leastError, errorBuffer, first, before);
  const pruned = prune(errors, runs, greatestNormal, pruning);
  return { side: { ...search, epsilon, quiet, greatestNormal, sequences: pruned.sequences }, runs: pruned.runs };
}

/** Severity (Hundman et al. 2018, eq. 7), in one of two readings: see {@link ThresholdSettings.severity}. */
function scoresOf(
  runs: Runs,
  sides: ReadonlyArray<{ readonly errors: Float64Array; readonly epsilon: number }>,
  unit: number,
  severity: ThresholdSettings['severity']
): number[] {
  const scores: number[] = [];
  for (let r = 0; r < runs.length; r += 2) {
    let score = -Infinity;
    for (const { errors, epsilon } of sides) {
      for (let i = runs[r]; i <= runs[r + 1]; i++) {
        const excess = errors[i] - epsilon;
        score = Math.max(score, (severity === 'distance' ? Math.abs(excess) : excess) / unit);
      }
    }
    scores.push(score);
  }
  return scores;
}

/** Union of two sorted lists of runs; runs that overlap or are neighbours become one. */
export function unite(a: Runs, b: Runs, positions: Positions): Runs {
  const united: Runs = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const fromA = j >= b.length || (i < a.length && a[i] <= b[j]);
    const [first, last] = fromA ? [a[i], a[i + 1]] : [b[j], b[j + 1]];
    if (fromA) {
      i += 2;
    } else {
      j += 2;
    }
    const end = united.length - 1;
    if (end > 0 && positions[first] <= positions[united[end]] + 1) {
      united[end] = Math.max(united[end], last);
    } else {
      united.push(first, last);
    }
  }
  return united;
}
