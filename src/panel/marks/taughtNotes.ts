import type { Detection } from '../../detector/detection';
import { t } from '../../i18n';
import { sayMark } from './drawnMarks';
import type { Marks } from './useMarks';

/** More marks than this are counted, not named. */
const NAMED = 5;

/** Which marks met data that these verdicts are about, and what is wrong with others: one sentence each, for the status. */
export function taughtNotes(
  { marks, notes }: Pick<Marks, 'marks' | 'notes'>,
  detections: ReadonlyArray<Detection | null>
): string[] {
  const ids = new Set(detections.flatMap((detection) => detection?.taught ?? []));
  // A recurring window has one id for all the times it comes.
  const taught = [...new Map(marks.filter(({ id }) => ids.has(id)).map((mark) => [mark.id, mark])).values()];
  if (taught.length === 0) {
    return [...notes];
  }
  const named = taught.slice(0, NAMED).map(sayMark).join('; ');
  return [
    t('marks.taught', 'Taught by {{count}} marks: {{marks}}', {
      defaultValue_one: 'Taught by {{count}} mark: {{marks}}',
      count: taught.length,
      marks: taught.length > NAMED ? t('marks.and-more', '{{marks}} …', { marks: named }) : named,
    }),
    ...notes,
  ];
}
