import type { Grid } from '../grid/grid';
import type { LabelMask, MarkedRun, SlotRun } from './labelMask';
import { Beside } from './excluded';
import { edgeGuard } from './edgeGuard';
import { templateMatcher } from './templateMatch';
import type { JudgedResiduals } from '../threshold/threshold';
import type { ScoredRun } from '../threshold/verdict';

/** What is left to report once marks have had their say. */
export interface SuppressedVerdict {
  readonly sequences: readonly ScoredRun[];
  /** Runs of slots that a marked false alarm kept from being reported, and whose it was. */
  readonly suppressed: readonly MarkedRun[];
}

/**
 * Takes out of a verdict what people called normal, what is like a marked false alarm, and what passes the threshold only
 * beside time that was left out, where the reconstruction is worse, and by too little there. It only takes away.
 *
 * @param values scaled, one a slot
 * @param reconstruction scaled, one a slot
 * @param mask null if there are no labels
 * @param guard times the threshold that an error must reach, one for each judged slot; for measuring other rules
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
  const likestMark = templateMatcher(falseAlarms, judged, grid, values, reconstruction);
  const silent = suppressedSlots({ normal, falseAlarms });
  const suppressed: MarkedRun[] = [];
  const sequences: ScoredRun[] = [];
  for (const sequence of verdict.sequences) {
    const run = { first: slots[sequence.start], last: slots[sequence.end] };
    const mark = ownMark(run, falseAlarms) ?? likestMark(run);
    if (mark) {
      suppressed.push({ ...run, ids: mark.ids });
    } else {
      sequences.push(...audible(sequence, judged, silent, besideExcluded, least));
    }
  }
  return { sequences, suppressed };
}

/** 1 for slots where nothing may be reported: what people marked, and what is like it. */
export function suppressedSlots(
  { normal, falseAlarms }: Pick<LabelMask, 'normal' | 'falseAlarms'>,
  suppressed: readonly SlotRun[] = []
): Uint8Array {
  const silent = normal.slice();
  [...falseAlarms, ...suppressed].forEach(({ first, last }) => silent.fill(1, first, last + 1));
  return silent;
}

/** The mark that covers most of a run. */
function ownMark({ first, last }: SlotRun, marks: readonly MarkedRun[]): MarkedRun | null {
  const shared = (mark: MarkedRun) => Math.min(last, mark.last) - Math.max(first, mark.first) + 1;
  return marks.find((mark) => shared(mark) >= (last - first + 1) / 2) ?? null;
}

/**
 * A sequence cut where slots are silent and where time was left out, so that what lies on one side speaks for that alone;
 * a piece stays if some of its errors reach as many times the threshold as they must. One that meets neither silence nor
 * doubt stays as it is.
 */
function audible(
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
