import type { Grid } from '../grid/grid';
import type { ScoredRun } from '../threshold/runs';
import type { JudgedResiduals } from '../threshold/threshold';
import { Beside, type LabelMask, type LabelledRun, type SlotRun } from './labelMask';
import { templateMatcher } from './templateMatch';

/** A verdict after labels were applied. */
interface SuppressedVerdict {
  readonly sequences: readonly ScoredRun[];
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
 * @param guard factors of the threshold that errors must reach, one per judged slot; default {@link edgeGuard}
 */
export function suppress(
  judged: JudgedResiduals,
  mask: Pick<LabelMask, 'normal' | 'falseAlarms' | 'besideExcluded'> | null,
  grid: Grid,
  values: Float64Array,
  reconstruction: Float64Array,
  guard?: Float64Array
): SuppressedVerdict {
  const { verdict, slots } = judged;
  if (mask === null) {
    return { sequences: verdict.sequences, suppressed: [] };
  }
  const { normal, falseAlarms, besideExcluded } = mask;
  const least = guard ?? edgeGuard(judged, besideExcluded);
  const matchTemplate = templateMatcher(falseAlarms, judged, grid, values, reconstruction);
  const silent = suppressedSlots({ normal, falseAlarms });
  const suppressed: LabelledRun[] = [];
  const sequences: ScoredRun[] = [];
  for (const sequence of verdict.sequences) {
    const run = { first: slots[sequence.start], last: slots[sequence.end] };
    const label = ownLabel(run, falseAlarms) ?? matchTemplate(run);
    if (label) {
      suppressed.push({ ...run, ids: label.ids });
    } else {
      sequences.push(...unsuppressedParts(sequence, judged, silent, besideExcluded, least));
    }
  }
  return { sequences, suppressed };
}

/** 1 for a slot where nothing may be reported, because it is labelled or matches a false alarm. */
export function suppressedSlots(
  { normal, falseAlarms }: Pick<LabelMask, 'normal' | 'falseAlarms'>,
  suppressed: readonly SlotRun[] = []
): Uint8Array {
  const silent = normal.slice();
  [...falseAlarms, ...suppressed].forEach(({ first, last }) => silent.fill(1, first, last + 1));
  return silent;
}

/** The label that covers at least half of a run. */
function ownLabel({ first, last }: SlotRun, labels: readonly LabelledRun[]): LabelledRun | null {
  const shared = (label: LabelledRun) => Math.min(last, label.last) - Math.max(first, label.first) + 1;
  return labels.find((label) => shared(label) >= (last - first + 1) / 2) ?? null;
}

/**
 * Cuts a sequence at silent slots and at excluded time. A piece stays if one of its errors reaches the threshold times its
 * factor in `least`. A sequence without silent slots and without raised factors stays as it is.
 */
function unsuppressedParts(
  sequence: ScoredRun,
  { verdict, slots, smoothed }: JudgedResiduals,
  silent: Uint8Array,
  beside: Uint8Array,
  least: Float64Array
): ScoredRun[] {
  const { start, end, score } = sequence;
  if (
    !slots.subarray(start, end + 1).some((slot) => silent[slot]) &&
    !least.subarray(start, end + 1).some((times) => times > 1)
  ) {
    return [sequence];
  }
  const isCutAfter = (i: number) =>
    silent[slots[i + 1]] === 1 || (beside[slots[i]] === Beside.before && beside[slots[i + 1]] === Beside.after);
  const passes = (i: number) => smoothed[slots[i]] >= verdict.threshold[i] * least[i];
  const pieces: ScoredRun[] = [];
  for (let i = start; i <= end; i++) {
    if (silent[slots[i]]) {
      continue;
    }
    const first = i;
    let isOver = passes(i);
    while (i < end && !isCutAfter(i)) {
      i++;
      isOver ||= passes(i);
    }
    if (isOver && i > first) {
      pieces.push({ start: first, end: i, score });
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
 * @returns one factor per judged slot; 1 if the slot does not lie beside excluded time
 */
export function edgeGuard(
  { verdict, slots, smoothed }: Pick<JudgedResiduals, 'verdict' | 'slots' | 'smoothed'>,
  beside: Uint8Array
): Float64Array {
  const least = new Float64Array(slots.length).fill(1);
  const inTime = Array.from(slots.keys());
  // Each pass moves away from excluded time, so that it has seen all errors in between.
  for (const [way, order] of [[Beside.after, inTime] as const, [Beside.before, inTime.slice().reverse()] as const]) {
    let lowest = Infinity;
    for (const i of order) {
      if (beside[slots[i]] !== way) {
        lowest = Infinity;
        continue;
      }
      const error = smoothed[slots[i]];
      const share = error === 0 ? 0 : error / verdict.threshold[i];
      lowest = Math.min(lowest, share);
      least[i] = lowest < FALLS_TO * share ? LEAST_APART : LEAST_FROM_EDGE;
    }
  }
  return least;
}
