import type { PointNote } from '../../chart/plot/actions';
import type { PointReadout } from '../../chart/tooltip/pointReadout';
import { type ChartLabel, LABEL_ICONS, type Zone } from '../../chart/layers/zones';
import { holds } from '../../detector/interval';
import { t } from '../../shared/i18n';
import { type Label, kindName } from './label';

export interface DrawnLabels {
  readonly labels: readonly ChartLabel[];
  readonly zones: readonly Zone[];
}

/** Labels from annotations get an icon. Recurring windows and annotations with other tags are only hatched. */
export function drawnLabels(labels: readonly Label[], names: readonly string[]): DrawnLabels {
  const shown = labels.flatMap((label) => {
    const series = label.series === null ? null : names.indexOf(label.series);
    return series === -1 ? [] : [{ label, series }];
  });
  return {
    labels: shown
      .filter(({ label }) => label.removable)
      .map(({ label: { id, kind, from, to, ...label }, series }) => ({
        id,
        kind,
        from,
        to,
        series,
        text: describeLabel({ kind, ...label }),
      })),
    zones: shown
      .filter(({ label }) => label.kind === 'left-out')
      .map(({ label, series }) => ({
        kind: 'left-out',
        from: label.from,
        to: label.to,
        series,
        text: describeLabel(label),
      })),
  };
}

/** Describes a label: `Excluded: disk replaced`. */
export function describeLabel({ kind, text }: Pick<Label, 'kind' | 'text'>): string {
  const name = kindName(kind);
  return text === '' || text === name ? name : t('marks.said', '{{kind}}: {{text}}', { kind: name, text });
}

/** Lists the labels on a point, and the label that suppressed an anomaly there. */
export function notesOn(
  { series: { name, series, detection }, row }: PointReadout,
  labels: readonly Label[]
): PointNote[] {
  const time = series.times[row];
  const here = labels.filter((label) => (label.series === null || label.series === name) && holds(label, time));
  const suppressed = detection?.suppressed.filter((one) => holds(one, time)) ?? [];
  const alarms = suppressed
    .filter(({ id }) => !here.some((label) => label.id === id))
    .map(({ id }) => labels.find((label) => label.id === id) ?? null);
  return [
    ...here.map((label) => ({ icon: LABEL_ICONS[label.kind], text: describeLabel(label) })),
    ...alarms.map((label) => ({
      icon: LABEL_ICONS['false-alarm'],
      text: label
        ? t('marks.quieted-by', 'Suppressed because it resembles this label: {{mark}}', { mark: describeLabel(label) })
        : t('marks.quieted', 'Suppressed by a false alarm label'),
    })),
  ];
}
