import type uPlot from 'uplot';
import type { Interval } from '../../detector/interval';
import { stretchesOnPlot, withMinWidth } from './stretches';

/** Dashes of brackets over intervals that are not reported. Those of anomalies are solid. */
export const UNREPORTED_DASH: readonly number[] = [3, 2];

const STROKE = 1.5;
const FOOT = 5;
/** The feet of a narrower bracket look like one line, CSS pixels. */
const MIN_WIDTH = 9;

/** Traces a bracket that opens downwards, canvas pixels. */
export function traceBracket(
  ctx: CanvasRenderingContext2D,
  from: number,
  to: number,
  edge: number,
  foot: number
): void {
  ctx.moveTo(from, edge + foot);
  ctx.lineTo(from, edge);
  ctx.lineTo(to, edge);
  ctx.lineTo(to, edge + foot);
}

/**
 * Draws dashed brackets over intervals that are not reported. Line and colour distinguish them from those of anomalies.
 *
 * @param edge upper edge, canvas pixels
 * @returns whether any bracket is in view
 */
export function drawUnreported(
  plot: uPlot,
  intervals: readonly Interval[],
  edge: number,
  color: string,
  opacity = 1
): boolean {
  const { ctx } = plot;
  const ratio = devicePixelRatio;
  const stretches = stretchesOnPlot(plot, intervals);
  ctx.save();
  ctx.strokeStyle = color;
  ctx.globalAlpha = opacity;
  ctx.lineWidth = STROKE * ratio;
  ctx.setLineDash(UNREPORTED_DASH.map((length) => length * ratio));
  ctx.beginPath();
  for (const stretch of stretches) {
    const { from, to } = withMinWidth(stretch, MIN_WIDTH * ratio);
    traceBracket(ctx, from, to, Math.round(edge), FOOT * ratio);
  }
  ctx.stroke();
  ctx.restore();
  return stretches.length > 0;
}
