import type { AnomalousSequence, ChangePoint, DetectorReason, LeadingEvidence, SkipReason } from '../detection';
import type { CandidateSequence, WindowExplanation } from './explanation';
import type { Interval } from '../interval';

export interface InspectionQuestion {
  readonly at: Interval;
  /** Most similar moments; default {@link SIMILAR_MOMENTS}. */
  readonly similar?: number;
}

/** Why a range of time was reported, or why not. */
export interface Inspection {
  readonly at: Interval;
  /** Points of a window. */
  readonly windowSize: number;
  readonly rows: InspectedRows;
  readonly verdict: InspectedVerdict;
  /**
   * Normal windows that were recalled for the window centred best on the range, nearest first, at most eight. Windows that
   * overlap an anomaly are excluded, unless a label keeps them.
   */
  readonly recalled: readonly RecalledWindow[];
  /** The number of recalled windows that are excluded because they overlap an anomaly. */
  readonly recalledReported: number;
  /** Median distance between a window of this series and its second neighbour; absent without memory. */
  readonly usualDistance?: number;
  /** The window that those were recalled for, at distance 0; absent if there is none. */
  readonly judgedWindow?: Moment;
  /** Moments that resemble the range most, nearest first; neither they nor the range overlap. */
  readonly similar: readonly SimilarMoment[];
  /** How the range was compared for `similar`. */
  readonly comparison: Comparison;
  /** The moment that `similar` was compared with, at distance 0: the judged window, or the range itself. */
  readonly compared?: Moment;
}

/**
 * The points in the range and about two windows of context to each side, in order of time. All arrays have the same length
 * and are in the series' unit; NaN if nothing was computed.
 */
export interface InspectedRows {
  readonly times: Float64Array;
  readonly values: Float64Array;
  readonly reconstruction: Float64Array;
  readonly smoothedError: Float64Array;
  readonly score: Float64Array;
  readonly threshold: Float64Array;
  /** Whether points of the range are missing here because there are too many. Those around its peak are kept. */
  readonly isCut: boolean;
}

export type InspectedReason =
  /** It holds points over the threshold that are reported. */
  | 'reported'
  /** Within a reported sequence, but not over the threshold itself, because points are dilated and merged to intervals. */
  | 'joined'
  /** A change point between two lasting regimes. */
  | 'change-point'
  /** Its error stayed below the threshold. */
  | 'below-threshold'
  /** Over the threshold, but not reported. */
  | DetectorReason
  /** The score passes the threshold only because its windows reach into a report; the error stays below its threshold. */
  | 'beside-report'
  /** All errors of the window are too small beside the values, or too much alike. */
  | 'quiet-window'
  /** Labels exclude it. */
  | 'left-out'
  /** Labelled normal. */
  | 'taught-normal'
  /** It is labelled a false alarm, or matches one. */
  | 'false-alarm'
  /** A gap, too short a run, or a series that was not judged at all. */
  | 'not-judged'
  /** The series has no point at this time. */
  | 'no-points';

/** The point of the range with the greatest ratio of score to threshold. It decides the verdict on the range. */
export interface InspectedPeak {
  readonly time: number;
  readonly value: number;
  readonly reconstruction: number;
  readonly smoothedError: number;
  readonly score: number;
  readonly threshold: number;
  /** The threshold of the smoothed error, in the series' unit; `threshold` is higher if a score that is not reported is. */
  readonly errorThreshold: number;
  /** score / threshold: at least 1 if the threshold is reached. */
  readonly share: number;
  /** Weight of an error here, in (0, 1]: below 1 if recall is usually inexact. `errorThreshold` is epsilon over this weight. */
  readonly localWeight: number;
  /** How large each evidence is here, less those that are not known here; absent if the reconstruction error is the only one. */
  readonly evidence?: readonly EvidenceLift[];
}

/** How large an evidence is: 1 is large in this series. The score weights the lifts before it takes the greatest. */
export interface EvidenceLift {
  readonly evidence: LeadingEvidence;
  /** What it has above its median, over what its 90th percentile has. Without a unit and unweighted. */
  readonly lift: number;
}

export interface InspectedVerdict {
  readonly reason: InspectedReason;
  /** Why the whole series was not judged; null if it was. */
  readonly skipped: SkipReason | null;
  /** Null if no point of the range was judged. */
  readonly peak: InspectedPeak | null;
  /** The severest sequence that is reported here. */
  readonly sequence: AnomalousSequence | null;
  readonly changePoint: ChangePoint | null;
  /** The error window and pass that judged the peak. Its figures are counted errors (smoothed error × localWeight). */
  readonly window: WindowExplanation | null;
  /** The sequence of that window that the peak is in, kept or pruned. */
  readonly candidate: CandidateSequence | null;
  /** Ids of the labels that decided. */
  readonly taughtBy: readonly string[];
}

/** An interval from one slot to another, and its distance from the one that it is compared with. */
export interface Moment extends Interval {
  /** Euclidean distance of latents. */
  readonly distance: number;
  /** In the series' unit, one per step; gaps are bridged by a straight line. */
  readonly values: Float64Array;
}

export interface RecalledWindow extends Moment {
  /** Its distance over {@link Inspection.usualDistance}. */
  readonly relativeDistance: number;
  /** Why it is in memory: a window of this series, learnt earlier, or kept by a label. */
  readonly source: 'series' | 'learnt' | 'taught';
}

export type SimilarMoment = Moment;

/**
 * `window`: a range no longer than a window is compared by the window centred best on it. `along`: a longer range is compared
 * by the mean distance of the windows along it. `none`: no window shows the range.
 */
export type Comparison = 'window' | 'along' | 'none';

export const SIMILAR_MOMENTS = 6;
