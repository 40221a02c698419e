import type { AnomalousSequence, ChangePoint, HeldBackReason, SkipReason } from '../detection';
import type { CandidateSequence, WindowExplanation } from './explanation';

/** What is looked at closely: a range of time, epoch milliseconds, both ends included; one point where they are equal. */
export interface InspectedRange {
  readonly from: number;
  readonly to: number;
}

export interface InspectionQuestion {
  readonly at: InspectedRange;
  /** Similar moments to look for at most, {@link SIMILAR_MOMENTS} where left out. */
  readonly similar?: number;
}

/** Why a range of time was reported, or why not. */
export interface Inspection {
  readonly at: InspectedRange;
  /** Points of the series' windows. */
  readonly windowSize: number;
  readonly rows: InspectedRows;
  readonly verdict: InspectedVerdict;
  /**
   * Normal windows that were recalled for the window centred best on the range, nearest first, eight at most; without
   * those that overlap something reported, unless a mark says that they are normal.
   */
  readonly recalled: readonly RecalledWindow[];
  /** How many recalled windows are left out because they overlap something reported. */
  readonly recalledReported: number;
  /** The distance at which windows of this series usually find what they recall; left out without memory. */
  readonly usualDistance?: number;
  /** The window that those were recalled for, its distance 0; left out where there is none. */
  readonly judgedWindow?: Moment;
  /** Moments that resemble the range most, nearest first; neither they nor the range overlap. */
  readonly similar: readonly SimilarMoment[];
  /** How the range was compared for `similar`. */
  readonly comparison: Comparison;
  /** What `similar` was compared with, as long as each of them, its distance 0: that window, or the range itself. */
  readonly compared?: Moment;
}

/**
 * The series from close up: the points in the range and about two windows of context on either side, in order of time.
 * All arrays have the same length and are in the series' unit; NaN where nothing was computed.
 */
export interface InspectedRows {
  readonly times: Float64Array;
  readonly values: Float64Array;
  readonly reconstruction: Float64Array;
  readonly smoothedError: Float64Array;
  readonly threshold: Float64Array;
  /** First and last row in the range (inclusive); both -1 where the range holds no point. */
  readonly first: number;
  readonly last: number;
  /** Whether points of the range are missing here because there are too many; those around its peak are kept. */
  readonly isCut: boolean;
}

export type InspectedReason =
  /** It is, or holds, an anomalous sequence's own points. */
  | 'reported'
  /** Within a reported sequence, but not over the threshold itself: near points are widened and joined to one interval. */
  | 'joined'
  /** A seam between two regimes that both last, and so a change point. */
  | 'change-point'
  /** Its error stayed below the threshold. */
  | 'below-threshold'
  /** Over the threshold, and not reported all the same. */
  | Exclude<HeldBackReason, 'rule'>
  /** Every error of the window is too small beside the values, or all are alike. */
  | 'quiet-window'
  /** People said that it is not to be learnt from. */
  | 'left-out'
  /** People said that it is normal. */
  | 'taught-normal'
  /** It resembles what people said was a false alarm. */
  | 'false-alarm'
  /** A gap, too short a run, or a series that was not judged at all. */
  | 'not-judged'
  /** The series has no point at this time. */
  | 'no-points';

/** The point that the verdict hangs on: the one in the range that comes nearest to its threshold, or passes it by most. */
export interface InspectedPeak {
  /** Index into the series as it arrived. */
  readonly point: number;
  readonly time: number;
  readonly value: number;
  readonly reconstruction: number;
  readonly smoothedError: number;
  readonly threshold: number;
  /** smoothedError / threshold: at least 1 where the threshold is passed. */
  readonly share: number;
  /**
   * What an error counts for here, in (0, 1]: below 1 where recall is usually inexact. The threshold is epsilon over this.
   */
  readonly localWeight: number;
}

export interface InspectedVerdict {
  readonly reason: InspectedReason;
  /** Why the whole series was not judged; null where it was. */
  readonly skipped: SkipReason | null;
  /** Null where no point of the range was judged. */
  readonly peak: InspectedPeak | null;
  /** What was reported here, of several the severest; with its score and what decided. */
  readonly sequence: AnomalousSequence | null;
  readonly changePoint: ChangePoint | null;
  /** The error window and pass that judged the peak; its figures are errors as they count (smoothed error × localWeight). */
  readonly window: WindowExplanation | null;
  /** Of that window the sequence that the peak is in, kept or pruned. */
  readonly candidate: CandidateSequence | null;
  /** Marks that decided here. */
  readonly taughtBy: readonly string[];
}

/** A stretch of a series and how far it lies from what it is compared with. */
export interface Moment {
  /** Epoch milliseconds of its first and last slot. */
  readonly startTime: number;
  readonly endTime: number;
  /** Euclidean distance of latents. */
  readonly distance: number;
  /** In the series' unit, one a step; gaps bridged by a straight line. */
  readonly values: Float64Array;
}

export interface RecalledWindow extends Moment {
  /** Its distance over the one at which windows of this series usually find what they recall (the median). */
  readonly relativeDistance: number;
  /** Where it was remembered: in this series, in a memory learnt earlier, or by a mark that people set. */
  readonly source: 'series' | 'learnt' | 'taught';
}

export type SimilarMoment = Moment;

/**
 * `window`: a range no longer than a window is compared by the window centred best on it. `along`: a longer one by the
 * mean distance of the windows along it. `none`: nothing can be compared.
 */
export type Comparison = 'window' | 'along' | 'none';

export const SIMILAR_MOMENTS = 6;
