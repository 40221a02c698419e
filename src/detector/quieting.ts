import type { Grid } from './grid';
import type { Lessons, MarkedRun, SlotRun } from './lessons';
import { comparisonWith } from './likestMark';
import type { JudgedResiduals } from './threshold';
import type { ScoredRun } from './verdict';

/** Where the series is drawn worse, errors count from so many times the threshold on: what is called high elsewhere. */
const LEAST_WHERE_WORSE = 2;

/** What is left to report once marks have had their say. */
export interface QuietedVerdict {
  readonly sequences: readonly ScoredRun[];
  /** Runs of slots that a marked false alarm kept from being reported, and whose it was. */
  readonly quieted: readonly MarkedRun[];
}

/**
 * Takes out of a verdict what people called normal, what is like a marked false alarm, and what passes the threshold only
 * beside time that was left out, where the reconstruction is worse, unless by far. It only takes away.
 *
 * @param values scaled, one a slot
 * @param reconstruction scaled, one a slot
 */
export function quiet(
  judged: JudgedResiduals,
  { normal, falseAlarms, besideLeftOut }: Pick<Lessons, 'normal' | 'falseAlarms' | 'besideLeftOut'>,
  grid: Grid,
  values: Float64Array,
  reconstruction: Float64Array
): QuietedVerdict {
  const { verdict, slots } = judged;
  const likestMark = comparisonWith(falseAlarms, judged, grid, values, reconstruction);
  const silent = normal.slice();
  falseAlarms.forEach(({ first, last }) => silent.fill(1, first, last + 1));
  const quieted: MarkedRun[] = [];
  const sequences: ScoredRun[] = [];
  for (const sequence of verdict.sequences) {
    const run = { first: slots[sequence.start], last: slots[sequence.end] };
    const mark = ownMark(run, falseAlarms) ?? likestMark(run);
    if (mark) {
      quieted.push({ ...run, ids: mark.ids });
    } else {
      sequences.push(...audible(sequence, judged, silent, besideLeftOut));
    }
  }
  return { sequences, quieted };
}

/** The mark that covers most of a run. */
function ownMark({ first, last }: SlotRun, marks: readonly MarkedRun[]): MarkedRun | null {
  const shared = (mark: MarkedRun) => Math.min(last, mark.last) - Math.max(first, mark.first) + 1;
  return marks.find((mark) => shared(mark) >= (last - first + 1) / 2) ?? null;
}

/**
 * A sequence cut where slots are silent; a piece stays if its own errors pass the threshold, at slots that are drawn
 * worse than others by {@link LEAST_WHERE_WORSE}. One that meets neither stays as it is.
 */
function audible(
  sequence: ScoredRun,
  { verdict, slots, smoothed }: JudgedResiduals,
  silent: Uint8Array,
  worse: Uint8Array
): ScoredRun[] {
  const { start, end, score } = sequence;
  if (!slots.subarray(start, end + 1).some((slot) => silent[slot] || worse[slot])) {
    return [sequence];
  }
  const passes = (i: number) => smoothed[slots[i]] >= verdict.threshold[i] * (worse[slots[i]] ? LEAST_WHERE_WORSE : 1);
  const pieces: ScoredRun[] = [];
  for (let i = start; i <= end; i++) {
    if (silent[slots[i]]) {
      continue;
    }
    const first = i;
    let isOver = passes(i);
    while (i < end && !silent[slots[i + 1]]) {
      i++;
      isOver ||= passes(i);
    }
    if (isOver && i > first) {
      pieces.push({ start: first, end: i, score });
    }
  }
  return pieces;
}
