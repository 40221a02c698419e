import { lowerMedian } from '../../src/detector/arithmetic/statistics';

/** Weight of the newest value, and limits in standard deviations: Roberts' and the textbooks' usual choice. */
const WEIGHT = 0.2;
export const EWMA_LIMIT = 3;
/** Median absolute deviation of standard normal noise. */
const NORMAL_MAD = 0.6745;

/**
 * The EWMA control chart (Roberts, *Control Chart Tests Based on Geometric Moving Averages*, Technometrics 1959):
 * z_t = λ x_t + (1 − λ) z_{t−1}, from the centre on, λ = 0.2. Centre and deviation are robust (median, median absolute deviation), for there
 * is no stretch that is known to be free of anomalies.
 *
 * @param values finite numbers
 * @returns |z_t − centre| in standard deviations of z_t; the chart alarms above {@link EWMA_LIMIT}. Zeros where more than
 *   half of the values are the same.
 */
export function ewmaChart(values: Float64Array): Float64Array {
  const centre = lowerMedian(values);
  const deviation = lowerMedian(values.map((value) => Math.abs(value - centre))) / NORMAL_MAD;
  let distance = 0;
  return values.map((value, t) => {
    distance = WEIGHT * (value - centre) + (1 - WEIGHT) * distance;
    const share = (WEIGHT / (2 - WEIGHT)) * (1 - (1 - WEIGHT) ** (2 * (t + 1)));
    return deviation > 0 ? Math.abs(distance) / (deviation * Math.sqrt(share)) : 0;
  });
}
