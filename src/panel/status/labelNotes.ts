import type { Detection } from '../../detector/detection';
import { t } from '../../shared/i18n';
import { describeLabel } from '../labels/drawnLabels';
import type { Label } from '../labels/label';
import type { PanelLabels } from '../labels/useLabels';

/** Labels beyond this number are counted, not named. */
const NAMED = 5;

/** Lists the labels that these verdicts used, the labels that made no difference, and problems: one sentence each. */
export function labelNotes(
  { labels, notes }: Pick<PanelLabels, 'labels' | 'notes'>,
  detections: ReadonlyArray<Detection | null>
): string[] {
  const idsOf = (part: 'usedLabels' | 'unusedLabels') =>
    new Set(detections.flatMap((detection) => detection?.[part] ?? []));
  const [used, unused] = [idsOf('usedLabels'), idsOf('unusedLabels')];
  // All occurrences of a recurring window share an id.
  const each = [...new Map(labels.map((label) => [label.id, label])).values()];
  const active = each.filter(({ id }) => used.has(id));
  const inactive = each.filter(({ id }) => unused.has(id) && !used.has(id));
  const taught = t('marks.taught', '{{count}} labels used: {{marks}}', {
    defaultValue_one: '{{count}} label used: {{marks}}',
    count: active.length,
    marks: namesOf(active),
  });
  const idle = t('marks.idle', '{{count}} labels made no difference here: {{marks}}', {
    defaultValue_one: '{{count}} label made no difference here: {{marks}}',
    count: inactive.length,
    marks: namesOf(inactive),
  });
  return [...(active.length > 0 ? [taught] : []), ...(inactive.length > 0 ? [idle] : []), ...notes];
}

function namesOf(labels: readonly Label[]): string {
  const named = labels.slice(0, NAMED).map(describeLabel).join('; ');
  return labels.length > NAMED ? t('marks.and-more', '{{marks}} …', { marks: named }) : named;
}
