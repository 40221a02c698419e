import type uPlot from 'uplot';
import { type GrafanaTheme2, colorManipulator } from '@grafana/data';
import { drawingOf, isVisible } from './drawing';
import type { Zone } from './zones';

/** A stretch narrower than this would be missed by eye, CSS pixels. */
const LEAST_WIDTH = 3;
const LINE_OPACITY = 0.35;

interface Hatch {
  /** Which way the lines lean, so that the kinds are told apart without their colour: 1 rises to the right, -1 falls. */
  readonly slant: 1 | -1;
  /** Between two lines, CSS pixels. */
  readonly spacing: number;
}

const HATCHES: Record<Zone['kind'], Hatch> = {
  'left-out': { slant: 1, spacing: 8 },
  'too-little': { slant: -1, spacing: 14 },
};

/**
 * Hatches every zone through all lanes, for uPlot's `drawClear` or `draw`. Zones of one kind are hatched as one area, so
 * overlapping ones do not grow darker and many cost no more than the plot's width. A zone of a series that is hidden is
 * not drawn.
 */
export function drawHatch(plot: uPlot, zones: readonly Zone[], theme: GrafanaTheme2): void {
  const series = drawingOf(plot)?.series;
  const shown = zones.filter(
    (zone) => zone.series === null || !series?.[zone.series] || isVisible(series[zone.series])
  );
  for (const kind of Object.keys(HATCHES) as Array<Zone['kind']>) {
    const area = areaOf(
      plot,
      shown.filter((zone) => zone.kind === kind)
    );
    if (area) {
      fillWithLines(plot, area, HATCHES[kind], theme);
    }
  }
}

/** The zones' area within the plot, in canvas pixels; null where nothing of it is in view. */
function areaOf(plot: uPlot, zones: readonly Zone[]): Path2D | null {
  const { left, top, width, height } = plot.bbox;
  const least = LEAST_WIDTH * devicePixelRatio;
  let area: Path2D | null = null;
  for (const { from, to } of zones) {
    const start = plot.valToPos(Math.min(from, to), 'x', true);
    const end = plot.valToPos(Math.max(from, to), 'x', true);
    const lacking = Math.max(0, least - (end - start)) / 2;
    const x0 = Math.max(left, start - lacking);
    const x1 = Math.min(left + width, end + lacking);
    if (x1 > x0) {
      area ??= new Path2D();
      area.rect(x0, top, x1 - x0, height);
    }
  }
  return area;
}

function fillWithLines({ ctx, bbox }: uPlot, area: Path2D, { slant, spacing }: Hatch, theme: GrafanaTheme2): void {
  const { left, top, width, height } = bbox;
  const step = spacing * devicePixelRatio;
  ctx.save();
  ctx.clip(area);
  ctx.strokeStyle = colorManipulator.alpha(theme.colors.text.secondary, LINE_OPACITY);
  ctx.lineWidth = devicePixelRatio;
  // uPlot leaves the last line's dashes behind.
  ctx.setLineDash([]);
  ctx.beginPath();
  for (let x = left - height; x < left + width + height; x += step) {
    ctx.moveTo(x, top + (slant === 1 ? height : 0));
    ctx.lineTo(x + height, top + (slant === 1 ? 0 : height));
  }
  ctx.stroke();
  ctx.restore();
}
