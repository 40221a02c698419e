import { slotsIn, type Run, type Sequence, type Slot, type Slots } from '../grid/slot';
import { exceedanceOf } from '../report/severity';
import type { JudgedResiduals } from '../threshold/threshold';
import type { AgreedSequences } from './agreement';
import { DISTANCE_LENGTHS, type Evidence } from './evidence';

const LONGEST = Math.max(...DISTANCE_LENGTHS);

/** Least score of an interval, over the greatest score that is not reported. */
const LEAST_STANDOUT = 1.1;
/** By so much the threshold lies over the greatest score that is not reported. */
const CLEAR = 1 + 1e-6;

/** What the lane draws, one entry per slot, and which evidence spoke. */
export interface ScoredSlots extends Pick<Evidence, 'lifts'> {
  /** Scaled. */
  readonly score: Float64Array;
  /** Scaled. */
  readonly threshold: Float64Array;
  /** The sequences that agreement found. */
  readonly agreed: readonly Sequence[];
}

/**
 * The score and the one threshold that explain the verdict. Where nothing is reported, the score is that of the evidence. The
 * threshold is that of the error, or the greatest score that is not reported if that is higher. Where something is reported,
 * the score is at least as many thresholds high as the evidence that found it.
 *
 * @param reported anomalies and change points
 */
export function drawnScore(
  { score, agreement, lifts }: Evidence,
  { slots, smoothed, verdict }: Pick<JudgedResiduals, 'slots' | 'smoothed' | 'verdict'>,
  agreed: AgreedSequences,
  reported: readonly Run[]
): ScoredSlots {
  const ofError = (slot: number) => exceedanceOf(smoothed[slot], verdict.threshold[slot]);
  const greatest = greatestElsewhere(score, slots, reported, (slot) => ofError(slot) < 1);
  const threshold = verdict.threshold.map((one) => Math.max(one, CLEAR * greatest));
  const drawn = score.slice();
  for (const slot of slots) {
    if (ofError(slot) >= 1) {
      drawn[slot] = Math.max(drawn[slot], threshold[slot] * ofError(slot));
    }
  }
  for (const sequence of agreed.sequences) {
    for (const slot of slotsIn(slots, sequence)) {
      drawn[slot] = Math.max(drawn[slot], threshold[slot] * (agreement[slot] / agreed.threshold));
    }
  }
  return { score: drawn, threshold, lifts, agreed: agreed.sequences };
}

/** The intervals whose score is clearly higher than any that is not reported. */
export function outstanding(
  intervals: readonly Sequence[],
  { score }: Evidence,
  slots: Slots,
  others: readonly Run[],
  isExempt: (interval: Sequence) => boolean
): Sequence[] {
  const greatest = greatestElsewhere(score, slots, [...intervals, ...others], () => true);
  return intervals.filter(
    (one) => isExempt(one) || slotsIn(slots, one).some((slot) => score[slot] >= LEAST_STANDOUT * greatest)
  );
}

/** The greatest score of the slots that lie farther from all runs than a window of the longest kind. */
function greatestElsewhere(
  score: Float64Array,
  slots: Slots,
  runs: readonly Run[],
  counts: (slot: Slot) => boolean
): number {
  const isNear = new Uint8Array(score.length);
  for (const { first, last } of runs) {
    // The distance of a window is that of all its slots, so an anomaly raises it up to a window away.
    isNear.fill(1, Math.max(0, first - LONGEST), last + LONGEST + 1);
  }
  return slots.reduce(
    (greatest, slot) => (isNear[slot] === 0 && counts(slot) ? Math.max(greatest, score[slot]) : greatest),
    0
  );
}
