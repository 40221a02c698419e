import type uPlot from 'uplot';
import type { GrafanaTheme2 } from '@grafana/data';
import { drawClipped } from '../layers/clip';
import { SPACING, fillPattern } from '../layers/pattern';
import { RING } from '../layers/incompleteGlyphs';
import type { ZoneKind } from '../layers/zones';
import { GAP_HEIGHT, TOP_PADDING, laneLayout } from './lanes';

/** A sample of a line or pattern, and its meaning. */
export type KeyEntry =
  | { readonly text: string; readonly color: string; readonly dash: readonly number[] }
  | { readonly text: string; readonly color: string; readonly ring: true }
  | { readonly text: string; readonly pattern: ZoneKind };

/** CSS pixels. */
const FONT_SIZE = 11;
const SAMPLE_WIDTH = 14;
const SAMPLE_HEIGHT = 10;
const ROW_HEIGHT = 14;
const SAMPLE_GAP = 5;
const ENTRY_GAP = 14;
/** Share of a pattern's usual spacing, so that a small sample shows enough of it. */
const SAMPLE_DENSITY = 0.6;

/** Width of the status line in the row between the lanes, CSS pixels. */
export const STATUS_WIDTH = 300;

/** Names the lines in the row between the lanes. If space runs out, the last entries are omitted. */
export function drawLaneKey(plot: uPlot, entries: readonly KeyEntry[], theme: GrafanaTheme2): void {
  const layout = laneLayout(plot.height, true);
  if (!layout.errors) {
    return;
  }
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  const gapBottom = TOP_PADDING + layout.plotHeight * (1 - layout.errors.top);
  const y = Math.round((gapBottom - GAP_HEIGHT / 2) * ratio) + 0.5;
  const right = bbox.left + bbox.width - STATUS_WIDTH * ratio;

  ctx.save();
  ctx.font = `${FONT_SIZE * ratio}px ${theme.typography.fontFamily}`;
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'left';
  let x = bbox.left + 2 * ratio;
  for (const entry of entries) {
    const width = (SAMPLE_WIDTH + SAMPLE_GAP) * ratio + ctx.measureText(entry.text).width;
    if (x + width > right) {
      break;
    }
    // Cover patterns and shading below the key.
    ctx.fillStyle = theme.colors.background.primary;
    ctx.fillRect(x - 2 * ratio, y - ROW_HEIGHT * (ratio / 2), width + 4 * ratio, ROW_HEIGHT * ratio);
    drawSample(ctx, entry, x, y, theme);
    ctx.fillStyle = theme.colors.text.secondary;
    ctx.fillText(entry.text, x + (SAMPLE_WIDTH + SAMPLE_GAP) * ratio, y);
    x += width + ENTRY_GAP * ratio;
  }
  ctx.restore();
}

/** @param y vertical centre of the sample */
function drawSample(ctx: CanvasRenderingContext2D, entry: KeyEntry, x: number, y: number, theme: GrafanaTheme2): void {
  const ratio = devicePixelRatio;
  const [width, height] = [SAMPLE_WIDTH * ratio, SAMPLE_HEIGHT * ratio];
  if ('pattern' in entry) {
    const box = { left: x, top: Math.round(y - height / 2), width, height };
    const spacing = SPACING[entry.pattern] * SAMPLE_DENSITY;
    drawClipped(ctx, box, () => fillPattern(ctx, entry.pattern, box, { theme, unit: ratio, spacing }));
  } else if ('ring' in entry) {
    ctx.strokeStyle = entry.color;
    ctx.lineWidth = RING.width * ratio;
    ctx.beginPath();
    ctx.arc(x + width / 2, y, RING.radius * ratio, 0, 2 * Math.PI);
    ctx.stroke();
  } else {
    ctx.strokeStyle = entry.color;
    ctx.lineWidth = 1.5 * ratio;
    ctx.setLineDash(entry.dash.map((length) => length * ratio));
    ctx.beginPath();
    ctx.moveTo(x, y);
    ctx.lineTo(x + width, y);
    ctx.stroke();
  }
}

/** A hairline at the top of the error lane separates the two lanes. */
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
