import type uPlot from 'uplot';
import { type GrafanaTheme2, colorManipulator } from '@grafana/data';
import { isVisible, plotModelOf } from '../plot/plotModel';
import type { Interval } from '../../detector/interval';
import { drawUnreported } from './bracket';
import { stretchOnPlot } from './stretches';
import { type ChartLabel, isSeriesVisible } from './zones';

const BAR_WIDTH = 2;
const SELECTION_OPACITY = 0.15;

/** Dashes distinguish the kinds without colour. */
const BAR_DASHES: Record<ChartLabel['kind'], readonly number[]> = {
  normal: [],
  'left-out': [2, 2],
  'false-alarm': [7, 3],
};

/** Draws the time span that is selected for a label: filled, with an edge on both sides. */
export function drawSelection(plot: uPlot, span: Interval, theme: GrafanaTheme2): void {
  const stretch = stretchOnPlot(plot, span);
  if (stretch) {
    const { ctx, bbox } = plot;
    const box = [stretch.from, bbox.top, stretch.to - stretch.from, bbox.height] as const;
    ctx.save();
    ctx.fillStyle = colorManipulator.alpha(theme.colors.primary.main, SELECTION_OPACITY);
    ctx.fillRect(...box);
    ctx.strokeStyle = theme.colors.primary.border;
    ctx.lineWidth = devicePixelRatio;
    ctx.setLineDash([]);
    ctx.strokeRect(...box);
    ctx.restore();
  }
}

/** Draws a bar along the plot's upper edge for each label of a visible series. */
export function drawLabelBars(plot: uPlot, labels: readonly ChartLabel[], theme: GrafanaTheme2): void {
  const { ctx } = plot;
  const y = plot.bbox.top + (BAR_WIDTH / 2) * devicePixelRatio;
  ctx.save();
  ctx.strokeStyle = theme.colors.text.secondary;
  ctx.lineWidth = BAR_WIDTH * devicePixelRatio;
  for (const label of labels) {
    const stretch = isSeriesVisible(plot, label) ? stretchOnPlot(plot, label) : null;
    if (stretch) {
      ctx.setLineDash(BAR_DASHES[label.kind].map((length) => length * devicePixelRatio));
      ctx.beginPath();
      ctx.moveTo(stretch.from, y);
      ctx.lineTo(stretch.to, y);
      ctx.stroke();
    }
  }
  ctx.restore();
}

/** Draws a dashed grey bracket over each interval that a false alarm suppresses. */
export function drawSuppressed(plot: uPlot, theme: GrafanaTheme2): void {
  const visible = plotModelOf(plot)?.series.filter(isVisible) ?? [];
  const suppressed = visible.flatMap(({ detection }) => detection?.suppressed ?? []);
  drawUnreported(plot, suppressed, plot.bbox.top - 2 * devicePixelRatio, theme.colors.text.secondary);
}
