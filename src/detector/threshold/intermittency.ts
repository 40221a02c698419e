import { lowerMedian } from '../arithmetic/quantile';

/** A series is quiet but for bursts when its median residual is below this share of the mean one. */
const QUIET_SHARE = 0.02;
/** A burst is where the smoothed error is above this share of its maximum. */
const BURST_SHARE = 0.05;
/** With fewer bursts than this none of them is a habit. */
const LEAST_BURSTS = 5;

/**
 * Whether a series is nearly always exactly as recalled but for bursts: sparse counts, switches, counters that mostly stand
 * still.
 *
 * @param residuals absolute, of the observed slots
 */
export function isIntermittent(residuals: Float64Array): boolean {
  const mean = residuals.reduce((sum, residual) => sum + residual, 0) / residuals.length;
  return lowerMedian(residuals) < QUIET_SHARE * mean;
}

/**
 * The peak of a usual burst in a sparse series. Its noise has no middle to be modelled from, and without a floor each count
 * in its turn would be found.
 *
 * @param smoothed smoothed errors of the observed slots
 * @returns median peak of the bursts; 0 where there are too few to call any of them usual
 */
export function usualBurst(smoothed: Float64Array): number {
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
