import { filtered, mapped } from '../arithmetic/gather';
import { overlaps, rankOf, slotsIn, type Run, type Sequence, type Slot } from '../grid/slot';
import type { Residuals } from './countedErrors';
import type { JudgedResiduals } from './threshold';

/** Least exceedance of an interval, times its greatest residual over the greatest residual elsewhere. */
const LEAST_STANDOUT = 1.3;
/** A single row is noise if the tail of the series' noise exceeds it with this probability. */
const NOISE_PROBABILITY = 0.1;
/** The tail is measured from this share of the residuals, and from at least this many. */
const TAIL_SHARE = 0.05;
const LEAST_TAIL = 10;
/** Rows to each side that count as part of an interval. */
export const MARGIN = 16;

/**
 * The intervals that stand out from what is not reported. An interval that barely passes its threshold is kept only if no
 * unreported residual is larger than those in it. The paper prunes smoothed maxima in the same spirit (Hundman et al. 2018,
 * section 3.3).
 *
 * A single row must stand out further if the noise has a heavy tail. There the greatest of many residuals is often a
 * multiple of the next: with tail index α it is more than r times as large with probability r^−α. Noise rarely does so in
 * several consecutive rows.
 *
 * @param intervals with tight bounds
 * @param unreportable 1 for a slot whose residual does not count, because people labelled it
 * @param changePoints runs that are reported as change points; their residuals do not count either
 * @param agreed runs that stand out by more than their residuals; they stay
 */
export function standingOut(
  intervals: readonly Sequence[],
  {
    slots,
    smoothed,
    verdict,
    residuals: { signed },
  }: Pick<JudgedResiduals, 'slots' | 'smoothed' | 'verdict'> & { readonly residuals: Pick<Residuals, 'signed'> },
  unreportable?: Uint8Array | null,
  changePoints: readonly Run[] = [],
  agreed: readonly Run[] = []
): Sequence[] {
  const inside = new Uint8Array(smoothed.length);
  const reported = [...intervals, ...changePoints];
  // Large residuals in the rest of a sequence, or close to an interval, belong to the interval.
  const sequences = verdict.sequences.filter((one) => reported.some((run) => overlaps(run, one)));
  for (const { first, last } of [...reported, ...sequences]) {
    const from = slots[Math.max(0, rankOf(slots, first) - MARGIN)];
    const to = slots[Math.min(slots.length - 1, rankOf(slots, last) + MARGIN)];
    inside.fill(1, from, to + 1);
  }
  const residualAt = (slot: Slot) => Math.abs(signed[slot]) / verdict.threshold[slot];
  const outside = filtered(slots, (slot) => inside[slot] === 0 && unreportable?.[slot] !== 1);
  const elsewhere = mapped(outside, residualAt).sort();
  const greatestElsewhere = elsewhere.length > 0 ? elsewhere[elsewhere.length - 1] : 0;
  const leastOfRow = Math.max(LEAST_STANDOUT, NOISE_PROBABILITY ** -inverseTailIndex(elsewhere));
  return intervals.filter((interval) => {
    let exceedance = 0;
    let greatest = 0;
    for (const slot of slotsIn(slots, interval)) {
      exceedance = Math.max(exceedance, smoothed[slot] / verdict.threshold[slot]);
      greatest = Math.max(greatest, residualAt(slot));
    }
    const least = interval.first === interval.last ? leastOfRow : LEAST_STANDOUT;
    const isAgreed = agreed.some((run) => overlaps(run, interval));
    return isAgreed || verdict.flatlines?.includes(interval) || exceedance * greatest >= least * greatestElsewhere;
  });
}

/**
 * 1/α of a tail that falls off as x^−α (Hill, *A Simple General Approach to Inference About the Tail of a Distribution*,
 * 1975).
 *
 * @param ascending sorted, not negative
 * @returns 0 if there is no tail to measure
 */
function inverseTailIndex(ascending: Float64Array): number {
  const rows = Math.min(ascending.length - 1, Math.max(LEAST_TAIL, Math.round(TAIL_SHARE * ascending.length)));
  const least = ascending[ascending.length - 1 - rows];
  if (!(rows > 0 && least > 0)) {
    return 0;
  }
  return ascending.subarray(ascending.length - rows).reduce((sum, value) => sum + Math.log(value / least), 0) / rows;
}
