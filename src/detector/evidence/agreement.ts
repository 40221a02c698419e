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

/** A judged series, and how it was reconstructed. */
interface Judged {
  /** The verdict on the error. */
  readonly judged: JudgedResiduals;
  readonly grid: Grid;
  /** Scaled values, one per slot. */
  readonly values: Float64Array;
  readonly layout: WindowLayout;
  readonly reconstruction: Pick<Reconstruction, 'values' | 'coverage'>;
}

/**
 * Finds what the reconstruction error alone does not carry over its threshold, but error and distance together do. The search
 * is that of the error: the dynamic threshold, in passes, with pruning. Each alone gives many false alarms; that they agree
 * is rare. What recurs is not anomalous, and where fewer windows overlap the error alone decides.
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
  const isVisible = (slot: Slot) =>
    isCovered(reconstruction.coverage[slot], layout) && smoothed[slot] > threshold.relativeGuard;
  const sequences = mergeNear(found.sequences, positions, mergeWithin)
    .map(({ start, end, score }): Sequence => ({ first: slots[start], last: slots[end], score }))
    .filter((one) => slotsIn(slots, one).some(isVisible));
  return { agreed: withoutRecurring(sequences, series), least: found.threshold[0] ?? Infinity };
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
export function withAgreed(judged: JudgedResiduals, { agreed }: Agreement): JudgedResiduals {
  const { verdict } = judged;
  const further = agreed.filter((one) => !verdict.sequences.some((other) => overlaps(one, other)));
  const sequences = [...verdict.sequences, ...further].sort((a, b) => a.first - b.first);
  return further.length === 0 ? judged : { ...judged, verdict: { ...verdict, sequences } };
}
