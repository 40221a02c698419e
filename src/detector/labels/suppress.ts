import type { Grid } from '../grid/grid';
import { slotsIn, type Run, type Sequence, type Slot } from '../grid/slot';
import type { JudgedResiduals } from '../threshold/threshold';
import { Beside, type LabelMask, type LabelledRun } from './labelMask';
import { templateMatcher } from './templateMatch';

/** A verdict after labels were applied. */
interface SuppressedVerdict {
  readonly sequences: readonly Sequence[];
  /** Runs of slots that a false alarm suppresses, with its ids. */
  readonly suppressed: readonly LabelledRun[];
}

/**
 * Removes from a verdict the slots that are labelled normal, the sequences that match a false alarm, and the errors beside
 * excluded time that pass the threshold by too little. It adds nothing.
 *
 * @param mask null if there are no labels
 * @param values scaled, one per slot
 * @param reconstruction scaled, one per slot
 * @param guard factors of the threshold that errors must reach, one per slot; default {@link edgeGuard}
 */
export function suppress(
  judged: JudgedResiduals,
  mask: Pick<LabelMask, 'normal' | 'falseAlarms' | 'besideExcluded'> | null,
  grid: Grid,
  values: Float64Array,
  reconstruction: Float64Array,
  guard?: Float64Array
): SuppressedVerdict {
  const { verdict } = judged;
  if (mask === null) {
    return { sequences: verdict.sequences, suppressed: [] };
  }
  const { normal, falseAlarms, besideExcluded } = mask;
  const least = guard ?? edgeGuard(judged, besideExcluded);
  const matchTemplate = templateMatcher(falseAlarms, judged, grid, values, reconstruction);
  const unreportable = suppressedSlots({ normal, falseAlarms });
  const suppressed: LabelledRun[] = [];
  const sequences: Sequence[] = [];
  for (const sequence of verdict.sequences) {
    const label = ownLabel(sequence, falseAlarms) ?? matchTemplate(sequence);
    if (label) {
      suppressed.push({ first: sequence.first, last: sequence.last, ids: label.ids });
    } else {
      sequences.push(...unsuppressedParts(sequence, judged, unreportable, besideExcluded, least));
    }
  }
  return { sequences, suppressed };
}

/** 1 for a slot where nothing may be reported, because it is labelled or matches a false alarm. */
export function suppressedSlots(
  { normal, falseAlarms }: Pick<LabelMask, 'normal' | 'falseAlarms'>,
  suppressed: readonly Run[] = []
): Uint8Array {
  const unreportable = normal.slice();
  [...falseAlarms, ...suppressed].forEach(({ first, last }) => unreportable.fill(1, first, last + 1));
  return unreportable;
}

/** The label that covers at least half of a run. */
function ownLabel({ first, last }: Run, labels: readonly LabelledRun[]): LabelledRun | null {
  const shared = (label: LabelledRun) => Math.min(last, label.last) - Math.max(first, label.first) + 1;
  return labels.find((label) => shared(label) >= (last - first + 1) / 2) ?? null;
}

/**
 * Cuts a sequence at unreportable slots and at excluded time. A piece stays if one of its errors reaches the threshold times its
 * factor in `least`. A sequence without unreportable slots and without raised factors stays as it is.
 */
function unsuppressedParts(
  sequence: Sequence,
  { verdict, slots, smoothed }: JudgedResiduals,
  unreportable: Uint8Array,
  beside: Uint8Array,
  least: Float64Array
): Sequence[] {
  const within = slotsIn(slots, sequence);
  if (!within.some((slot) => unreportable[slot] === 1 || least[slot] > 1)) {
    return [sequence];
  }
  const isCutAfter = (i: number) =>
    unreportable[within[i + 1]] === 1 ||
    (beside[within[i]] === Beside.before && beside[within[i + 1]] === Beside.after);
  const passes = (slot: Slot) => smoothed[slot] >= verdict.threshold[slot] * least[slot];
  const pieces: Sequence[] = [];
  for (let i = 0; i < within.length; i++) {
    if (unreportable[within[i]]) {
      continue;
    }
    const from = i;
    let isReached = passes(within[i]);
    while (i + 1 < within.length && !isCutAfter(i)) {
      i++;
      isReached ||= passes(within[i]);
    }
    if (isReached && i > from) {
      pieces.push({ first: within[from], last: within[i], score: sequence.score });
    }
  }
  return pieces;
}

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
 * @returns one factor per slot; 1 if the slot does not lie beside excluded time
 */
export function edgeGuard(
  { verdict, slots, smoothed }: Pick<JudgedResiduals, 'verdict' | 'slots' | 'smoothed'>,
  beside: Uint8Array
): Float64Array {
  const least = new Float64Array(beside.length).fill(1);
  // Each pass moves away from excluded time, so that it has seen all errors in between.
  for (const [way, order] of [[Beside.after, slots] as const, [Beside.before, slots.slice().reverse()] as const]) {
    let lowest = Infinity;
    for (const slot of order) {
      if (beside[slot] !== way) {
        lowest = Infinity;
        continue;
      }
      const error = smoothed[slot];
      const share = error === 0 ? 0 : error / verdict.threshold[slot];
      lowest = Math.min(lowest, share);
      least[slot] = lowest < FALLS_TO * share ? LEAST_APART : LEAST_FROM_EDGE;
    }
  }
  return least;
}
