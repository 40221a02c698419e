import type { Lessons, MarkedRun } from './lessons';
import type { JudgedResiduals } from './threshold';
import type { ScoredRun } from './verdict';

/** A verdict in which what people called normal is silent. */
export interface QuietVerdict {
  readonly judged: JudgedResiduals;
  /** What is left to report. */
  readonly sequences: readonly ScoredRun[];
  /** Runs of slots that were kept from being reported, and by which mark. */
  readonly quieted: readonly MarkedRun[];
}

export function unquieted(judged: JudgedResiduals): QuietVerdict {
  return { judged, sequences: judged.verdict.sequences, quieted: [] };
}

/** Each search may uncover what the last one's alarms had hidden; more than this is not waited for. */
const MOST_ROUNDS = 4;

/**
 * Judges, sets aside what marked false alarms account for, and judges again without it, until nothing more is set aside:
 * what is known to be normal must neither be reported nor raise the threshold for the rest.
 *
 * @param judge the verdict when some slots (1) are to count for no more than ordinary ones
 * @param falseAlarmOf the mark that a run of slots is like, null for none
 */
export function quietFalseAlarms(
  judge: (calmed: Uint8Array) => JudgedResiduals,
  { normal, falseAlarms }: Pick<Lessons, 'normal' | 'falseAlarms'>,
  falseAlarmOf: (first: number, last: number, judged: JudgedResiduals) => MarkedRun | null
): QuietVerdict {
  const calmed = normal.slice();
  const quieted: MarkedRun[] = [];
  let judged = judge(calmed);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const found = judged.verdict.sequences.flatMap(({ start, end }) => {
      const [first, last] = [judged.slots[start], judged.slots[end]];
      const mark = ownMark(first, last, falseAlarms) ?? falseAlarmOf(first, last, judged);
      return mark ? [{ first, last, id: mark.id }] : [];
    });
    if (round === 0) {
      falseAlarms.forEach(({ first, last }) => calmed.fill(1, first, last + 1));
    }
    found.forEach(({ first, last }) => calmed.fill(1, first, last + 1));
    quieted.push(...found);
    if (found.length === 0 && (round > 0 || falseAlarms.length === 0)) {
      break;
    }
    judged = judge(calmed);
  }
  return { judged, sequences: audible(judged, calmed), quieted };
}

/** The mark that covers most of a run. */
function ownMark(first: number, last: number, marks: readonly MarkedRun[]): MarkedRun | null {
  const shared = (mark: MarkedRun) => Math.min(last, mark.last) - Math.max(first, mark.first) + 1;
  return marks.find((mark) => shared(mark) >= (last - first + 1) / 2) ?? null;
}

/** Sequences cut where slots are silent; a piece stays if its own errors pass the threshold. */
function audible({ verdict, slots, smoothed }: JudgedResiduals, silent: Uint8Array): ScoredRun[] {
  const passes = (i: number) => smoothed[slots[i]] >= verdict.threshold[i];
  return verdict.sequences.flatMap(({ start, end, score }) => {
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
  });
}
