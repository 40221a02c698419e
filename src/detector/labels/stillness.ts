import { moments } from '../arithmetic/moments';

/** Share of the standard deviation that was due, below which values stand still. */
const MOST_SPREAD = 0.3;
/** Something happens where the absolute residual, averaged over so many slots, is at least this share of its maximum. */
const AVERAGED = 5;
const CORE = 0.5;

/**
 * Whether a rhythm was due and the values hardly move where something happened: a missing cycle, a stuck gauge, an
 * outage. Their residual is the rhythm upside down, which may look like what was added to a rhythm elsewhere; their
 * values do not.
 *
 * @param values of a stretch
 * @param expected values that were due there
 */
export function standsStill(values: Float64Array, expected: Float64Array): boolean {
  const averaged = values.map((_, i) => {
    const from = Math.max(0, i - (AVERAGED - 1) / 2);
    let sum = 0;
    for (let j = from; j < Math.min(values.length, i + (AVERAGED + 1) / 2); j++) {
      sum += Math.abs(values[j] - expected[j]);
    }
    return sum;
  });
  const least = CORE * averaged.reduce((most, sum) => Math.max(most, sum), 0);
  const first = averaged.findIndex((sum) => sum >= least);
  const end = averaged.reduce((found, sum, i) => (sum >= least ? i + 1 : found), 0);
  return moments(values.subarray(first, end)).sd < MOST_SPREAD * moments(expected.subarray(first, end)).sd;
}
