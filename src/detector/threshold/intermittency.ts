import { lowerMedian } from '../arithmetic/quantile';

/** A series is intermittent if its median residual is below this share of its mean residual. */
const CALM_SHARE = 0.02;
/** A burst is a run of errors above this share of the greatest smoothed error. */
const BURST_SHARE = 0.05;
/** With fewer bursts than this, none of them is usual. */
const LEAST_BURSTS = 5;

/**
 * Whether a series is recalled almost exactly except in bursts, as sparse counts, switches and counters that rarely move
 * are.
 *
 * @param residuals absolute, of observed slots
 */
export function isIntermittent(residuals: Float64Array): boolean {
  const mean = residuals.reduce((sum, residual) => sum + residual, 0) / residuals.length;
  return lowerMedian(residuals) < CALM_SHARE * mean;
}

/**
 * The noise of an intermittent series: the peak of a usual burst. Its residuals are mostly zero, so the noise cannot be
 * modelled, and without a floor every burst would be reported.
 *
 * @param smoothed smoothed errors of the observed slots
 * @returns median peak of the bursts; 0 if there are too few
 */
export function usualPeak(smoothed: Float64Array): number {
  const least = BURST_SHARE * smoothed.reduce((most, error) => Math.max(most, error), 0);
  const peaks: number[] = [];
  let peak = 0;
  for (const error of smoothed) {
    if (error > least) {
      peak = Math.max(peak, error);
    } else if (peak > 0) {
      peaks.push(peak);
      peak = 0;
    }
  }
  if (peak > 0) {
    peaks.push(peak);
  }
  return peaks.length < LEAST_BURSTS ? 0 : lowerMedian(Float64Array.from(peaks));
}
