import type { Detection } from '../detection';
import { overlaps } from '../grid/slot';
import type { WindowLayout } from '../grid/windows';
import type { Reconstruction } from '../reconstruct/reconstruct';
import type { JudgedResiduals } from '../threshold/threshold';
import { type LabelMask, type LabelledRun, windowsOf } from './labelMask';

/** The parts of the pipeline's state that labels act on. */
interface Sources {
  readonly labels: Pick<LabelMask, 'goodExamples' | 'falseAlarms' | 'kept' | 'excludedBy'> | null;
  readonly layout: WindowLayout;
  readonly reconstruction: Pick<Reconstruction, 'neighbours'>;
  readonly judged: Pick<JudgedResiduals, 'verdict'>;
  readonly suppressed: readonly LabelledRun[];
}

/**
 * The ids of the labels that a verdict used. A label is used if it excluded a value, kept a window in memory, suppressed a
 * sequence, or overlaps a sequence over the threshold. A label that holds judged points is unused otherwise. Labels with no
 * point between them are one run and share its use.
 */
export function labelUsage({
  labels,
  layout,
  reconstruction: { neighbours },
  judged: { verdict },
  suppressed,
}: Sources): Pick<Detection, 'usedLabels' | 'unusedLabels'> {
  if (!labels) {
    return { usedLabels: [] };
  }
  const reportable = verdict.sequences.filter((sequence) => !suppressed.some(({ first }) => first === sequence.first));
  const isRemembered = (run: LabelledRun) =>
    neighbours !== null && windowsOf(layout, [run]).some((shown, w) => shown === 1 && labels.kept[w] === 1);
  const labelled = [...labels.goodExamples, ...labels.falseAlarms];
  const active = labelled.filter((run) => isRemembered(run) || reportable.some((one) => overlaps(one, run)));
  const usedLabels = new Set([...labels.excludedBy, ...idsOf(active), ...idsOf(suppressed)]);
  const unusedLabels = new Set(idsOf(labelled).filter((id) => !usedLabels.has(id)));
  return { usedLabels: [...usedLabels], ...(unusedLabels.size > 0 && { unusedLabels: [...unusedLabels] }) };
}

function idsOf(runs: readonly LabelledRun[]): string[] {
  return runs.flatMap(({ ids }) => ids);
}
