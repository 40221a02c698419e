import type { AnomalousSequence } from '../detection';
import type { SideExplanation, WindowExplanation } from '../explain/explanation';
import { overlaps, type Rank, type Run, type Sequence, type Slot, type Slots } from '../grid/slot';
import type { ErrorRun } from './errorWindow';
import type { ErrorVerdict, JudgedErrorWindow } from './passes';

/** The verdict on a series. */
export interface Verdict {
  /** Runs of two observed slots and more, in order, disjoint, with gaps between them. */
  readonly sequences: readonly Sequence[];
  /** The threshold in force, one per slot; NaN if the slot was not observed. */
  readonly threshold: Float64Array;
  /** How each threshold was found. */
  readonly windows: ReadonlyArray<WindowExplanation<Run>>;
  /** The sequences that are flatlines; absent if there are none. */
  readonly flatlines?: readonly Sequence[];
}

/**
 * The same verdict in slots.
 *
 * @param observed the slots whose errors were judged
 * @param length all slots
 */
export function inSlots({ sequences, threshold, windows }: ErrorVerdict, observed: Slots, length: number): Verdict {
  return {
    sequences: sequences.map(({ start, end, score }) => ({ first: observed[start], last: observed[end], score })),
    threshold: observed.length === length ? threshold : scattered(threshold, observed, length),
    windows: windows.map((window) => windowInSlots(window, observed)),
  };
}

function scattered(values: Float64Array, observed: Slots, length: number): Float64Array {
  const bySlot = new Float64Array(length).fill(NaN);
  values.forEach((value, rank) => (bySlot[observed[rank]] = value));
  return bySlot;
}

function windowInSlots({ members, start, end, ...window }: JudgedErrorWindow, observed: Slots): WindowExplanation<Run> {
  const slotOf = (member: number): Slot => observed[members ? members[member] : start + member];
  const sideInSlots = (side: SideExplanation<ErrorRun>): SideExplanation<Run> => ({
    ...side,
    sequences: side.sequences.map(({ start: from, end: to, ...maximum }) => ({
      ...maximum,
      first: slotOf(from),
      last: slotOf(to),
    })),
  });
  const { pass, points, mean, sd, floor, high, low } = window;
  return {
    ...{ pass, points, mean, sd, floor },
    first: observed[start],
    last: observed[end as Rank],
    high: sideInSlots(high),
    low: low && sideInSlots(low),
  };
}

/**
 * The search that found a sequence, and whether its threshold was epsilon or the floor that noise sets. Of the error windows'
 * sequences that overlap it, the one with the greatest error decides.
 */
export function decidedByOf(
  run: Run,
  { windows, flatlines }: Pick<Verdict, 'windows' | 'flatlines'>
): Pick<AnomalousSequence, 'pass' | 'decidedBy'> {
  if (flatlines?.some((flatline) => overlaps(flatline, run))) {
    return { pass: 1, decidedBy: 'flatline' };
  }
  let greatest = -Infinity;
  let decidedBy: Pick<AnomalousSequence, 'pass' | 'decidedBy'> = { pass: 1, decidedBy: 'epsilon' };
  for (const { pass, floor, high } of windows) {
    for (const sequence of high.sequences) {
      if (sequence.kept && overlaps(sequence, run) && sequence.maximum > greatest) {
        greatest = sequence.maximum;
        decidedBy = { pass, decidedBy: floor > 0 && high.epsilon === floor ? 'floor' : 'epsilon' };
      }
    }
  }
  return decidedBy;
}
