import type { JudgedResiduals } from '../threshold/threshold';
import { Beside } from './excluded';

/** An error is apart from excluded time if the error falls below this share of it in between. */
const FALLS_TO = 1 / 2;
/** An error that is apart must reach this many times the threshold... */
const LEAST_APART = 1.25;
/** ...and an error that continues from the edge this many, because the label or the reconstruction may be off there. */
const LEAST_FROM_EDGE = 3;

/**
 * How many times the threshold an error must reach. Errors beside excluded time must reach more, because the reconstruction
 * is worse there.
 *
 * @param beside one of {@link Beside} per slot, 0 for none
 * @returns one factor per judged slot; 1 if the slot does not lie beside excluded time
 */
export function edgeGuard(
  { verdict, slots, smoothed }: Pick<JudgedResiduals, 'verdict' | 'slots' | 'smoothed'>,
  beside: Uint8Array
): Float64Array {
  const least = new Float64Array(slots.length).fill(1);
  const inTime = Array.from(slots.keys());
  // Each pass moves away from excluded time, so that it has seen all errors in between.
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
