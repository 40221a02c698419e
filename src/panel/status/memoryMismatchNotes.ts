import { type MemoryMismatch, memoryMismatchIn } from '../../detector/detection';
import type { RememberedWindows } from '../../detector/memory/warmMemory';
import { t } from '../../shared/i18n';
import type { SeriesOutcome } from '../../worker/protocol';
import { namesText } from './namesText';

/**
 * Says which series did not use the learnt memory and why: one sentence per reason.
 *
 * @param remembered by series name
 * @param names of the panel's series
 * @param outcomes in the order of the names; empty before the verdict
 */
export function memoryMismatchNotes(
  remembered: ReadonlyMap<string, RememberedWindows>,
  names: readonly string[],
  outcomes: readonly SeriesOutcome[]
): string[] {
  if (remembered.size > 0 && names.length > 0 && !names.some((name) => remembered.has(name))) {
    return [
      t(
        'marks.memory-of-others',
        'Learnt memory: not used because it has none of these series. Show them under the names that it has: {{names}}.',
        { names: namesText([...remembered.keys()]) }
      ),
    ];
  }
  const mismatches = outcomes.map((outcome) => (outcome.status === 'failed' ? undefined : memoryMismatchIn(outcome)));
  return (['other-scale', 'other-step'] as const).flatMap((mismatch) => {
    const which = names.filter((_, index) => mismatches[index] === mismatch);
    return which.length === 0 ? [] : [mismatchText(mismatch, namesText(which))];
  });
}

function mismatchText(mismatch: MemoryMismatch, names: string): string {
  switch (mismatch) {
    case 'other-scale':
      return t(
        'marks.memory-other-scale',
        'Learnt memory: not used for {{names}}. The level or the unit of the values has changed. Learn it again, or restore the unit of the query.',
        { names }
      );
    case 'other-step':
      return t(
        'marks.memory-other-step',
        'Learnt memory: not used for {{names}}. The interval between the points has changed. Learn it again, or restore the interval of the query.',
        { names }
      );
  }
}
