import { indicesWhere } from '../arithmetic/gather';
import { moments, type Moments, type ValueSpread } from '../arithmetic/statistics';
import type { CandidateSequence, SideExplanation } from '../explain/explanation';
import type { ThresholdSettings } from '../settings';
import { findEpsilon } from './epsilon';
import { dilate, runsFrom, sequencesIn, unite, type Positions, type Runs } from './runs';

/** From one error of a window to another; both indices are in the window, both ends included. */
export interface ErrorRun {
  readonly start: number;
  readonly end: number;
}

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
export type ErrorWindowSettings = Pick<
  ThresholdSettings,
  'maxSequences' | 'inversePass' | 'relativeGuard' | 'absoluteGuard' | 'leastDeviation' | 'severity'
> & { readonly errorBuffer: number; readonly pruning: number };

export interface ErrorWindowVerdict extends Moments {
  readonly high: SideExplanation<ErrorRun>;
  /** Null without the inverse pass. */
  readonly low: SideExplanation<ErrorRun> | null;
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
  readonly side: SideExplanation<ErrorRun>;
  readonly runs: Runs;
}

/** Finds epsilon for one error window, compares, prunes and scores. */
export function judgeErrorWindow(window: ErrorWindow, settings: ErrorWindowSettings): ErrorWindowVerdict {
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

interface Guards {
  /** Share of the values' spread that errors must exceed. */
  readonly relative: number;
  /** Error that the window must exceed somewhere. */
  readonly absolute: number;
  /** Share of their mean by which the errors must deviate. */
  readonly deviation: number;
}

/** Whether the errors of a window are too small beside the values, or too much alike, to be searched. */
export function isQuiet(greatest: number, { mean, sd }: Moments, spread: ValueSpread, guards: Guards): boolean {
  const standsOut = sd > guards.relative * spread.sd || greatest > guards.relative * spread.range;
  return !standsOut || !(greatest > guards.absolute) || sd < guards.deviation * mean;
}

function judgeSide(
  errors: Float64Array,
  statistics: Moments,
  quiet: boolean,
  { positions, spread, first, before, floor }: ErrorWindow,
  { errorBuffer, maxSequences, relativeGuard, pruning }: ErrorWindowSettings
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

/** What errors are compared with. */
export interface Bar {
  readonly epsilon: number;
  /** Errors must also exceed this: the guard against noise. */
  readonly leastError: number;
  /** Points by which an anomalous point is dilated. */
  readonly errorBuffer: number;
  /** Earliest index that is judged. */
  readonly first: number;
  /** 1 for a point that an earlier window found anomalous. */
  readonly before: Uint8Array;
}

export interface Comparison {
  /** Anomalous points, dilated and joined. A run may be a single point. */
  readonly runs: Runs;
  /** Greatest error that lies in no run and was not anomalous before; -Infinity if there is no such point. */
  readonly greatestNormal: number;
}

/** Compares errors with epsilon (Hundman et al. 2018, eq. 6 and section 3.3). */
export function compareToEpsilon(
  errors: Float64Array,
  positions: Positions,
  { epsilon, leastError, errorBuffer, first, before }: Bar
): Comparison {
  const over = indicesWhere(errors.length, (i) => errors[i] >= epsilon && errors[i] > leastError);
  const runs = runsFrom(dilate(over, positions, errorBuffer), first);
  let greatestNormal = -Infinity;
  let run = 0;
  for (let i = 0; i < errors.length; i++) {
    if (run < runs.length && i > runs[run + 1]) {
      run += 2;
    }
    const isAnomalous = run < runs.length && i >= runs[run];
    if (!isAnomalous && !before[i] && errors[i] > greatestNormal) {
      greatestNormal = errors[i];
    }
  }
  return { runs, greatestNormal };
}

/**
 * Drops sequences that do not stand out from the next lower one, or from the greatest normal error (Hundman et al.
 * 2018, section 3.3). In the descending list of maxima, everything after the last relative step of at least p is pruned.
 *
 * Single points stay if there is no sequence at all, and are pruned otherwise, as in the reference.
 *
 * @param runs dilated runs over epsilon
 * @param p least relative step
 * @returns the runs that are left, and every sequence with the verdict on it, in order of position
 */
export function prune(
  errors: Float64Array,
  runs: Runs,
  greatestNormal: number,
  p: number
): { runs: Runs; sequences: Array<CandidateSequence<ErrorRun>> } {
  const found = sequencesIn(runs);
  if (found.length === 0) {
    return { runs, sequences: [] };
  }
  const maxima = new Float64Array(found.length / 2);
  for (let s = 0; s < maxima.length; s++) {
    maxima[s] = greatestIn(errors, found[2 * s], found[2 * s + 1]);
  }

  const descending = Array.from(maxima.keys()).sort((a, b) => maxima[b] - maxima[a] || a - b);
  const margins = new Float64Array(maxima.length);
  let next = greatestNormal;
  let margin = -Infinity;
  for (let rank = descending.length - 1; rank >= 0; rank--) {
    const maximum = maxima[descending[rank]];
    const step = (maximum - next) / maximum;
    // A step of NaN (0 / 0) counts as reached, because the reference tests whether it is less than p.
    margin = Math.max(margin, step === step ? step - p : Infinity);
    // Equal maxima have the margin of the last of them, because the reference removes sequences by their maximum.
    const equal = rank + 1 < descending.length && maximum === maxima[descending[rank + 1]];
    margins[descending[rank]] = equal ? margins[descending[rank + 1]] : margin;
    next = maximum;
  }

  const sequences = Array.from(maxima, (maximum, s) => ({
    start: found[2 * s],
    end: found[2 * s + 1],
    maximum,
    margin: margins[s],
    kept: margins[s] >= 0,
  }));
  return { runs: sequences.filter(({ kept }) => kept).flatMap(({ start, end }) => [start, end]), sequences };
}

function greatestIn(errors: Float64Array, first: number, last: number): number {
  let greatest = -Infinity;
  for (let i = first; i <= last; i++) {
    greatest = Math.max(greatest, errors[i]);
  }
  return greatest;
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
