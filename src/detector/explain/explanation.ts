import type { Interval } from '../interval';

/**
 * How each threshold was found, and why a sequence was kept or pruned. Errors are counted errors: smoothed, and weighted by
 * local noise.
 */
export interface Explanation {
  /** One entry per error window and pass, in the order in which they were judged. */
  readonly windows: readonly WindowExplanation[];
}

/** One error window, from its first to its last point: in time, or as a run of slots inside the detector. */
export type WindowExplanation<Extent = Interval> = Extent & WindowSearch<Extent>;

interface WindowSearch<Extent> {
  /** 1 for the first search; higher for searches in the points that earlier passes left. */
  readonly pass: number;
  /** Points that took part. */
  readonly points: number;
  /** Mean and standard deviation of the window's errors. */
  readonly mean: number;
  readonly sd: number;
  /** Least epsilon, set by the series' noise; 0 if the floor is off. */
  readonly floor: number;
  readonly high: SideExplanation<Extent>;
  /** The search for unusually low errors, in errors mirrored at the mean; null if it is off. */
  readonly low: SideExplanation<Extent> | null;
}

/** One search for epsilon and its result. */
export interface SideExplanation<Extent = Interval> {
  /** Every candidate, z ascending. */
  readonly candidates: readonly Candidate[];
  /** Index into `candidates`; -1 if none was admissible and z is its limit. */
  readonly chosen: number;
  /** Standard deviations over the mean. */
  readonly z: number;
  /** The threshold: mean + z · sd, or the floor if that is higher. */
  readonly epsilon: number;
  /** Whether the guards found all errors of the window too small, or too much alike, to be searched. */
  readonly quiet: boolean;
  /** Greatest error outside of all runs over epsilon. The least sequence is compared with it. */
  readonly greatestNormal: number;
  readonly sequences: ReadonlyArray<CandidateSequence<Extent>>;
}

/** One z of the search (Hundman et al. 2018, eq. 5). */
export interface Candidate {
  readonly z: number;
  readonly epsilon: number;
  /** Points and sequences over this epsilon, dilated. */
  readonly points: number;
  readonly sequences: number;
  /** −(Δμ/μ + Δσ/σ) / (points + sequences²): the least is chosen, of equals the highest z. NaN if no point is over epsilon. */
  readonly cost: number;
  /** False if there are too many sequences or points, or none. */
  readonly admissible: boolean;
}

/** One sequence over epsilon, before pruning. */
export type CandidateSequence<Extent = Interval> = Extent & RankedMaximum;

/** The greatest error of a sequence over epsilon, and what pruning made of it. */
interface RankedMaximum {
  readonly maximum: number;
  /**
   * Greatest relative step down from this maximum, or any lower one, to the next, minus p: at least 0 if kept, negative if
   * pruned.
   */
  readonly margin: number;
  readonly kept: boolean;
}
