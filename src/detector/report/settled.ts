import type { AnomalousSequence, Detection, HeldBack } from '../detection';
import { pointsWithin } from '../interval';
import type { Series } from '../series';

/**
 * Holds back the sequences that rest on values alone that may still change, or marks them as provisional.
 *
 * @param keepsProvisional whether to report such sequences
 */
export function withSettled(detection: Detection, { times }: Series, keepsProvisional: boolean): Detection {
  const { settledTo, sequences, heldBack = [] } = detection;
  if (settledTo === undefined) {
    return detection;
  }
  const isProvisional = (one: AnomalousSequence) => !restsOnSettled(one, detection, times, settledTo);
  if (!sequences.some(isProvisional)) {
    return detection;
  }
  if (keepsProvisional) {
    return {
      ...detection,
      sequences: sequences.map((one) => (isProvisional(one) ? { ...one, provisional: true } : one)),
    };
  }
  const held = sequences.filter(isProvisional).map((one): HeldBack => ({ ...one, reason: 'not-settled' }));
  return {
    ...detection,
    sequences: sequences.filter((one) => !isProvisional(one)),
    heldBack: [...heldBack, ...held].sort((a, b) => a.from - b.from),
  };
}

/**
 * Whether the score reaches the threshold at a settled point because of its own error: smoothing carries the errors of
 * unsettled points to their neighbours. A flatline has no score, but begins at a settled point.
 */
function restsOnSettled(
  { from, to, decidedBy }: AnomalousSequence,
  { score, threshold, error, smoothedError }: Detection,
  times: Float64Array,
  settledTo: number
): boolean {
  if (decidedBy === 'flatline') {
    return from <= settledTo;
  }
  const [first, beyond] = pointsWithin(times, { from, to: Math.min(to, settledTo) });
  for (let point = first; point < beyond; point++) {
    if (score[point] >= threshold[point] && error[point] >= smoothedError[point]) {
      return true;
    }
  }
  return false;
}
