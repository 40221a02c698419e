import { type MemoryMismatch, type Outcome, memoryMismatchIn } from '../../detector/detection';
import type { RememberedWindows } from '../../detector/memory/warmMemory';
import { t } from '../../shared/i18n';
import { namesText } from './namesText';

/**
 * For which series a learnt memory was left aside, and why: one sentence each reason.
 *
 * @param remembered what the memory holds, by name
 * @param names of the panel's series
 * @param outcomes in the order of the names; empty before they are there
 */
export function misfitNotes(
  remembered: ReadonlyMap<string, RememberedWindows>,
  names: readonly string[],
  outcomes: readonly Outcome[]
): string[] {
  if (remembered.size > 0 && names.length > 0 && !names.some((name) => remembered.has(name))) {
    return [
      t(
        'marks.memory-of-others',
        'Learnt memory: not used, for it holds none of these series. Show them under the names that it holds: {{names}}.',
        { names: namesText([...remembered.keys()]) }
      ),
    ];
  }
  const misfits = outcomes.map(memoryMismatchIn);
  return (['other-scale', 'other-step'] as const).flatMap((misfit) => {
    const which = names.filter((_, index) => misfits[index] === misfit);
    return which.length === 0 ? [] : [misfitText(misfit, namesText(which))];
  });
}

function misfitText(misfit: MemoryMismatch, names: string): string {
  switch (misfit) {
    case 'other-scale':
      return t(
        'marks.memory-other-scale',
        'Learnt memory: not used for {{names}}. The values are at another level than those that were learnt, or in another unit. Learn it anew, or give the query its former unit.',
        { names }
      );
    case 'other-step':
      return t(
        'marks.memory-other-step',
        'Learnt memory: not used for {{names}}. The points lie at other distances than those that were learnt. Learn it anew, or give the query its former interval.',
        { names }
      );
  }
}
