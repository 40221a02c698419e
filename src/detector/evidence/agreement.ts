import { gather } from '../arithmetic/gather';
import type { Grid } from '../grid/grid';
import { overlaps, slotsIn, type Sequence, type Slot } from '../grid/slot';
import { isCovered, type WindowLayout } from '../grid/windows';
import { recurrences } from '../reconstruct/recurrence';
import type { Reconstruction } from '../reconstruct/reconstruct';
import { strictnessOf, type DetectorSettings, type ThresholdSettings } from '../settings';
import { boundIntervals } from '../threshold/bounds';
import { mergeNear } from '../threshold/runs';
import { judgeInPasses } from '../threshold/search';
import { MARGIN } from '../threshold/standout';
import { positionsOf, type JudgedResiduals } from '../threshold/threshold';
import { greatestOf, nearTo } from './elsewhere';
import type { Evidence } from './evidence';

/** Floor of agreement, in multiples of the sensitivity's floor. */
const FLOOR_FACTOR = 7 / 3;
/** Least step between maxima of agreement, in multiples of the sensitivity's pruning... */
const PRUNING_FACTOR = 4;
/** ...but not more than this. */
const MOST_PRUNING = 0.5;
/** Least agreement of a sequence, over the greatest elsewhere. */
const LEAST_STANDOUT = 1.5;

/** The result of the search in agreement. */
export interface Agreement {
  /** Sequences in order, disjoint; some of them overlap those of the error. */
  readonly agreed: readonly Sequence[];
  /** Those of them that the error did not find. */
  readonly further: readonly Sequence[];
  /** Least agreement of an anomalous slot, in lifts; Infinity if there is no slot. */
  readonly least: number;
}

/** A judged series, and how it was reconstructed. */
export interface Judged {
  /** The verdict on the error. */
  readonly judged: JudgedResiduals;
  readonly grid: Grid;
  /** Scaled values, one per slot. */
  readonly values: Float64Array;
  readonly layout: WindowLayout;
  readonly reconstruction: Pick<Reconstruction, 'values' | 'coverage'>;
}

/**
 * Finds sequences in which error and distance are high together, although the error alone may stay below its threshold. Error
 * or distance alone gives many false alarms; both together rarely do. The search is that of the error: the dynamic threshold,
 * in passes, with pruning. Sequences that do not stand out, or that recur, are dropped. So are those where fewer windows
 * overlap, because there the error alone decides.
 *
 * @param threshold that of the error; guards in its unit do not apply to lifts
 */
export function searchAgreement(
  { agreement }: Pick<Evidence, 'agreement'>,
  series: Judged,
  settings: DetectorSettings,
  threshold: ThresholdSettings
): Agreement {
  const { judged, grid, layout, reconstruction } = series;
  const { slots, smoothed } = judged;
  const { floor, pruning } = strictnessOf(settings);
  const mergeWithin = threshold.joinWithin * layout.size;
  const positions = positionsOf(slots, grid.segments, Math.max(settings.errorBuffer, mergeWithin));
  const found = judgeInPasses(gather(agreement, slots), positions, {
    floor: FLOOR_FACTOR * floor,
    settings: {
      ...threshold,
      relativeGuard: 0,
      absoluteGuard: 0,
      inversePass: false,
      errorBuffer: settings.errorBuffer,
      pruning: Math.min(MOST_PRUNING, PRUNING_FACTOR * pruning),
    },
    spread: { sd: 1, range: 0 },
    passes: threshold.passes,
    shoulder: settings.span + settings.errorBuffer,
  });
  // What is small beside the values, which span about two units, is no anomaly.
  const isVisible = (slot: Slot) =>
    isCovered(reconstruction.coverage[slot], layout) && smoothed[slot] > threshold.relativeGuard;
  const sequences = mergeNear(found.sequences, positions, mergeWithin)
    .map(({ start, end, score }): Sequence => ({ first: slots[start], last: slots[end], score }))
    .filter((one) => slotsIn(slots, one).some(isVisible));
  const agreed = withoutRecurring(aboveElsewhere(sequences, agreement, judged), series);
  const further = agreed.filter((one) => !judged.verdict.sequences.some((other) => overlaps(one, other)));
  return { agreed, further, least: found.threshold[0] ?? Infinity };
}

/** The sequences whose agreement is clearly higher than any elsewhere. */
function aboveElsewhere(
  sequences: readonly Sequence[],
  agreement: Float64Array,
  { slots, verdict }: Pick<JudgedResiduals, 'slots' | 'verdict'>
): readonly Sequence[] {
  const isNear = nearTo([...sequences, ...verdict.sequences], agreement.length, MARGIN);
  const elsewhere = greatestOf(agreement, slots, (slot) => isNear[slot] === 0);
  const stands = (slot: Slot) => agreement[slot] >= LEAST_STANDOUT * elsewhere;
  return sequences.filter((one) => slotsIn(slots, one).some(stands));
}

function withoutRecurring(
  sequences: readonly Sequence[],
  { judged, grid, values, layout, reconstruction }: Judged
): readonly Sequence[] {
  if (sequences.length === 0) {
    return sequences;
  }
  const bounded = boundIntervals(sequences, judged, grid, layout.size);
  const recurring = recurrences(bounded, judged.slots, grid, values, reconstruction.values, layout.size);
  return sequences.filter((one) => !recurring.some((run) => overlaps(run, one)));
}

/** The verdict on the error, with the agreed sequences that it does not hold. */
export function withAgreed(judged: JudgedResiduals, { further }: Pick<Agreement, 'further'>): JudgedResiduals {
  const { verdict } = judged;
  const sequences = [...verdict.sequences, ...further].sort((a, b) => a.first - b.first);
  return further.length === 0 ? judged : { ...judged, verdict: { ...verdict, sequences } };
}
