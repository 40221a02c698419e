import type uPlot from 'uplot';
import { type GrafanaTheme2, colorManipulator } from '@grafana/data';
import { SEVERITIES, type Severity } from '../../detector/report/severity';
import type { DisplayOptions } from '../plot/display';
import { glyphColor } from '../plot/fieldStyle';
import { type PlotModel, type ShadedInterval, plotModelOf } from '../plot/plotModel';
import { traceBracket } from './bracket';
import { drawClipped } from './clip';
import { SEVERITY_SHAPES, bySeverity, severityColor } from './severity';
import { type Stretch, stretchesOnPlot } from './stretches';

/** CSS pixels. */
const BRACKET_HEIGHT = 5;
const BRACKET_STROKE = 1.5;
const MARKER_SIZE = 10;

/**
 * Fills every interval through both lanes, below grid and lines. Shades of several series do not add up: the severest wins
 * where they overlap.
 */
export function drawShading(plot: uPlot, display: DisplayOptions, theme: GrafanaTheme2): void {
  const model = plotModelOf(plot);
  if (!model || model.intervals.length === 0) {
    return;
  }
  const { ctx, bbox } = plot;
  const opacity = (display.shadingOpacity / 100) * (model.provisional ? 0.5 : 1);
  ctx.save();
  let taken: Stretch[] = [];
  for (const severity of [...SEVERITIES].reverse()) {
    const own = stretchesOnPlot(
      plot,
      model.intervals.filter((interval) => interval.severity === severity)
    );
    ctx.fillStyle = colorManipulator.alpha(shadingColor(severity, display, theme), opacity);
    for (const { from, to } of own.flatMap((stretch) => subtract(stretch, taken))) {
      ctx.fillRect(from, bbox.top, to - from, bbox.height);
    }
    taken = [...taken, ...own].sort((a, b) => a.from - b.from);
  }
  ctx.restore();
}

/**
 * Draws a bracket over each interval and the shape of its level at its peak, so that neither depends on colour. With
 * several series the shape has the colour of its series.
 */
export function drawMarkers(plot: uPlot, display: DisplayOptions, theme: GrafanaTheme2): void {
  const model = plotModelOf(plot);
  if (!model || model.intervals.length === 0) {
    return;
  }
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  const half = (MARKER_SIZE / 2) * ratio;
  const edge = Math.round(bbox.top - 2 * ratio);
  const area = { left: bbox.left - half, top: 0, width: bbox.width + 2 * half, height: bbox.top + bbox.height };
  drawClipped(ctx, area, () => {
    ctx.globalAlpha = model.provisional ? 0.5 : 1;
    ctx.lineWidth = BRACKET_STROKE * ratio;
    // uPlot does not reset the dashes of its last line.
    ctx.setLineDash([]);
    for (const { from, to, of } of stretchesOnPlot(plot, model.intervals)) {
      ctx.strokeStyle = shadingColor(of.sort(bySeverity)[of.length - 1].severity, display, theme);
      ctx.beginPath();
      traceBracket(ctx, from, to, edge, BRACKET_HEIGHT * ratio);
      ctx.stroke();
    }
    // The severest last, so that it covers the others.
    for (const interval of [...model.intervals].sort(bySeverity)) {
      ctx.fillStyle = markerColor(model, interval, display, theme);
      const x = plot.valToPos(interval.peak, 'x', true);
      fillShape(ctx, interval.severity, x - half, edge - (MARKER_SIZE + 1) * ratio, ratio);
    }
  });
}

function shadingColor(severity: Severity, display: DisplayOptions, theme: GrafanaTheme2): string {
  return display.shadingColorMode === 'fixed'
    ? colorManipulator.asHexString(theme.visualization.getColorByName(display.shadingColor))
    : severityColor(severity, theme);
}

function markerColor(
  { series, isSeveral }: PlotModel,
  interval: ShadedInterval,
  display: DisplayOptions,
  theme: GrafanaTheme2
): string {
  return isSeveral ? glyphColor(series[interval.series].field, theme) : shadingColor(interval.severity, display, theme);
}

/** Fills a level's shape with its upper left corner at `left`, `top`, canvas pixels. */
function fillShape(ctx: CanvasRenderingContext2D, severity: Severity, left: number, top: number, ratio: number): void {
  ctx.beginPath();
  for (const polygon of SEVERITY_SHAPES[severity]) {
    polygon.forEach(([x, y], corner) => {
      const to = corner === 0 ? ctx.moveTo : ctx.lineTo;
      to.call(ctx, left + (x / 10) * MARKER_SIZE * ratio, top + (y / 10) * MARKER_SIZE * ratio);
    });
    ctx.closePath();
  }
  ctx.fill();
}

/**
 * The parts of a stretch that none of the others covers.
 *
 * @param others from left to right
 */
function subtract(stretch: Stretch, others: readonly Stretch[]): Stretch[] {
  const parts: Stretch[] = [];
  let { from } = stretch;
  for (const other of others.filter(({ to }) => to > stretch.from)) {
    parts.push({ from, to: Math.min(other.from, stretch.to) });
    from = Math.max(from, other.to);
  }
  return [...parts, { from, to: stretch.to }].filter((part) => part.to > part.from);
}
