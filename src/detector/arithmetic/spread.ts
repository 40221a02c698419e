import type { ValueSpread } from '../explain/compare';
import { moments } from './moments';
import { quantiles } from './quantile';

/** How far values spread: standard deviation and 5–95 % range. */
export function spreadOf(values: Float64Array): ValueSpread {
  const [high, low] = quantiles(values, [0.95, 0.05]);
  return { sd: moments(values).sd, range: high - low };
}
