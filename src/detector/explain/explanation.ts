/**
 * Why a threshold lies where it lies, and why a sequence was or was not kept. Errors are smoothed errors as they count:
 * less than they are where recall is usually inexact.
 */
export interface Explanation {
  /** One entry an error window and pass, in the order in which they were judged. */
  readonly windows: readonly WindowExplanation[];
}

export interface WindowExplanation {
  /** 1 for the first search; higher for searches among the points that earlier passes left. */
  readonly pass: number;
  /** First and last point that the window holds, indices into the series as it arrived. */
  readonly start: number;
  readonly end: number;
  /** Points that took part. */
  readonly points: number;
  /** Mean and standard deviation of the window's errors. */
  readonly mean: number;
  readonly sd: number;
  /** Least epsilon that the series' own noise allows; 0 when the floor is off. */
  readonly floor: number;
  readonly high: SideExplanation;
  /** The search for unusually low errors, in errors mirrored at the mean; null when it is off. */
  readonly low: SideExplanation | null;
}

/** One search for epsilon and what came of it. */
export interface SideExplanation {
  /** Every candidate, z ascending. */
  readonly candidates: readonly Candidate[];
  /** Index into `candidates`, -1 when none was admissible and z fell back to its limit. */
  readonly chosen: number;
  /** Standard deviations over the mean. */
  readonly z: number;
  /** The threshold in force: mean + z · sd, or the floor where that is higher. */
  readonly epsilon: number;
  /** True when errors in the window were too small to look at, by the guards. */
  readonly quiet: boolean;
  /** Greatest error of the window in no anomalous run: what the least sequence is compared with. */
  readonly greatestNormal: number;
  readonly sequences: readonly CandidateSequence[];
}

/** One z of the search (Hundman et al. 2018, eq. 5). */
export interface Candidate {
  readonly z: number;
  readonly epsilon: number;
  /** Points and sequences that this epsilon would make anomalous, widened. */
  readonly points: number;
  readonly sequences: number;
  /** −(Δμ/μ + Δσ/σ) / (points + sequences²): the least is chosen, of equals the highest z. NaN when nothing is anomalous. */
  readonly cost: number;
  /** False when there are too many sequences or points, or nothing to compare. */
  readonly admissible: boolean;
}

/** One sequence over epsilon, before pruning. */
export interface CandidateSequence {
  /** First and last point: indices into the errors judged, or, in a detection, into the series as it arrived. */
  readonly start: number;
  readonly end: number;
  /** Its greatest error. */
  readonly maximum: number;
  /**
   * Greatest relative step down from this maximum or any lower one to the next, minus p: at least 0 when kept, less
   * when pruned.
   */
  readonly margin: number;
  readonly kept: boolean;
}
