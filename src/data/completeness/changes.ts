import { type Interval, pointsWithin } from '../../detector/interval';
import type { Series } from '../../detector/series';
import { isSameValue } from '../sameValue';

/** At least this share of the newest values changes where a source still writes. A lone older one was corrected. */
const LEAST_CHANGED = 0.25;
/** If a longer tail changed, another query answered, or an agent filled in what it had missed... */
const MOST_CHANGED = 0.1;
/** ...unless there are only a few. */
const FEW = 8;
/** Relative tolerance: smaller than any real change. */
export const TOLERANCE = 1e-9;

/**
 * The time from which on the newest values changed between two answers to one query: those of late writers, and of sources
 * that revise them.
 *
 * @param within part of the earlier answer, without values that were known to be incomplete
 * @returns epoch milliseconds; null if they did not change, or nearly everything did
 */
export function changedFrom(earlier: Series, now: Series, within: Interval): number | null {
  const [first, beyond] = pointsWithin(earlier.times, within);
  let [common, changed, longest] = [0, 0, 0];
  let from: number | null = null;
  for (let point = beyond - 1, at = now.times.length - 1; point >= first; point--) {
    const time = earlier.times[point];
    while (now.times[at] > time) {
      at--;
    }
    if (now.times[at] !== time) {
      continue;
    }
    common++;
    if (!isSameValue(earlier.values[point], now.values[at], TOLERANCE)) {
      changed++;
      [from, longest] = changed >= LEAST_CHANGED * common ? [time, common] : [from, longest];
    }
  }
  return longest <= Math.max(FEW, MOST_CHANGED * common) ? from : null;
}
