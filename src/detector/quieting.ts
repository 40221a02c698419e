import type { Grid } from './grid';
import type { Lessons, MarkedRun, SlotRun } from './lessons';
import { explainedShare, noiseVariance } from './likeness';
import { gather } from './gather';
import type { JudgedResiduals } from './threshold';
import type { ScoredRun } from './verdict';

/** A run is like a mark when the mark's residual explains this share of its own (docs/detector.md, "Teaching"). */
const LEAST_LIKENESS = 0.65;
/** Slots beside a run and a mark that are compared too: errors begin before the threshold is passed. */
const MARGIN = 5;
/** Longer runs and marks are compared with nothing: it would take long, and what lasts is a regime and no alarm. */
const LONGEST = 512;

/** What is left to report once marks have had their say. */
export interface QuietedVerdict {
  readonly sequences: readonly ScoredRun[];
  /** Runs of slots that a marked false alarm kept from being reported, and which one. */
  readonly quieted: readonly MarkedRun[];
}

/**
 * Takes out of a verdict what people called normal, what is like a marked false alarm, and what passes the threshold only
 * beside time that was left out, where the reconstruction is worse. It only takes away.
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
  const residuals = values.map((value, slot) => (grid.observed[slot] ? value - reconstruction[slot] : 0));
  const noise = noiseVariance(gather(residuals, slots));
  const silent = normal.slice();
  falseAlarms.forEach(({ first, last }) => silent.fill(1, first, last + 1));
  const quieted: MarkedRun[] = [];
  const sequences: ScoredRun[] = [];
  for (const sequence of verdict.sequences) {
    const run = { first: slots[sequence.start], last: slots[sequence.end] };
    const mark = ownMark(run, falseAlarms) ?? likestMark(run, falseAlarms, grid, residuals, noise);
    if (mark) {
      quieted.push({ ...run, id: mark.id });
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

/** The mark that explains most of a run's residual; null where none explains enough. */
function likestMark(
  run: SlotRun,
  marks: readonly MarkedRun[],
  grid: Grid,
  residuals: Float64Array,
  noise: number
): MarkedRun | null {
  let likest: MarkedRun | null = null;
  let most = LEAST_LIKENESS;
  for (const mark of marks) {
    if (lengthOf(run) <= LONGEST && lengthOf(mark) <= LONGEST) {
      const share = explainedShare(around(run, grid, residuals), around(mark, grid, residuals), noise);
      if (share >= most) {
        [likest, most] = [mark, share];
      }
    }
  }
  return likest;
}

function lengthOf({ first, last }: SlotRun): number {
  return last - first + 1;
}

/** Residuals of a run and a little beside it, within its segment. */
function around({ first, last }: SlotRun, { segments }: Grid, residuals: Float64Array): Float64Array {
  const segment = segments.find(({ end }) => first < end) ?? { start: 0, end: residuals.length };
  return residuals.subarray(Math.max(segment.start, first - MARGIN), Math.min(segment.end, last + MARGIN + 1));
}

/**
 * A sequence cut where slots are silent; a piece stays if its own errors pass the threshold, and not only at slots that
 * are drawn worse than others. One that meets neither stays as it is.
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
  const passes = (i: number) => !worse[slots[i]] && smoothed[slots[i]] >= verdict.threshold[i];
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
