import { overlaps, slotsIn, type Run, type Sequence, type Slot } from '../grid/slot';
import { exceedanceOf } from '../report/severity';
import type { JudgedResiduals } from '../threshold/threshold';
import { greatestOf, nearTo } from './elsewhere';
import { DISTANCE_LENGTHS, type Evidence } from './evidence';
import type { Weighed } from './weigh';

/** An anomaly raises the distance of every window that shows it, so the score is high up to this many slots away from it. */
const SHOULDER = Math.max(...DISTANCE_LENGTHS);
/** The score elsewhere counts against an interval where the lift of the error is below this. */
const LARGE_ERROR = 1.5;
/** Least score of an interval, over the greatest score that is not reported. */
const LEAST_STANDOUT = 1.1;
/** The threshold lies over what is not reported by at least this factor. */
const CLEAR = 1 + 1e-6;

/** What the lane draws, one entry per slot, and the lifts behind it. */
export interface ScoredSlots extends Pick<Evidence, 'lifts'> {
  /** Scaled. */
  readonly score: Float64Array;
  /** Scaled. */
  readonly threshold: Float64Array;
  /** The sequences that agreement found and the error did not. */
  readonly agreed: readonly Sequence[];
}

/**
 * The intervals whose score is clearly higher than any that is not reported. What agreement found stays, and so do flatlines,
 * because another search found that they stand out.
 *
 * @param changePoints runs that are reported as change points
 * @param counts whether the score of a slot that is not reported counts
 */
export function standingOutByScore(
  intervals: readonly Sequence[],
  { score, lifts, agreed }: Weighed,
  { slots, verdict }: Pick<JudgedResiduals, 'slots' | 'verdict'>,
  changePoints: readonly Run[],
  counts: (slot: Slot) => boolean
): Sequence[] {
  const isNear = nearTo([...intervals, ...changePoints], score.length, SHOULDER);
  // Where the error is large too, it may be more of the same.
  const elsewhere = greatestOf(
    score,
    slots,
    (slot) => isNear[slot] === 0 && counts(slot) && !(lifts[0][slot] >= LARGE_ERROR)
  );
  const found = [...agreed, ...(verdict.flatlines ?? [])];
  return intervals.filter(
    (one) =>
      found.some((run) => overlaps(run, one)) ||
      slotsIn(slots, one).some((slot) => score[slot] >= LEAST_STANDOUT * elsewhere)
  );
}

/**
 * The score and the one threshold that explain the verdict. Where nothing is reported, the score is that of the evidence. The
 * threshold is that of the error, or the greatest score that is not reported if that is higher. Where something is reported,
 * the score is at least as many thresholds high as the evidence that found it. Far from all reports, where scores do not
 * count, it stays just below the threshold.
 *
 * @param judged the verdict on the error
 * @param reported anomalies and change points
 * @param counts whether the score of a slot that is not reported counts
 */
export function drawnScore(
  { score, agreement, lifts, agreed, further, least }: Weighed,
  { slots, smoothed, verdict }: Pick<JudgedResiduals, 'slots' | 'smoothed' | 'verdict'>,
  reported: readonly Run[],
  counts: (slot: Slot) => boolean
): ScoredSlots {
  const ofError = (slot: Slot) => exceedanceOf(smoothed[slot], verdict.threshold[slot]);
  const isNear = nearTo([...reported, ...agreed], score.length, SHOULDER);
  const isFree = (slot: Slot) => ofError(slot) < 1 && isNear[slot] === 0;
  const elsewhere = greatestOf(score, slots, (slot) => isFree(slot) && counts(slot));
  const threshold = verdict.threshold.map((one) => Math.max(one, CLEAR * elsewhere));
  const drawn = score.slice();
  for (const slot of slots) {
    const ratio = ofError(slot);
    if (isFree(slot)) {
      drawn[slot] = Math.max(smoothed[slot], Math.min(drawn[slot], threshold[slot] / CLEAR));
    } else if (ratio >= 1) {
      drawn[slot] = Math.max(drawn[slot], threshold[slot] * ratio);
    }
  }
  for (const sequence of agreed) {
    for (const slot of slotsIn(slots, sequence)) {
      drawn[slot] = Math.max(drawn[slot], threshold[slot] * (agreement[slot] / least));
    }
  }
  return { score: drawn, threshold, lifts, agreed: further };
}
