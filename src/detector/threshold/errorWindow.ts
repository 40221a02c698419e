import { moments, type Moments } from '../arithmetic/moments';
import type { ValueSpread } from '../arithmetic/spread';
import type { SideExplanation } from '../explain/explanation';
import type { ThresholdSettings } from '../settings';
import { compareToEpsilon, isQuiet } from './compare';
import type { Positions, Runs } from './dilate';
import { findEpsilon } from './epsilon';
import { prune } from './prune';

/** The errors that one threshold is found for. */
interface ErrorWindow {
  /** Smoothed errors. */
  readonly errors: Float64Array;
  readonly positions: Positions;
  readonly spread: ValueSpread;
  /** Earliest index that is judged. Earlier points only take part in finding epsilon. */
  readonly first: number;
  /** 1 for a point that an earlier window found anomalous. */
  readonly before: Uint8Array;
  /** Least epsilon; 0 for none. */
  readonly floor: number;
}

/** The settings by which one error window is judged. */
export type WindowSettings = Pick<
  ThresholdSettings,
  'maxSequences' | 'inversePass' | 'relativeGuard' | 'absoluteGuard' | 'leastDeviation' | 'severity'
> & { readonly errorBuffer: number; readonly pruning: number };

export interface WindowVerdict extends Moments {
  readonly high: SideExplanation;
  /** Null without the inverse pass. */
  readonly low: SideExplanation | null;
  /** Anomalous points of both sides after pruning. A run may be a single point. */
  readonly runs: Runs;
  /** Severity of each run. */
  readonly scores: readonly number[];
  /** The error from which on a point is anomalous: epsilon, or a guard if that is higher. */
  readonly inForce: number;
}

/** One search for epsilon, in the errors or in their mirror image. */
interface JudgedSide {
  readonly errors: Float64Array;
  readonly side: SideExplanation;
  readonly runs: Runs;
}

/** Finds epsilon for one error window, compares, prunes and scores. */
export function judgeWindow(window: ErrorWindow, settings: WindowSettings): WindowVerdict {
  const { errors, spread, positions } = window;
  const statistics = moments(errors);
  const { mean, sd } = statistics;
  let greatest = -Infinity;
  for (const error of errors) {
    greatest = Math.max(greatest, error);
  }
  const quiet = isQuiet(greatest, statistics, spread, {
    relative: settings.relativeGuard,
    absolute: settings.absoluteGuard,
    deviation: settings.leastDeviation,
  });

  const high = judgeSide(errors, statistics, quiet, window, settings);
  const low = settings.inversePass
    ? judgeSide(
        errors.map((error) => mean + (mean - error)),
        statistics,
        quiet,
        window,
        settings
      )
    : null;
  const runs = low ? unite(high.runs, low.runs, positions) : high.runs;
  const guard = Math.max(settings.relativeGuard * spread.range, quiet ? Math.max(settings.absoluteGuard, greatest) : 0);
  return {
    mean,
    sd,
    high: high.side,
    low: low && low.side,
    runs,
    scores: scoresOf(runs, low ? [high, low] : [high], mean + sd, settings.severity),
    inForce: Math.max(high.side.epsilon, guard),
  };
}

function judgeSide(
  errors: Float64Array,
  statistics: Moments,
  quiet: boolean,
  { positions, spread, first, before, floor }: ErrorWindow,
  { errorBuffer, maxSequences, relativeGuard, pruning }: WindowSettings
): JudgedSide {
  const search = findEpsilon(errors, positions, statistics, errorBuffer, maxSequences);
  const epsilon = Math.max(search.epsilon, floor);
  if (quiet) {
    return { errors, side: { ...search, epsilon, quiet, greatestNormal: NaN, sequences: [] }, runs: [] };
  }
  const leastError = relativeGuard * spread.range;
  const bar = { epsilon, leastError, errorBuffer, first, before };
  const { runs, greatestNormal } = compareToEpsilon(errors, positions, bar);
  const pruned = prune(errors, runs, greatestNormal, pruning);
  return {
    errors,
    side: { ...search, epsilon, quiet, greatestNormal, sequences: pruned.sequences },
    runs: pruned.runs,
  };
}

/** Severity (Hundman et al. 2018, eq. 7), as {@link ThresholdSettings.severity} defines it. */
function scoresOf(
  runs: Runs,
  sides: readonly JudgedSide[],
  unit: number,
  severity: ThresholdSettings['severity']
): number[] {
  const scores: number[] = [];
  for (let r = 0; r < runs.length; r += 2) {
    let score = -Infinity;
    for (const { errors, side } of sides) {
      for (let i = runs[r]; i <= runs[r + 1]; i++) {
        const excess = errors[i] - side.epsilon;
        score = Math.max(score, (severity === 'distance' ? Math.abs(excess) : excess) / unit);
      }
    }
    scores.push(score);
  }
  return scores;
}

/** Union of two sorted lists of runs. Runs that overlap or are neighbours become one. */
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
