import type { Detection } from '../../detector/detection';
import { type Severity, assess, severityOf } from '../../detector/report/severity';
import type { ChartSeries } from '../plot/plotModel';
import { severityRank } from '../layers/severity';

/** What the verdict on one series comes to, for lanes, legend and order. */
export interface SeriesSummary {
  readonly anomalies: number;
  /** Greatest level among its sequences; null where nothing is reported. */
  readonly worst: Severity | null;
  /**
   * Greatest smoothed error ÷ threshold in its sequences; where nothing is reported, at any of its points. NaN where
   * nothing was judged.
   */
  readonly peak: number;
  /** The level of each sequence, in the detection's order. */
  readonly levels: readonly Severity[];
}

const NOTHING: SeriesSummary = { anomalies: 0, worst: null, peak: NaN, levels: [] };
/** A verdict does not change, and many places ask for what it comes to. */
const known = new WeakMap<Detection, SeriesSummary>();

export function summaryOf({ detection, series }: Pick<ChartSeries, 'detection' | 'series'>): SeriesSummary {
  if (detection === null) {
    return NOTHING;
  }
  let summary = known.get(detection);
  if (!summary) {
    const peaks = detection.sequences.map((one) => assess(series, detection, one).exceedance);
    const levels = peaks.map(severityOf);
    summary = {
      anomalies: levels.length,
      worst: levels.reduce<Severity | null>(severer, null),
      peak: peaks.length > 0 ? peaks.reduce((a, b) => Math.max(a, b)) : farthestOf(detection),
      levels,
    };
    known.set(detection, summary);
  }
  return summary;
}

export function severer(a: Severity | null, b: Severity | null): Severity | null {
  return rankOf(b) > rankOf(a) ? b : a;
}

/** Indices of the series, the severest first; those that are alike stay in the query's order. */
export function worstFirst(series: readonly ChartSeries[]): number[] {
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

function farthestOf({ smoothedError, threshold }: Detection): number {
  let peak = NaN;
  for (let row = 0; row < smoothedError.length; row++) {
    const ratio = threshold[row] > 0 ? smoothedError[row] / threshold[row] : NaN;
    if (ratio > peak || (Number.isNaN(peak) && !Number.isNaN(ratio))) {
      peak = ratio;
    }
  }
  return peak;
}
