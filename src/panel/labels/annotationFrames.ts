import type { DataFrame } from '@grafana/data';
import type { StoredAnnotation } from '../../data/annotations/annotationsApi';

/**
 * Reads the annotation frames that Grafana passes to a panel, from any data source. An annotation without an id gets
 * its times as id.
 */
export function annotationsIn(frames: readonly DataFrame[] | undefined): StoredAnnotation[] {
  return (frames ?? []).filter(({ name }) => name !== 'exemplar' && name !== 'xymark').flatMap(rowsOf);
}

function rowsOf(frame: DataFrame): StoredAnnotation[] {
  const column = (name: string) => frame.fields.find((field) => field.name === name)?.values ?? [];
  const [times, ends, ids] = [column('time'), column('timeEnd'), column('id')];
  const [tags, texts, panels, dashboards] = ['tags', 'text', 'panelId', 'dashboardUID'].map(column);
  return Array.from({ length: frame.length }, (_, row) => {
    const from = Number(times[row]);
    const to = Number(ends[row] ?? 0) || from;
    const rowTags: unknown = tags[row];
    return {
      id: String(ids[row] ?? `${from}-${to}`),
      from,
      to,
      tags: Array.isArray(rowTags) ? rowTags.map(String) : [],
      text: String(texts[row] ?? ''),
      panelId: Number(panels[row] ?? 0),
      dashboardUID: String(dashboards[row] ?? ''),
    };
  }).filter(({ from }) => Number.isFinite(from));
}
