import type uPlot from 'uplot';
import type { GrafanaTheme2 } from '@grafana/data';
import { glyphColor } from '../plot/fieldStyle';
import { plotModelOf } from '../plot/plotModel';

const DASH = [2, 4];
const DIAMOND_HALF = 4;

/**
 * Draws a dotted line through both lanes with a diamond on top at each change point. The shape distinguishes it from
 * brackets and triangles of anomalies. With several series it has the colour of its series.
 */
export function drawChangePoints(plot: uPlot, theme: GrafanaTheme2): void {
  const model = plotModelOf(plot);
  if (!model || model.changes.length === 0) {
    return;
  }
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  const half = DIAMOND_HALF * ratio;
  ctx.save();
  ctx.lineWidth = ratio;
  ctx.globalAlpha = model.provisional ? 0.5 : 1;
  for (const { series, time } of model.changes) {
    const x = plot.valToPos(time, 'x', true);
    if (x < bbox.left || x > bbox.left + bbox.width) {
      continue;
    }
    const color = model.isSeveral ? glyphColor(model.series[series].field, theme) : theme.colors.info.text;
    ctx.strokeStyle = color;
    ctx.fillStyle = color;
    ctx.setLineDash(DASH.map((length) => length * ratio));
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    const y = bbox.top - 2 * ratio - half;
    ctx.beginPath();
    ctx.moveTo(x, y - half);
    ctx.lineTo(x + half, y);
    ctx.lineTo(x, y + half);
    ctx.lineTo(x - half, y);
    ctx.closePath();
    ctx.fill();
  }
  ctx.restore();
}
