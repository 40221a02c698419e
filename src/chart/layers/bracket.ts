import type uPlot from 'uplot';
import { stretchesOnPlot } from './stretches';

/** Of brackets over what is not reported; those of anomalies are solid. */
export const UNREPORTED_DASH: readonly number[] = [3, 2];

const STROKE = 1.5;
const FOOT = 5;
/** In less the two feet would read as one line, CSS pixels. */
const MIN_WIDTH = 9;

/** The path of a bracket that opens downwards, canvas pixels. */
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
 * Dashed brackets over stretches that are not reported: told from an anomaly's by line and colour.
 *
 * @param stretches epoch milliseconds
 * @param edge upper edge, canvas pixels
 * @returns whether there is any in view
 */
export function drawUnreported(
  plot: uPlot,
  stretches: ReadonlyArray<{ readonly startTime: number; readonly endTime: number }>,
  edge: number,
  color: string,
  opacity = 1
): boolean {
  const { ctx } = plot;
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.strokeStyle = color;
  ctx.globalAlpha = opacity;
  ctx.lineWidth = STROKE * ratio;
  ctx.setLineDash(UNREPORTED_DASH.map((length) => length * ratio));
  ctx.beginPath();
  const placed = stretchesOnPlot(
    plot,
    stretches.map(({ startTime, endTime }) => ({ from: startTime, to: endTime }))
  );
  for (const { from, to } of placed) {
    const margin = Math.max(0, MIN_WIDTH * ratio - (to - from)) / 2;
    traceBracket(ctx, from - margin, to + margin, Math.round(edge), FOOT * ratio);
  }
  ctx.stroke();
  ctx.restore();
  return placed.length > 0;
}
