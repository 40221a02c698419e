import type uPlot from 'uplot';
import type { GrafanaTheme2 } from '@grafana/data';
import { plotModelOf } from '../plot/plotModel';
import { seriesColor } from '../plot/fieldStyle';
import { contrasting } from '../plot/contrast';

const DASH = [2, 4];
const DIAMOND_HALF = 4;

/**
 * A dotted line through both lanes and a diamond on top of it where one regime gives way to another: told from the
 * brackets and triangles of anomalies by shape, and never filled. With several series it has the colour of the series
 * that it belongs to.
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
    const color =
      model.series.length > 1
        ? contrasting(seriesColor(model.series[series].field, theme), theme)
        : theme.colors.info.text;
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
