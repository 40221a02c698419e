import type { Detection } from '../../detector/detection';
import { type Assessment, type Severity, assess } from '../../detector/report/severity';
import type { Series } from '../../detector/series';
import { severityRank } from '../layers/severity';

interface Judged {
  readonly series: Series;
  readonly detection: Detection | null;
}

/** Summary of the verdict on one series, for lanes, legend and order. */
export interface SeriesSummary {
  readonly anomalies: number;
  /** Greatest level among its sequences. Null if nothing is reported. */
  readonly worst: Severity | null;
  /**
   * Greatest score ÷ threshold in its sequences or, if nothing is reported, at any of its points. NaN if no point is judged.
   */
  readonly peak: number;
  /** Whether its score is more than its smoothed error anywhere. */
  readonly hasFurtherEvidence: boolean;
  /** In the order of the detection's sequences. */
  readonly assessments: readonly Assessment[];
}

const NOTHING: SeriesSummary = { anomalies: 0, worst: null, peak: NaN, hasFurtherEvidence: false, assessments: [] };
/** Many components need the summary, and a verdict never changes. */
const cache = new WeakMap<Detection, SeriesSummary>();

export function summaryOf({ series, detection }: Judged): SeriesSummary {
  if (detection === null) {
    return NOTHING;
  }
  let summary = cache.get(detection);
  if (!summary) {
    const assessments = detection.sequences.map((one) => assess(series, detection, one));
    summary = {
      anomalies: assessments.length,
      worst: assessments.reduce<Severity | null>((worst, { severity }) => severer(worst, severity), null),
      peak:
        assessments.length > 0
          ? assessments.reduce((peak, { exceedance }) => Math.max(peak, exceedance), 0)
          : relativeScore(detection).reduce(greater, NaN),
      hasFurtherEvidence: detection.score.some((score, index) => score > detection.smoothedError[index]),
      assessments,
    };
    cache.set(detection, summary);
  }
  return summary;
}

export function severer(a: Severity | null, b: Severity | null): Severity | null {
  return rankOf(b) > rankOf(a) ? b : a;
}

/** Score ÷ threshold at each point. NaN if either is missing or the threshold is zero. */
export function relativeScore({ score, threshold }: Detection): Float64Array {
  return overThreshold(score, threshold);
}

/** Smoothed error ÷ threshold at each point. NaN if either is missing or the threshold is zero. */
export function relativeError({ smoothedError, threshold }: Detection): Float64Array {
  return overThreshold(smoothedError, threshold);
}

/** Heights ÷ threshold at each point. NaN if either is missing or the threshold is zero. */
export function overThreshold(heights: Float64Array, threshold: Float64Array): Float64Array {
  return heights.map((height, index) => (threshold[index] > 0 ? height / threshold[index] : NaN));
}

/** Indices of the series, the severest first. Ties keep the query's order. */
export function worstFirst(series: readonly Judged[]): number[] {
  const summaries = series.map(summaryOf);
  const peak = (index: number) => (Number.isNaN(summaries[index].peak) ? -1 : summaries[index].peak);
  return series
    .map((_, index) => index)
    .sort(
      (a, b) =>
        rankOf(summaries[b].worst) - rankOf(summaries[a].worst) ||
        peak(b) - peak(a) ||
        summaries[b].anomalies - summaries[a].anomalies ||
        a - b
    );
}

function rankOf(severity: Severity | null): number {
  return severity === null ? -1 : severityRank(severity);
}

/** The greater number, ignoring NaN. */
export function greater(a: number, b: number): number {
  return b > a || Number.isNaN(a) ? b : a;
}
