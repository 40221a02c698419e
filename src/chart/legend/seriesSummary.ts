import type { Detection } from '../../detector/detection';
import { type Severity, assess, severityOf } from '../../detector/report/severity';
import { severityRank } from '../layers/severity';
import { type ChartSeries, relativeError } from '../plot/plotModel';

/** Summary of the verdict on one series, for lanes, legend and order. */
export interface SeriesSummary {
  readonly anomalies: number;
  /** Greatest level among its sequences. Null if nothing is reported. */
  readonly worst: Severity | null;
  /**
   * Greatest smoothed error ÷ threshold in its sequences or, if nothing is reported, at any of its points. NaN if no point
   * is judged.
   */
  readonly peak: number;
  /** The level of each sequence, in the detection's order. */
  readonly levels: readonly Severity[];
}

const NOTHING: SeriesSummary = { anomalies: 0, worst: null, peak: NaN, levels: [] };
/** Many components need the summary, and a verdict never changes. */
const cache = new WeakMap<Detection, SeriesSummary>();

export function summaryOf({ detection, series }: Pick<ChartSeries, 'detection' | 'series'>): SeriesSummary {
  if (detection === null) {
    return NOTHING;
  }
  let summary = cache.get(detection);
  if (!summary) {
    const peaks = detection.sequences.map((one) => assess(series, detection, one).exceedance);
    const levels = peaks.map(severityOf);
    summary = {
      anomalies: levels.length,
      worst: levels.reduce<Severity | null>(severer, null),
      peak: peaks.length > 0 ? peaks.reduce((a, b) => Math.max(a, b)) : relativeError(detection).reduce(greater, NaN),
      levels,
    };
    cache.set(detection, summary);
  }
  return summary;
}

export function severer(a: Severity | null, b: Severity | null): Severity | null {
  return rankOf(b) > rankOf(a) ? b : a;
}

/** Indices of the series, the severest first. Ties keep the query's order. */
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

/** The greater number, ignoring NaN. */
export function greater(a: number, b: number): number {
  return b > a || Number.isNaN(a) ? b : a;
}
