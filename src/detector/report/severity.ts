import { Certainty, type Detection } from '../detection';
import { type Interval, pointsWithin } from '../interval';
import type { Series } from '../series';

/** From least to greatest. */
export const SEVERITIES = ['low', 'medium', 'high', 'critical'] as const;

export type Severity = (typeof SEVERITIES)[number];

/** The least exceedance of each level, chosen on labelled series (docs/detector.md, "Severity"). */
export const SEVERITY_BOUNDS: Record<Severity, number> = { low: 0, medium: 1.5, high: 2, critical: 3 };

/** A peak that just reaches its threshold may lie this far below it. */
const ROUNDING = 1e-9;

/**
 * Score ÷ threshold; all comparisons of the two use it. It is at least 1 if the threshold is reached, even if
 * rounding leaves a peak slightly below it.
 */
export function exceedanceOf(score: number, threshold: number): number {
  const ratio = score === 0 ? 0 : score / threshold;
  return ratio < 1 && ratio > 1 - ROUNDING ? 1 : ratio;
}

/** @param exceedance greatest score ÷ threshold */
export function severityOf(exceedance: number): Severity {
  return [...SEVERITIES].reverse().find((level) => exceedance >= SEVERITY_BOUNDS[level]) ?? 'low';
}

/** The figures by which people judge a sequence, in the series' own unit. */
export interface Assessment {
  readonly severity: Severity;
  /** Greatest score ÷ threshold among its points. */
  readonly exceedance: number;
  /** Time of the value farthest from the reconstruction. The figures below are those of this point. */
  readonly farthest: number;
  /** Value and reconstruction there. */
  readonly actual: number;
  readonly expected: number;
  /** |actual − expected|. */
  readonly deviation: number;
  readonly direction: Direction;
  /** Judged points in it. */
  readonly points: number;
  /** Longest run of its judged points with a score at or over the threshold. */
  readonly persistence: number;
}

/** Whether the value lies above or below the reconstruction. */
export type Direction = 'above' | 'below';

/**
 * Assesses one sequence. Its direction is that of its farthest point, so that actual, expected and direction always agree.
 * The deviation is NaN if no point of the sequence was judged.
 */
export function assess(
  series: Series,
  detection: Pick<Detection, 'reconstruction' | 'score' | 'threshold' | 'certainty'>,
  sequence: Interval
): Assessment {
  const { reconstruction, score, threshold, certainty } = detection;
  const [first, beyond] = pointsWithin(series.times, sequence);
  let exceedance = 0;
  let farthest = first;
  let deviation = -1;
  let points = 0;
  let run = 0;
  let persistence = 0;
  for (let row = first; row < beyond; row++) {
    const height = score[row];
    if (!Number.isFinite(height)) {
      continue;
    }
    points++;
    run = height >= threshold[row] ? run + 1 : 0;
    persistence = Math.max(persistence, run);
    if (threshold[row] > 0) {
      exceedance = Math.max(exceedance, height / threshold[row]);
    }
    // An incomplete value was judged by another one.
    const distance = certainty[row] === Certainty.incomplete ? -1 : Math.abs(series.values[row] - reconstruction[row]);
    if (distance > deviation) {
      deviation = distance;
      farthest = row;
    }
  }
  const actual = series.values[farthest];
  const expected = reconstruction[farthest];
  return {
    severity: severityOf(exceedance),
    exceedance,
    farthest: series.times[farthest],
    actual,
    expected,
    deviation: deviation < 0 ? NaN : deviation,
    direction: actual < expected ? 'below' : 'above',
    points,
    persistence,
  };
}
