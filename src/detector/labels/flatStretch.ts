import { moments } from '../arithmetic/moments';

/** A stretch is flat if its standard deviation is below this share of the expected one. */
const MOST_SPREAD = 0.3;
/** The core of a stretch: the absolute residual, averaged over this many slots, is at least this share of its maximum. */
const AVERAGED = 5;
const CORE_SHARE = 0.5;

/**
 * Whether values hardly move in the core of a stretch although a rhythm was expected, as in a missing cycle, a stuck gauge or
 * an outage. The residual of such a stretch is the rhythm upside down. It may match something that was added to a rhythm
 * elsewhere, but the values do not.
 *
 * @param values scaled, of a stretch
 * @param expected forecast of the same slots
 */
export function isFlat(values: Float64Array, expected: Float64Array): boolean {
  const averaged = values.map((_, i) => {
    const from = Math.max(0, i - (AVERAGED - 1) / 2);
    let sum = 0;
    for (let j = from; j < Math.min(values.length, i + (AVERAGED + 1) / 2); j++) {
      sum += Math.abs(values[j] - expected[j]);
    }
    return sum;
  });
  const least = CORE_SHARE * averaged.reduce((most, sum) => Math.max(most, sum), 0);
  const first = averaged.findIndex((sum) => sum >= least);
  const end = averaged.reduce((found, sum, i) => (sum >= least ? i + 1 : found), 0);
  return moments(values.subarray(first, end)).sd < MOST_SPREAD * moments(expected.subarray(first, end)).sd;
}
