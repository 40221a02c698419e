import type { Wording } from '../shared/message';
import type { Explanation } from './explain/explanation';

/** How far a point's verdict can be trusted. */
export const Certainty = {
  /** A gap, or no window covers the point. Nothing was computed. */
  notJudged: 0,
  /** Fewer windows overlap here than in the middle of the series, too few others could be recalled, or the smoothing has just begun. */
  lessCertain: 1,
  /** As many windows overlap as anywhere. */
  certain: 2,
  /** People said to leave this time out. Nothing was computed. */
  excluded: 3,
} as const;

/** An interval of points whose smoothed error passed the threshold and survived pruning. */
export interface AnomalousSequence {
  /** First point, an index into the series as it arrived. */
  readonly start: number;
  /** Last point (inclusive), an index into the series as it arrived. */
  readonly end: number;
  /** Epoch milliseconds of the first and of the last point. */
  readonly startTime: number;
  readonly endTime: number;
  /** Severity: how far the peak passes epsilon, over mean + standard deviation of its error window (Hundman et al. 2018, eq. 7). */
  readonly score: number;
  /** Point of the greatest smoothed error, an index into the series as it arrived. */
  readonly peak: number;
  /** Which search found it: 1 for the paper's own, higher for those among the points that earlier ones left. */
  readonly pass: number;
  /**
   * What the threshold of that search was: the paper's epsilon, or the floor under it that the series' noise sets; or
   * `flatline` where the series stands still that always moves.
   */
  readonly decidedBy: 'epsilon' | 'floor' | 'flatline';
}

/**
 * Where one regime gives way to another that lasts: another rhythm, another level. Nothing to shade, for what follows is
 * the new normal, but something to see.
 */
export interface ChangePoint {
  /** Point of the greatest smoothed error between the regimes, an index into the series as it arrived. */
  readonly at: number;
  /** Epoch milliseconds of that point. */
  readonly time: number;
  /** First and last point (inclusive) of the stretch between the regimes, indices into the series as it arrived. */
  readonly start: number;
  readonly end: number;
}

/** An interval that would have been reported but for a false alarm that people marked: here, or one like it. */
export interface SuppressedSequence {
  /** First and last point (inclusive), indices into the series as it arrived. */
  readonly start: number;
  readonly end: number;
  /** Epoch milliseconds of the first and of the last point. */
  readonly startTime: number;
  readonly endTime: number;
  /** Which mark it was, where marks have names. */
  readonly id?: string;
}

/** Why points over the threshold are not reported. */
export type HeldBackReason =
  /** Over epsilon, but it did not stand out from the next lower maximum by the least step. */
  | 'pruned'
  /** The smoothed slope of something that an earlier pass had found. */
  | 'slope'
  /** No search found a sequence here, which takes two points in a row. */
  | 'no-sequence'
  /** A gap, a mark or a change point cuts it off from the sequence that it was found in. */
  | 'cut-off'
  /** Less than a window away from time that people left out, where the reconstruction is worse. */
  | 'beside-left-out'
  /** Found, but a rule on what is reported holds it back. */
  | 'rule';

/** Consecutive points over the threshold, or a whole sequence, that are not reported for one reason. */
export interface HeldBack {
  /** First and last point (inclusive), indices into the series as it arrived. */
  readonly start: number;
  readonly end: number;
  /** Epoch milliseconds of the first and of the last point. */
  readonly startTime: number;
  readonly endTime: number;
  readonly reason: HeldBackReason;
}

/**
 * The verdict on one series. Every array has the length of the series as it arrived, in its order; NaN where nothing
 * was computed. Reconstruction, errors and threshold are in the series' own unit, so value − reconstruction is the
 * residual a person can check by eye.
 */
export interface Detection {
  /** Points of its windows. */
  readonly windowSize: number;
  readonly reconstruction: Float64Array;
  /** Absolute residual. */
  readonly error: Float64Array;
  readonly smoothedError: Float64Array;
  /** What the smoothed error must reach at each point to be anomalous: epsilon, higher where recall is usually inexact. */
  readonly threshold: Float64Array;
  /** One of {@link Certainty} a point. */
  readonly certainty: Uint8Array;
  readonly sequences: readonly AnomalousSequence[];
  readonly changePoints: readonly ChangePoint[];
  /** What marked false alarms kept from being reported, in order of time. */
  readonly suppressed: readonly SuppressedSequence[];
  /**
   * What passes the threshold and is neither reported, nor a change point, nor quieted or called normal by people, in
   * order of time; left out where there is nothing.
   */
  readonly heldBack?: readonly HeldBack[];
  /** The named stretches of the teaching that took part, each once (docs/detector.md, "Label usage"). */
  readonly usedLabels: readonly string[];
  /** The named stretches that hold a judged point, and from which nothing came; left out where there are none. */
  readonly unusedLabels?: readonly string[];
  /** Why and why not; only when it was asked for. */
  readonly explanation?: Explanation;
  /** Why windows that were learnt took no part; left out where they did, or none were given. */
  readonly memoryMismatch?: MemoryMismatch;
}

/** Why what was learnt of a series is of no use to it as it is now. */
export type MemoryMismatch =
  /** Its points lie farther apart, or nearer, than those that were learnt. */
  | 'other-step'
  /** Its values are of another size than those that were learnt: another unit, or another level for good. */
  | 'other-scale';

export function memoryMismatchIn(outcome: Outcome): MemoryMismatch | undefined {
  switch (outcome.status) {
    case 'detected':
      return outcome.detection.memoryMismatch;
    case 'skipped':
      return outcome.memoryMismatch;
    case 'failed':
      return undefined;
  }
}

/** Why a series was not judged. */
export type SkipReason =
  /** No finite value at all. */
  | 'empty'
  /** Fewer consecutive points than one window. */
  | 'too-short'
  /** Every value is the same. */
  | 'constant'
  /** Its points come in bursts that lie so far apart that nearly all of its grid would be bridged. */
  | 'too-sparse'
  /** People left all of it out, or so much that no run of points is as long as one window. */
  | 'left-out';

export type Outcome =
  | { readonly status: 'detected'; readonly detection: Detection }
  /** `points` is the longest run of points that was found, `needed` how many one window takes. */
  | {
      readonly status: 'skipped';
      readonly reason: SkipReason;
      readonly points: number;
      readonly needed: number;
      readonly memoryMismatch?: MemoryMismatch;
    }
  /** Something broke while this series was judged; the others are not touched. `message` says what, in one sentence. */
  | { readonly status: 'failed'; readonly message: Wording };
