import { gather, indicesWhere } from '../arithmetic/gather';
import { countedResidual } from '../grid/scale';
import type { ResidualInput } from './countedErrors';
import { dilate } from './dilate';
import { smooth } from './smooth';
import type { ScoredRun } from './verdict';

/** A run reaches this share of a window to both sides of its peak, at most. */
const REACH_SHARE = 1 / 8;

/**
 * Runs that are over the threshold only if all windows over a slot weigh the same, as windows of two regimes do where the
 * regimes meet. Change points are searched for among them.
 *
 * @param ceiling the greatest residual that noise reaches
 * @param positions one per observed slot
 * @param leastAt the smoothed error that observed slot `k` must reach
 * @returns runs around the greatest error of each stretch over the threshold, in order; indices into `slots`
 */
export function regimeOverlaps(
  { grid: { observed, segments }, slots, values, layout, reconstruction: { unweighted }, settings }: ResidualInput,
  ceiling: number,
  positions: Float64Array,
  leastAt: (k: number) => number
): ScoredRun[] {
  const sizes = values.map((value, slot) =>
    observed[slot] ? Math.abs(countedResidual(value - unweighted[slot], ceiling)) : NaN
  );
  const errors = gather(smooth(sizes, segments, settings.span, settings.smoothing), slots);
  const over = indicesWhere(slots.length, (k) => errors[k] >= leastAt(k));
  const runs = dilate(over, positions, settings.errorBuffer);
  const reach = Math.floor(REACH_SHARE * layout.size);
  return Array.from({ length: runs.length / 2 }, (_, r) => {
    const [first, last] = [runs[2 * r], runs[2 * r + 1]];
    let peak = first;
    for (let k = first; k <= last; k++) {
      peak = errors[k] > errors[peak] ? k : peak;
    }
    return { start: Math.max(first, peak - reach), end: Math.min(last, peak + reach), score: 0 };
  });
}
