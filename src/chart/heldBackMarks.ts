import type uPlot from 'uplot';
import type { GrafanaTheme2 } from '@grafana/data';
import { type Drawing, drawingOf } from './drawing';
import { seriesColor } from './fieldStyle';
import { laneLayout } from './lanes';
import { standOff } from './standOff';
import { stretchesOnPlot } from './stretches';

/** As the bracket of what a false alarm keeps quiet: dashes stand for what is not reported. */
export const HELD_BACK_DASH: readonly number[] = [3, 2];
const STROKE = 1.5;
const FOOT = 4;
/** Of the bracket under the lane's upper edge, CSS pixels. */
const DROP = 2;
/** In less the two feet would read as one line, CSS pixels. */
const LEAST_WIDTH = 9;

/**
 * A dashed bracket at the top of the error lane wherever a line passes the threshold and nothing is shaded: told from an
 * anomaly's by dashes, colour and place. With several series it has the colour of the series that it belongs to.
 */
export function drawHeldBack(plot: uPlot, theme: GrafanaTheme2): void {
  const drawing = drawingOf(plot);
  const { errors } = laneLayout(plot.height, true);
  if (!drawing || !errors || drawing.heldBack.length === 0) {
    return;
  }
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  const edge = Math.round(bbox.top + bbox.height * (1 - errors.top) + DROP * ratio);
  ctx.save();
  ctx.lineWidth = STROKE * ratio;
  ctx.globalAlpha = drawing.provisional ? 0.5 : 1;
  ctx.setLineDash(HELD_BACK_DASH.map((length) => length * ratio));
  for (const series of drawing.detailed) {
    ctx.strokeStyle = heldBackColor(drawing, series, theme);
    ctx.beginPath();
    const own = drawing.heldBack.filter((one) => one.series === series);
    for (const { from, to } of stretchesOnPlot(plot, own)) {
      const lacking = Math.max(0, LEAST_WIDTH * ratio - (to - from)) / 2;
      ctx.moveTo(from - lacking, edge + FOOT * ratio);
      ctx.lineTo(from - lacking, edge);
      ctx.lineTo(to + lacking, edge);
      ctx.lineTo(to + lacking, edge + FOOT * ratio);
    }
    ctx.stroke();
  }
  ctx.restore();
}

/** Whether any of it is to be seen, for the key of the lane. */
export function isHeldBackInView(plot: uPlot): boolean {
  const drawing = drawingOf(plot);
  const [from, to] = drawing?.range ?? [0, 0];
  return drawing?.heldBack.some((one) => one.to >= from && one.from <= to) ?? false;
}

function heldBackColor({ series, relative }: Drawing, index: number, theme: GrafanaTheme2): string {
  return relative ? standOff(seriesColor(series[index].field, theme), theme) : theme.colors.text.secondary;
}
