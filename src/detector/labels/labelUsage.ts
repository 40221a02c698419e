import type { Detection } from '../detection';
import { type LabelMask, type MarkedRun, type SlotRun, windowsOf } from './labelMask';
import type { Reconstruction } from '../reconstruct/reconstruct';
import type { JudgedResiduals } from '../threshold/threshold';
import type { WindowLayout } from '../grid/windows';

/** What a verdict came from, as far as marks may have had a part in it. */
interface Sources {
  readonly labels: Pick<LabelMask, 'goodExamples' | 'falseAlarms' | 'kept' | 'excludedBy'> | null;
  readonly layout: WindowLayout;
  readonly reconstruction: Pick<Reconstruction, 'neighbours'>;
  readonly judged: Pick<JudgedResiduals, 'verdict' | 'slots'>;
  readonly suppressed: readonly MarkedRun[];
}

/**
 * Which named stretches of the teaching took part in a verdict: a value was left out for one, a window of it was kept in
 * memory, it quieted something, or it lies over something that passed the threshold. One that holds judged points and did
 * nothing of it is idle. Stretches with nothing between them are one mark, and share in what it does.
 */
export function labelUsage({
  labels,
  layout,
  reconstruction: { neighbours },
  judged: { verdict, slots },
  suppressed,
}: Sources): Pick<Detection, 'usedLabels' | 'unusedLabels'> {
  if (!labels) {
    return { usedLabels: [] };
  }
  const reportable = verdict.sequences
    .map(({ start, end }): SlotRun => ({ first: slots[start], last: slots[end] }))
    .filter((run) => !suppressed.some(({ first }) => first === run.first));
  const isRemembered = (run: MarkedRun) =>
    neighbours !== null && windowsOf(layout, [run]).some((shown, w) => shown === 1 && labels.kept[w] === 1);
  const marked = [...labels.goodExamples, ...labels.falseAlarms];
  const active = marked.filter((run) => isRemembered(run) || reportable.some((one) => overlap(one, run)));
  const usedLabels = new Set([...labels.excludedBy, ...namesOf(active), ...namesOf(suppressed)]);
  const unusedLabels = new Set(namesOf(marked).filter((id) => !usedLabels.has(id)));
  return { usedLabels: [...usedLabels], ...(unusedLabels.size > 0 && { unusedLabels: [...unusedLabels] }) };
}

function namesOf(runs: readonly MarkedRun[]): string[] {
  return runs.flatMap(({ ids }) => ids);
}

function overlap(a: SlotRun, b: SlotRun): boolean {
  return a.first <= b.last && b.first <= a.last;
}
