import type uPlot from 'uplot';
import { type DataFrame, FieldType, type GrafanaTheme2, colorManipulator } from '@grafana/data';
import { DEFAULT_ANNOTATION_COLOR } from '@grafana/ui';
import type { Interval } from '../../detector/interval';
import { drawClipped } from './clip';

/** An annotation or an alert's change of state, as Grafana passes it to a panel with its data. */
export interface ChartAnnotation extends Interval {
  readonly id: string;
  /** A CSS colour. */
  readonly color: string;
  readonly title: string;
  /** Plain text. */
  readonly text: string;
  readonly tags: readonly string[];
}

const LINE_WIDTH = 2;
const LINE_DASH = [5, 5];
const REGION_OPACITY = 0.1;

/** Reads the annotations, without exemplars and xy marks, which the time series panel draws in other ways. */
export function readAnnotations(frames: readonly DataFrame[] | undefined, theme: GrafanaTheme2): ChartAnnotation[] {
  return (frames ?? [])
    .filter(({ name, fields }) => name !== 'exemplar' && name !== 'xymark' && fields.some(isTime))
    .flatMap((frame, index) => rowsOf(frame, index, theme));
}

/** Draws dashed lines at both ends of each annotation and a tint between, as the time series panel does. */
export function drawAnnotations(plot: uPlot, annotations: readonly ChartAnnotation[]): void {
  const { ctx, bbox } = plot;
  drawClipped(ctx, bbox, () => {
    ctx.lineWidth = LINE_WIDTH;
    ctx.setLineDash(LINE_DASH);
    for (const { from, to, color } of annotations) {
      const start = plot.valToPos(from, 'x', true);
      const end = plot.valToPos(to, 'x', true);
      ctx.strokeStyle = color;
      for (const x of to > from ? [start, end] : [start]) {
        ctx.beginPath();
        ctx.moveTo(x, bbox.top);
        ctx.lineTo(x, bbox.top + bbox.height);
        ctx.stroke();
      }
      if (to > from) {
        ctx.fillStyle = colorManipulator.alpha(color, REGION_OPACITY);
        ctx.fillRect(start, bbox.top, end - start, bbox.height);
      }
    }
  });
}

function isTime({ type }: { readonly type: FieldType }): boolean {
  return type === FieldType.time;
}

function rowsOf(frame: DataFrame, index: number, theme: GrafanaTheme2): ChartAnnotation[] {
  const column = (name: string) => frame.fields.find((field) => field.name === name)?.values ?? [];
  const [times, ends, ids, colors] = ['time', 'timeEnd', 'id', 'color'].map(column);
  const [titles, states, texts, tags] = ['title', 'newState', 'text', 'tags'].map(column);
  return Array.from({ length: frame.length }, (_, row) => {
    const from = Number(times[row] ?? NaN);
    const found: unknown = tags[row];
    return {
      id: String(ids[row] ?? `${index}:${row}`),
      from,
      to: Number(ends[row] ?? 0) || from,
      color: colorManipulator.asHexString(
        theme.visualization.getColorByName(String(colors[row] || DEFAULT_ANNOTATION_COLOR))
      ),
      title: plainText([states[row], titles[row]].filter(Boolean).join(' ')),
      text: plainText(String(texts[row] ?? '')),
      tags: Array.isArray(found) ? found.map(String) : [],
    };
  }).filter(({ from }) => Number.isFinite(from));
}

/** Extracts the text of an annotation, which may be HTML, without running any of it. */
function plainText(text: string): string {
  return /[<&]/.test(text)
    ? (new DOMParser().parseFromString(text.replace(/<br\s*\/?>/gi, '\n'), 'text/html').body.textContent ?? '')
    : text;
}
