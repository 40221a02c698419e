import type uPlot from 'uplot';
import { type GrafanaTheme2, colorManipulator } from '@grafana/data';
import { SEVERITIES, type Severity } from '../../detector/report/severity';
import type { DisplayOptions } from '../plot/display';
import { glyphColor } from '../plot/fieldStyle';
import { type PlotModel, type ShadedInterval, plotModelOf } from '../plot/plotModel';
import { traceBracket } from './bracket';
import { drawClipped } from './clip';
import { SEVERITY_SHAPES, bySeverity, severityColor } from './severity';
import { MIN_WIDTH, type Stretch, mergeOverlapping, withMinWidth } from './stretches';

/** CSS pixels. */
const BRACKET_HEIGHT = 5;
const BRACKET_STROKE = 1.5;
const MARKER_SIZE = 10;

interface LevelStretch extends Stretch {
  severity: Severity;
}

/** Fills every interval through both lanes, below grid and lines. */
export function drawShading(plot: uPlot, display: DisplayOptions, theme: GrafanaTheme2): void {
  const model = plotModelOf(plot);
  if (!model || model.intervals.length === 0) {
    return;
  }
  const { ctx, bbox } = plot;
  const opacity = (display.shadingOpacity / 100) * (model.provisional ? 0.5 : 1);
  ctx.save();
  for (const { from, to, severity } of shades(plot, model.intervals)) {
    ctx.fillStyle = colorManipulator.alpha(shadingColor(severity, display, theme), opacity);
    ctx.fillRect(from, bbox.top, to - from, bbox.height);
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
    for (const { from, to, severity } of mergeLevels(placeOnPlot(plot, model.intervals))) {
      ctx.strokeStyle = shadingColor(severity, display, theme);
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
  { series }: PlotModel,
  interval: ShadedInterval,
  display: DisplayOptions,
  theme: GrafanaTheme2
): string {
  return series.length > 1
    ? glyphColor(series[interval.series].field, theme)
    : shadingColor(interval.severity, display, theme);
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

/** Positions of the intervals on the canvas, from left to right. */
function placeOnPlot(plot: uPlot, intervals: readonly ShadedInterval[]): LevelStretch[] {
  const { left, width } = plot.bbox;
  const right = left + width;
  return intervals
    .map(({ from, to, severity }) => {
      const placed = { from: plot.valToPos(from, 'x', true), to: plot.valToPos(to, 'x', true) };
      return { ...withMinWidth(placed, MIN_WIDTH * devicePixelRatio), severity };
    })
    .filter(({ from, to }) => to >= left && from <= right)
    .map(({ from, to, severity }) => ({ from: Math.max(left, from), to: Math.min(right, to), severity }))
    .sort((a, b) => a.from - b.from);
}

/**
 * Merges overlapping stretches into one of the greatest of their levels.
 *
 * @param stretches from left to right
 */
function mergeLevels(stretches: readonly LevelStretch[]): LevelStretch[] {
  const copies = stretches.map((stretch) => ({ ...stretch }));
  return mergeOverlapping(copies, (merged, other) => {
    merged.severity = bySeverity(merged, other) < 0 ? other.severity : merged.severity;
  });
}

/** What is filled: shades of several series do not add up, and the severest wins where they overlap. */
function shades(plot: uPlot, intervals: readonly ShadedInterval[]): LevelStretch[] {
  const placed = placeOnPlot(plot, intervals);
  let taken: LevelStretch[] = [];
  return [...SEVERITIES].reverse().flatMap((severity) => {
    const own = mergeLevels(placed.filter((stretch) => stretch.severity === severity));
    const free = own.flatMap((stretch) => subtract(stretch, taken));
    taken = mergeLevels([...taken, ...own].sort((a, b) => a.from - b.from));
    return free;
  });
}

/** The parts of a stretch that none of the others covers. */
function subtract(stretch: LevelStretch, others: readonly Stretch[]): LevelStretch[] {
  const parts: LevelStretch[] = [];
  let from = stretch.from;
  for (const other of others) {
    if (other.to > from && other.from < stretch.to) {
      if (other.from > from) {
        parts.push({ ...stretch, from, to: other.from });
      }
      from = other.to;
    }
  }
  return from < stretch.to ? [...parts, { ...stretch, from }] : parts;
}
