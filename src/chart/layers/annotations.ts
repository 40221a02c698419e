import type uPlot from 'uplot';
import { type DataFrame, FieldType, type GrafanaTheme2, colorManipulator } from '@grafana/data';
import { DEFAULT_ANNOTATION_COLOR } from '@grafana/ui';

/** An annotation or a change of an alert's state, as Grafana hands it to a panel beside its data. */
export interface ChartAnnotation {
  readonly id: string;
  /** Epoch milliseconds; the same for a point in time. */
  readonly from: number;
  readonly to: number;
  /** A colour of CSS, whatever the annotation was given for one. */
  readonly color: string;
  readonly title: string;
  /** Plain text. */
  readonly text: string;
  readonly tags: readonly string[];
}

const LINE_WIDTH = 2;
const LINE_DASH = [5, 5];
const REGION_OPACITY = 0.1;

/** Every annotation of the frames but exemplars and marks with two axes, which the time series panel draws in other ways. */
export function readAnnotations(frames: readonly DataFrame[] | undefined, theme: GrafanaTheme2): ChartAnnotation[] {
  return (frames ?? [])
    .filter(({ name, fields }) => name !== 'exemplar' && name !== 'xymark' && fields.some(isTime))
    .flatMap((frame, index) => rowsOf(frame, index, theme));
}

/** Dashed lines where they begin and end, and their colour thinly between, as the time series panel draws them. */
export function drawAnnotations(plot: uPlot, annotations: readonly ChartAnnotation[]): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
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
  ctx.restore();
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

/** An annotation's text may be HTML; what it says is shown, and nothing of it is run. */
function plainText(text: string): string {
  return /[<&]/.test(text)
    ? (new DOMParser().parseFromString(text.replace(/<br\s*\/?>/gi, '\n'), 'text/html').body.textContent ?? '')
    : text;
}
