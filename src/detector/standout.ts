import type { JudgedResiduals } from './threshold';
import type { ScoredRun } from './verdict';

/** An interval's exceedance times the size of its greatest residual, in greatest residuals elsewhere, is at least this. */
const LEAST = 1.4;
/** Rows beside an interval that are part of it for this question. */
const BESIDE = 16;

/**
 * Intervals that stand out from what is not reported. An error that just passes its threshold is believed only if no single
 * residual elsewhere, where nothing is reported, is larger than those in it; the paper prunes smoothed maxima in the same
 * spirit (Hundman et al. 2018, section 3.3).
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
    residuals: { sizes },
  }: Pick<JudgedResiduals, 'slots' | 'smoothed' | 'verdict' | 'residuals'>,
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
  let elsewhere = 0;
  slots.forEach((slot, k) => {
    elsewhere =
      inside[k] === 0 && silent?.[slot] !== 1 ? Math.max(elsewhere, sizes[slot] / verdict.threshold[k]) : elsewhere;
  });
  return intervals.filter((interval) => {
    let exceedance = 0;
    let greatest = 0;
    for (let k = interval.start; k <= interval.end; k++) {
      exceedance = Math.max(exceedance, smoothed[slots[k]] / verdict.threshold[k]);
      greatest = Math.max(greatest, sizes[slots[k]] / verdict.threshold[k]);
    }
    return verdict.flatlines?.includes(interval) || exceedance * greatest >= LEAST * elsewhere;
  });
}
