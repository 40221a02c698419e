import { Beside } from './excluded';
import type { JudgedResiduals } from '../threshold/threshold';

/** An error stands apart from what was left out where, on the way there, it falls below this share of itself. */
const FALLS_TO = 1 / 2;
/** Beside what was left out an error that stands apart counts from so many times the threshold on... */
const LEAST_APART = 1.25;
/** ...and one that goes on from the edge, be it the rest of what was left out or an edge drawn badly, from so many. */
const LEAST_FROM_EDGE = 3;

/**
 * How many times the threshold errors must reach to be believed.
 *
 * @param beside one of {@link Beside} a slot, 0 for none
 * @returns one for each judged slot, as the verdict counts them: 1 for those that do not lie beside
 */
export function edgeGuard(
  { verdict, slots, smoothed }: Pick<JudgedResiduals, 'verdict' | 'slots' | 'smoothed'>,
  beside: Uint8Array
): Float64Array {
  const least = new Float64Array(slots.length).fill(1);
  const inTime = Array.from(slots.keys());
  // Away from what was left out, so that all that lies in between has been seen.
  for (const [way, order] of [[Beside.after, inTime] as const, [Beside.before, inTime.slice().reverse()] as const]) {
    let lowest = Infinity;
    for (const i of order) {
      if (beside[slots[i]] !== way) {
        lowest = Infinity;
        continue;
      }
      const error = smoothed[slots[i]];
      const share = error === 0 ? 0 : error / verdict.threshold[i];
      lowest = Math.min(lowest, share);
      least[i] = lowest < FALLS_TO * share ? LEAST_APART : LEAST_FROM_EDGE;
    }
  }
  return least;
}
