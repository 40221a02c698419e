import type { Detection } from '../../detector/detection';
import { t } from '../../shared/i18n';
import { sayMark } from '../labels/drawnLabels';
import type { Mark } from '../labels/label';
import type { Marks } from '../labels/useLabels';

/** More marks than this are counted, not named. */
const NAMED = 5;

/**
 * Which marks took part in these verdicts, which ones hold data and made no difference to any of them, and what is wrong
 * with others: one sentence each, for the status.
 */
export function taughtNotes(
  { marks, notes }: Pick<Marks, 'marks' | 'notes'>,
  detections: ReadonlyArray<Detection | null>
): string[] {
  const idsOf = (part: 'usedLabels' | 'unusedLabels') =>
    new Set(detections.flatMap((detection) => detection?.[part] ?? []));
  const [used, unused] = [idsOf('usedLabels'), idsOf('unusedLabels')];
  // A recurring window has one id for all the times it comes.
  const each = [...new Map(marks.map((mark) => [mark.id, mark])).values()];
  const active = said(each.filter(({ id }) => used.has(id)));
  const inactive = said(each.filter(({ id }) => unused.has(id) && !used.has(id)));
  return [
    ...(active.count > 0
      ? [
          t('marks.taught', 'Taught by {{count}} marks: {{marks}}', {
            defaultValue_one: 'Taught by {{count}} mark: {{marks}}',
            count: active.count,
            marks: active.names,
          }),
        ]
      : []),
    ...(inactive.count > 0
      ? [
          t('marks.idle', '{{count}} marks made no difference here: {{marks}}', {
            defaultValue_one: '{{count}} mark made no difference here: {{marks}}',
            count: inactive.count,
            marks: inactive.names,
          }),
        ]
      : []),
    ...notes,
  ];
}

function said(marks: readonly Mark[]): { count: number; names: string } {
  const named = marks.slice(0, NAMED).map(sayMark).join('; ');
  return {
    count: marks.length,
    names: marks.length > NAMED ? t('marks.and-more', '{{marks}} …', { marks: named }) : named,
  };
}
