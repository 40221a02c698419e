import { gather } from '../arithmetic/gather';
import type { Grid } from '../grid/grid';
import { overlaps, slotsIn, type Sequence } from '../grid/slot';
import { strictnessOf, type DetectorSettings, type ThresholdSettings } from '../settings';
import { mergeNear } from '../threshold/runs';
import { judgeInPasses } from '../threshold/search';
import { positionsOf, type JudgedResiduals } from '../threshold/threshold';
import type { Evidence } from './evidence';

/** Least agreement, over the floor of the error in multiples of its noise: a lift that noise does not reach in both. */
const FLOOR_PER_FLOOR = 7 / 3;
/** Maxima of agreement must stand out by this many times the least step between maxima of the error. */
const PRUNING_PER_PRUNING = 4;
const MOST_PRUNING = 0.5;

/** What agreement finds. */
export interface Agreement {
  /** Sequences in order, disjoint; some of them overlap those of the error. */
  readonly agreed: readonly Sequence[];
  /** The agreement from which on a slot is anomalous. */
  readonly least: number;
}

/**
 * Finds what the reconstruction error alone does not carry over its threshold, but error and distance together do. The search
 * is that of the error: the dynamic threshold, in passes, with pruning. Each alone gives many false alarms; that they agree
 * is rare.
 */
export function searchAgreement(
  { agreement }: Pick<Evidence, 'agreement'>,
  { slots, smoothed }: Pick<JudgedResiduals, 'slots' | 'smoothed'>,
  { segments }: Pick<Grid, 'segments'>,
  windowSize: number,
  settings: DetectorSettings,
  threshold: ThresholdSettings
): Agreement {
  const { floor, pruning } = strictnessOf(settings);
  const mergeWithin = threshold.joinWithin * windowSize;
  const positions = positionsOf(slots, segments, Math.max(settings.errorBuffer, mergeWithin));
  const found = judgeInPasses(gather(agreement, slots), positions, {
    floor: FLOOR_PER_FLOOR * floor,
    settings: {
      ...threshold,
      relativeGuard: 0,
      errorBuffer: settings.errorBuffer,
      pruning: Math.min(MOST_PRUNING, PRUNING_PER_PRUNING * pruning),
    },
    spread: { sd: 1, range: 0 },
    passes: threshold.passes,
    shoulder: settings.span + settings.errorBuffer,
  });
  // What is small beside the values, which span about two units, is no anomaly.
  const isVisible = (one: Sequence) => slotsIn(slots, one).some((slot) => smoothed[slot] > threshold.relativeGuard);
  return {
    agreed: mergeNear(found.sequences, positions, mergeWithin)
      .map(({ start, end, score }) => ({ first: slots[start], last: slots[end], score }))
      .filter(isVisible),
    least: found.threshold[0] ?? Infinity,
  };
}

/** The verdict on the error, with the agreed sequences that it does not hold. */
export function withAgreed(judged: JudgedResiduals, { agreed }: Agreement): JudgedResiduals {
  const { verdict } = judged;
  const further = agreed.filter((one) => !verdict.sequences.some((other) => overlaps(one, other)));
  const sequences = [...verdict.sequences, ...further].sort((a, b) => a.first - b.first);
  return further.length === 0 ? judged : { ...judged, verdict: { ...verdict, sequences } };
}
