import type uPlot from 'uplot';
import { type GrafanaTheme2, colorManipulator } from '@grafana/data';
import { drawUnreported } from './bracket';
import { plotModelOf, isVisible } from '../plot/plotModel';
import type { ChartMark } from './zones';

const BAR_WIDTH = 2;
const SELECTION_OPACITY = 0.15;
/** A stretch narrower than this would be missed by eye, CSS pixels. */
const MIN_WIDTH = 3;

/** A line of its own for each kind, so that none needs a colour. */
const BAR_DASHES: Record<ChartMark['kind'], readonly number[]> = {
  normal: [],
  'left-out': [2, 2],
  'false-alarm': [7, 3],
};

/** What is being spoken about, while it is: filled, with an edge to both sides. */
export function drawSelection(
  plot: uPlot,
  { from, to }: { readonly from: number; readonly to: number },
  theme: GrafanaTheme2
): void {
  const ends = within(plot, from, to);
  if (ends) {
    const { ctx, bbox } = plot;
    ctx.save();
    ctx.fillStyle = colorManipulator.alpha(theme.colors.primary.main, SELECTION_OPACITY);
    ctx.fillRect(ends[0], bbox.top, ends[1] - ends[0], bbox.height);
    ctx.strokeStyle = theme.colors.primary.border;
    ctx.lineWidth = devicePixelRatio;
    ctx.setLineDash([]);
    ctx.strokeRect(ends[0], bbox.top, ends[1] - ends[0], bbox.height);
    ctx.restore();
  }
}

/** A bar along the plot's upper edge for each mark whose series is shown. */
export function drawMarkBars(plot: uPlot, marks: readonly ChartMark[], theme: GrafanaTheme2): void {
  const { ctx } = plot;
  const y = plot.bbox.top + (BAR_WIDTH / 2) * devicePixelRatio;
  ctx.save();
  ctx.strokeStyle = theme.colors.text.secondary;
  ctx.lineWidth = BAR_WIDTH * devicePixelRatio;
  for (const { kind, from, to, series } of marks) {
    const ends = series === null || isShown(plot, series) ? within(plot, from, to) : null;
    if (ends) {
      ctx.setLineDash(BAR_DASHES[kind].map((length) => length * devicePixelRatio));
      ctx.beginPath();
      ctx.moveTo(ends[0], y);
      ctx.lineTo(ends[1], y);
      ctx.stroke();
    }
  }
  ctx.restore();
}

/** A dashed bracket in grey where a false alarm kept an interval from being reported. */
export function drawSuppressed(plot: uPlot, theme: GrafanaTheme2): void {
  const suppressed = plotModelOf(plot)
    ?.series.filter(isVisible)
    .flatMap(({ detection }) => detection?.suppressed ?? []);
  drawUnreported(plot, suppressed ?? [], plot.bbox.top - 2 * devicePixelRatio, theme.colors.text.secondary);
}

function isShown(plot: uPlot, series: number): boolean {
  const one = plotModelOf(plot)?.series[series];
  return one === undefined || isVisible(one);
}

/** Both ends on the canvas, cut to the plot and never too narrow to see; null where nothing of it is in view. */
function within(plot: uPlot, from: number, to: number): [number, number] | null {
  const { left, width } = plot.bbox;
  const start = plot.valToPos(from, 'x', true);
  const end = plot.valToPos(to, 'x', true);
  const margin = Math.max(0, MIN_WIDTH * devicePixelRatio - (end - start)) / 2;
  return end >= left && start <= left + width
    ? [Math.max(left, start - margin), Math.min(left + width, end + margin)]
    : null;
}
