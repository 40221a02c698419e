import type { Residuals } from './bounds';
import { indicesWhere, mapped } from '../arithmetic/gather';
import type { JudgedResiduals } from './threshold';
import type { ScoredRun } from './verdict';

/** An interval's exceedance times the size of its greatest residual, in greatest residuals elsewhere, is at least this. */
const LEAST = 1.3;
/** A single row that noise with the tail of this series' own would exceed with this probability is noise. */
const CHANCE = 0.1;
/** Share of the residuals that the tail is measured from, and how many at least. */
const TAIL_SHARE = 0.05;
const LEAST_TAIL = 10;
/** Rows beside an interval that are part of it for this question. */
const BESIDE = 16;

/**
 * Intervals that stand out from what is not reported. An error that just passes its threshold is believed only if no single
 * residual elsewhere, where nothing is reported, is larger than those in it; the paper prunes smoothed maxima in the same
 * spirit (Hundman et al. 2018, section 3.3).
 *
 * A single row must stand out further in a heavy tail. There the greatest of many residuals is often a multiple of the next:
 * with tail index α it is more than r times as large with probability r^−α. Noise rarely does so in several rows in turn.
 *
 * @param intervals bounded tightly
 * @param told runs that are told as something else, whose residuals hide nothing either
 * @param silent 1 for slots whose residuals stand for nothing: what people marked does not hide what they did not
 */
export function standingOut(
  intervals: readonly ScoredRun[],
  {
    slots,
    smoothed,
    verdict,
    residuals: { signed },
  }: Pick<JudgedResiduals, 'slots' | 'smoothed' | 'verdict'> & { readonly residuals: Pick<Residuals, 'signed'> },
  silent?: Uint8Array | null,
  told: readonly ScoredRun[] = []
): ScoredRun[] {
  const inside = new Uint8Array(slots.length);
  const reported = [...intervals, ...told];
  // What is odd in the rest of a sequence, or close beside an interval, belongs to what is reported there.
  const belonging = verdict.sequences.filter((one) =>
    reported.some(({ start, end }) => start <= one.end && one.start <= end)
  );
  [...reported, ...belonging].forEach(({ start, end }) =>
    inside.fill(1, Math.max(0, start - BESIDE), end + 1 + BESIDE)
  );
  const sizeAt = (k: number) => Math.abs(signed[slots[k]]) / verdict.threshold[k];
  const outside = indicesWhere(slots.length, (k) => inside[k] === 0 && silent?.[slots[k]] !== 1);
  const elsewhere = mapped(outside, sizeAt).sort();
  const greatestElsewhere = elsewhere.length > 0 ? elsewhere[elsewhere.length - 1] : 0;
  const leastOfRow = Math.max(LEAST, CHANCE ** -inverseTailIndex(elsewhere));
  return intervals.filter((interval) => {
    let exceedance = 0;
    let greatest = 0;
    for (let k = interval.start; k <= interval.end; k++) {
      exceedance = Math.max(exceedance, smoothed[slots[k]] / verdict.threshold[k]);
      greatest = Math.max(greatest, sizeAt(k));
    }
    const least = interval.start === interval.end ? leastOfRow : LEAST;
    return verdict.flatlines?.includes(interval) || exceedance * greatest >= least * greatestElsewhere;
  });
}

/**
 * 1/α of a tail that falls off as x^−α (Hill, *A Simple General Approach to Inference About the Tail of a Distribution*, 1975).
 *
 * @param ascending sorted, not negative
 * @returns 0 for a tail that ends at once
 */
function inverseTailIndex(ascending: Float64Array): number {
  const rows = Math.min(ascending.length - 1, Math.max(LEAST_TAIL, Math.round(TAIL_SHARE * ascending.length)));
  const least = ascending[ascending.length - 1 - rows];
  if (!(rows > 0 && least > 0)) {
    return 0;
  }
  return ascending.subarray(ascending.length - rows).reduce((sum, value) => sum + Math.log(value / least), 0) / rows;
}
