import { MARK_ICONS } from '../../chart/layers/markIcons';
import type { PointNote } from '../../chart/plot/actions';
import type { PointReadout } from '../../chart/tooltip/pointReadout';
import type { ChartMark, Zone } from '../../chart/layers/zones';
import { holds } from '../../detector/interval';
import { t } from '../../shared/i18n';
import { type Mark, kindName } from './label';

export interface DrawnMarks {
  readonly marks: readonly ChartMark[];
  readonly zones: readonly Zone[];
}

/** Marks from annotations get an icon. Recurring windows and annotations with other tags are only hatched. */
export function drawnMarks(marks: readonly Mark[], names: readonly string[]): DrawnMarks {
  const shown = marks.flatMap((mark) => {
    const series = mark.series === null ? null : names.indexOf(mark.series);
    return series === -1 ? [] : [{ mark, series }];
  });
  return {
    marks: shown
      .filter(({ mark }) => mark.removable)
      .map(({ mark: { id, kind, from, to, ...mark }, series }) => ({
        id,
        kind,
        from,
        to,
        series,
        text: describeMark({ kind, ...mark }),
      })),
    zones: shown
      .filter(({ mark }) => mark.kind === 'left-out')
      .map(({ mark, series }) => ({
        kind: 'left-out',
        from: mark.from,
        to: mark.to,
        series,
        text: describeMark(mark),
      })),
  };
}

/** Describes a mark: `Excluded: disk replaced`. */
export function describeMark({ kind, text }: Pick<Mark, 'kind' | 'text'>): string {
  const name = kindName(kind);
  return text === '' || text === name ? name : t('marks.said', '{{kind}}: {{text}}', { kind: name, text });
}

/** Lists the marks on a point, and the mark that suppressed an anomaly there. */
export function notesOn(
  { series: { name, series, detection }, row }: PointReadout,
  marks: readonly Mark[]
): PointNote[] {
  const time = series.times[row];
  const here = marks.filter((mark) => (mark.series === null || mark.series === name) && holds(mark, time));
  const suppressed = detection?.suppressed.filter((one) => holds(one, time)) ?? [];
  const alarms = suppressed
    .filter(({ id }) => !here.some((mark) => mark.id === id))
    .map(({ id }) => marks.find((mark) => mark.id === id) ?? null);
  return [
    ...here.map((mark) => ({ icon: MARK_ICONS[mark.kind], text: describeMark(mark) })),
    ...alarms.map((mark) => ({
      icon: MARK_ICONS['false-alarm'],
      text: mark
        ? t('marks.quieted-by', 'Suppressed because it resembles this label: {{mark}}', { mark: describeMark(mark) })
        : t('marks.quieted', 'Suppressed by a false alarm label'),
    })),
  ];
}
