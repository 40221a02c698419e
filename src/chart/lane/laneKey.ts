import type uPlot from 'uplot';
import type { GrafanaTheme2 } from '@grafana/data';
import { GAP_HEIGHT, TOP_PADDING, laneLayout } from './lanes';
import { SPACING, fillPattern } from '../layers/pattern';
import type { ZoneKind } from '../layers/zones';

/** One sample of line or pattern and what it stands for. */
export type KeyEntry =
  | { readonly text: string; readonly color: string; readonly dash: readonly number[] }
  | { readonly text: string; readonly pattern: ZoneKind };

const FONT_SIZE = 11;
const SAMPLE_WIDTH = 14;
const SAMPLE_HEIGHT = 10;
const ROW_HEIGHT = 14;
/** Of the usual distance within a pattern: enough of it must be seen in little room. */
const SAMPLE_DENSITY = 0.6;
const SAMPLE_GAP = 5;
const ENTRY_GAP = 14;

/** The share of the row between the lanes that is left to the status line, CSS pixels. */
export const STATUS_ROOM = 300;

/** Names the lines in the row between the lanes; entries that do not fit are left out, the last first. */
export function drawLaneKey(plot: uPlot, entries: readonly KeyEntry[], theme: GrafanaTheme2): void {
  const layout = laneLayout(plot.height, true);
  if (!layout.errors) {
    return;
  }
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  const gapBottom = TOP_PADDING + layout.plotHeight * (1 - layout.errors.top);
  const y = Math.round((gapBottom - GAP_HEIGHT / 2) * ratio) + 0.5;
  const room = bbox.left + bbox.width - STATUS_ROOM * ratio;

  ctx.save();
  ctx.font = `${FONT_SIZE * ratio}px ${theme.typography.fontFamily}`;
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'left';
  let x = bbox.left + 2 * ratio;
  for (const entry of entries) {
    const { text } = entry;
    const width = (SAMPLE_WIDTH + SAMPLE_GAP) * ratio + ctx.measureText(text).width;
    if (x + width > room) {
      break;
    }
    // Whatever fills the plot ends at the key, so that it can be read.
    ctx.fillStyle = theme.colors.background.primary;
    ctx.fillRect(x - 2 * ratio, y - ROW_HEIGHT * (ratio / 2), width + 4 * ratio, ROW_HEIGHT * ratio);
    if ('pattern' in entry) {
      drawSample(ctx, entry.pattern, x, y, theme);
    } else {
      ctx.strokeStyle = entry.color;
      ctx.lineWidth = 1.5 * ratio;
      ctx.setLineDash(entry.dash.map((length) => length * ratio));
      ctx.beginPath();
      ctx.moveTo(x, y);
      ctx.lineTo(x + SAMPLE_WIDTH * ratio, y);
      ctx.stroke();
    }
    ctx.fillStyle = theme.colors.text.secondary;
    ctx.fillText(text, x + (SAMPLE_WIDTH + SAMPLE_GAP) * ratio, y);
    x += width + ENTRY_GAP * ratio;
  }
  ctx.restore();
}

/** A small piece of the pattern, its middle at height `y`. */
function drawSample(ctx: CanvasRenderingContext2D, pattern: ZoneKind, x: number, y: number, theme: GrafanaTheme2) {
  const ratio = devicePixelRatio;
  const [width, height] = [SAMPLE_WIDTH * ratio, SAMPLE_HEIGHT * ratio];
  const box = { left: x, top: Math.round(y - height / 2), width, height };
  ctx.save();
  ctx.beginPath();
  ctx.rect(box.left, box.top, width, height);
  ctx.clip();
  fillPattern(ctx, pattern, box, theme, ratio, SPACING[pattern] * SAMPLE_DENSITY);
  ctx.restore();
}

/** A hairline at the top of the lower lane, so that the two lanes read as two. */
export function drawLaneEdge(plot: uPlot, theme: GrafanaTheme2): void {
  const { errors } = laneLayout(plot.height, true);
  if (!errors) {
    return;
  }
  const { ctx, bbox } = plot;
  const y = Math.round(bbox.top + bbox.height * (1 - errors.top)) + 0.5;
  ctx.save();
  ctx.setLineDash([]);
  ctx.strokeStyle = theme.colors.border.weak;
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.moveTo(bbox.left, y);
  ctx.lineTo(bbox.left + bbox.width, y);
  ctx.stroke();
  ctx.restore();
}
