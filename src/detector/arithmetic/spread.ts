import { moments } from './moments';
import { lowerMedian, quantiles } from './quantile';

/** Median absolute value of standard normal noise. */
export const NORMAL_MEDIAN = 0.6745;

/** How far values spread. */
export interface ValueSpread {
  /** Population standard deviation. */
  readonly sd: number;
  /** From the 5th to the 95th percentile. */
  readonly range: number;
}

/** Spread of finite values, in their unit; NaN for an empty array. */
export function spreadOf(values: Float64Array): ValueSpread {
  const [high, low] = quantiles(values, [0.95, 0.05]);
  return { sd: moments(values).sd, range: high - low };
}

/** Robust variance of the noise in residuals. */
export function noiseVariance(residuals: Float64Array): number {
  return (lowerMedian(residuals.map(Math.abs)) / NORMAL_MEDIAN) ** 2;
}
