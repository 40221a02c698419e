import type { Explanation } from './explain/explanation';
import type { Interval } from './interval';
import type { LabelledInterval } from './labels/labels';

/** How certain a point's verdict is. */
export const Certainty = {
  /** A gap, or no window covers the point. Nothing was computed. */
  notJudged: 0,
  /** Fewer windows overlap here than in the middle of the series, they recalled too few others, or the smoothing has just begun. */
  lessCertain: 1,
  /** As many windows overlap as anywhere in the series. */
  certain: 2,
  /** A label excludes the point. Nothing was computed. */
  excluded: 3,
  /** The value is part of a bucket that the range cuts off. It was not judged, or by the bucket's full value. */
  incomplete: 4,
} as const;

/** From the first to the last point of a run whose smoothed error passed the threshold and survived pruning. */
export interface AnomalousSequence extends Interval {
  /** Severity: how far the peak passes epsilon, over mean + standard deviation of its error window (Hundman et al. 2018, eq. 7). */
  readonly score: number;
  /** Time of the greatest smoothed error. */
  readonly peak: number;
  /** The search that found it: 1 for the paper's own, higher for searches in the points that earlier ones left. */
  readonly pass: number;
  /**
   * The threshold of that search: the paper's epsilon, or the floor that the series' noise sets. `flatline`: the series,
   * which otherwise always moves, is flat. `agreement`: the error alone did not reach it, but error and distance together
   * did.
   */
  readonly decidedBy: 'epsilon' | 'floor' | 'flatline' | 'agreement';
  /** The evidence that is greatest at the peak; absent if the reconstruction error is the only one. */
  readonly evidence?: LeadingEvidence;
  /** It rests on values alone that may still change; absent otherwise. */
  readonly provisional?: true;
}

/** The reconstruction error, or the distance of windows of so many points from all others. */
export type LeadingEvidence = 'reconstruction-error' | { readonly windowsOf: number };

/**
 * Where one regime gives way to another that lasts: another rhythm, another level. The interval lies between the regimes.
 * Its peak is shown but not shaded, because the later regime is the new normal.
 */
export interface ChangePoint extends Interval {
  /** Time of the greatest smoothed error between the regimes. */
  readonly peak: number;
}

/** Why points over the threshold are not reported. */
export type HeldBackReason =
  /** Over epsilon, but it did not stand out from the next lower maximum by the least step. */
  | 'pruned'
  /** A shoulder: the smoothed error beside a sequence that an earlier pass found. */
  | 'slope'
  /** No search found a sequence here, which takes two points in a row. */
  | 'no-sequence'
  /** A gap, a label or a change point cuts it off from the sequence that it was found in. */
  | 'cut-off'
  /** Less than a window away from excluded time, where the reconstruction is worse. */
  | 'beside-left-out'
  /** It rests on values alone that may still change. */
  | 'not-settled'
  /** A report rule holds it back. */
  | 'rule';

/** Reasons of the detector. The others are those of the report. */
export type DetectorReason = Exclude<HeldBackReason, 'not-settled' | 'rule'>;

/** Consecutive points over the threshold, or a whole sequence, that are not reported for one reason. */
export interface HeldBack extends Interval {
  readonly reason: HeldBackReason;
}

/**
 * The verdict on one series. Every array has one entry per point of the series, in its order; NaN if nothing was computed.
 * Intervals are in time, from one judged point to another (`pointsWithin` gives the points in one).
 * Reconstruction, errors and threshold are in the series' own unit, so people can check the residual by eye.
 */
export interface Detection {
  /** Points of a window. */
  readonly windowSize: number;
  readonly reconstruction: Float64Array;
  /** Absolute residual. */
  readonly error: Float64Array;
  readonly smoothedError: Float64Array;
  /**
   * What ranks points, in units of the smoothed error: the greatest of all evidence. It is the smoothed error itself if that
   * is the only evidence.
   */
  readonly score: Float64Array;
  /**
   * The score from which on a point is anomalous: epsilon, raised where recall is usually inexact, and to the greatest score
   * that is not reported.
   */
  readonly threshold: Float64Array;
  /** One of {@link Certainty} per point. */
  readonly certainty: Uint8Array;
  readonly sequences: readonly AnomalousSequence[];
  readonly changePoints: readonly ChangePoint[];
  /** Intervals that are not reported because they are labelled false alarms, or match one, in order of time. */
  readonly suppressed: readonly LabelledInterval[];
  /**
   * Intervals over the threshold that are not reported, in order of time. Change points, suppressed intervals and time that
   * is labelled normal are not among them. Absent if there are none.
   */
  readonly heldBack?: readonly HeldBack[];
  /** Ids of the labels that the verdict used, each once (docs/detector.md, "Label usage"). */
  readonly usedLabels: readonly string[];
  /** Ids of the labels that hold a judged point but were not used; absent if there are none. */
  readonly unusedLabels?: readonly string[];
  /** Values after this time, epoch milliseconds, may still change; absent if none may. */
  readonly settledTo?: number;
  /** Present if `explain` was set. */
  readonly explanation?: Explanation;
  /** Why remembered windows were not used; absent if they were, or there were none. */
  readonly memoryMismatch?: MemoryMismatch;
}

/** Why a learnt memory does not fit a series. */
export type MemoryMismatch =
  /** Its step is not the learnt one. */
  | 'other-step'
  /** Its values have another magnitude than the learnt ones: another unit, or a lasting change of level. */
  | 'other-scale';

export function memoryMismatchIn(outcome: Outcome): MemoryMismatch | undefined {
  return outcome.status === 'detected' ? outcome.detection.memoryMismatch : outcome.memoryMismatch;
}

/** Why a series was not judged. */
export type SkipReason =
  /** No finite value at all. */
  | 'empty'
  /** Fewer consecutive points than one window. */
  | 'too-short'
  /** Every value is the same. */
  | 'constant'
  /** Its points come in bursts so far apart that nearly all of its grid would be bridged. */
  | 'too-sparse'
  /** Labels exclude so much of it that no run of points is as long as one window. */
  | 'left-out';

/** `points` is the length of the longest run of points, `needed` that of a window. */
export interface Skipped {
  readonly status: 'skipped';
  readonly reason: SkipReason;
  readonly points: number;
  readonly needed: number;
  readonly memoryMismatch?: MemoryMismatch;
}

export interface Detected {
  readonly status: 'detected';
  readonly detection: Detection;
}

export type Outcome = Detected | Skipped;

/** Changes the detection of an outcome that has one; any other outcome stays as it is. */
export function withDetection<Other extends { readonly status: 'skipped' | 'failed' } = never>(
  outcome: Detected | Other,
  change: (detection: Detection) => Detection
): Detected | Other {
  return outcome.status === 'detected' ? { ...outcome, detection: change(outcome.detection) } : outcome;
}
