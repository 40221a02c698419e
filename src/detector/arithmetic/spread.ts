import { moments } from './moments';
import { quantiles } from './quantile';

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
