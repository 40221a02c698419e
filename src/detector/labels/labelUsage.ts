import type { Detection } from '../detection';
import { type Lessons, type MarkedRun, type SlotRun, windowsOf } from './labelMask';
import type { Reconstruction } from '../reconstruct/reconstruct';
import type { JudgedResiduals } from '../threshold/threshold';
import type { WindowLayout } from '../grid/windows';

/** What a verdict came from, as far as marks may have had a part in it. */
interface Sources {
  readonly lessons: Pick<Lessons, 'goodExamples' | 'falseAlarms' | 'kept' | 'takenFor'> | null;
  readonly layout: WindowLayout;
  readonly reconstruction: Pick<Reconstruction, 'recollection'>;
  readonly judged: Pick<JudgedResiduals, 'verdict' | 'slots'>;
  readonly quieted: readonly MarkedRun[];
}

/**
 * Which named stretches of the teaching took part in a verdict: a value was left out for one, a window of it was kept in
 * memory, it quieted something, or it lies over something that passed the threshold. One that holds judged points and did
 * nothing of it is idle. Stretches with nothing between them are one mark, and share in what it does.
 */
export function partsTaken({
  lessons,
  layout,
  reconstruction: { recollection },
  judged: { verdict, slots },
  quieted,
}: Sources): Pick<Detection, 'taught' | 'idle'> {
  if (!lessons) {
    return { taught: [] };
  }
  const reportable = verdict.sequences
    .map(({ start, end }): SlotRun => ({ first: slots[start], last: slots[end] }))
    .filter((run) => !quieted.some(({ first }) => first === run.first));
  const isRemembered = (run: MarkedRun) =>
    recollection !== null && windowsOf(layout, [run]).some((shown, w) => shown === 1 && lessons.kept[w] === 1);
  const marked = [...lessons.goodExamples, ...lessons.falseAlarms];
  const active = marked.filter((run) => isRemembered(run) || reportable.some((one) => overlap(one, run)));
  const taught = new Set([...lessons.takenFor, ...namesOf(active), ...namesOf(quieted)]);
  const idle = new Set(namesOf(marked).filter((id) => !taught.has(id)));
  return { taught: [...taught], ...(idle.size > 0 && { idle: [...idle] }) };
}

function namesOf(runs: readonly MarkedRun[]): string[] {
  return runs.flatMap(({ ids }) => ids);
}

function overlap(a: SlotRun, b: SlotRun): boolean {
  return a.first <= b.last && b.first <= a.last;
}
