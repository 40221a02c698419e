import type uPlot from 'uplot';
import { type GrafanaTheme2, colorManipulator } from '@grafana/data';
import { SEVERITIES, type Severity } from '../../detector/report/severity';
import { traceBracket } from './bracket';
import type { DisplayOptions } from '../plot/display';
import { type PlotModel, type Interval, plotModelOf } from '../plot/plotModel';
import { seriesColor } from '../plot/fieldStyle';
import { contrasting } from '../plot/contrast';
import { SEVERITY_SHAPES, severityColor, severityRank } from './severity';

/** An interval narrower than this would be missed by eye, CSS pixels. */
const MIN_WIDTH = 3;
const BRACKET_HEIGHT = 5;
const BRACKET_STROKE = 1.5;
const MARKER_SIZE = 10;

/** A stretch of the canvas, in canvas pixels. */
interface Stretch {
  from: number;
  to: number;
}

/** Overlapping intervals as one, with the greatest of their levels. */
interface LevelStretch extends Stretch {
  severity: Severity;
}

/** Fills every interval through both lanes, under grid and lines. */
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
 * A bracket over each interval and at its peak the shape of its level, so that both are told also where the colour is
 * not seen. With several series the shape has the colour of the series that it belongs to.
 */
export function drawMarkers(plot: uPlot, display: DisplayOptions, theme: GrafanaTheme2): void {
  const model = plotModelOf(plot);
  if (!model || model.intervals.length === 0) {
    return;
  }
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  const half = (MARKER_SIZE / 2) * ratio;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left - half, 0, bbox.width + 2 * half, bbox.top + bbox.height);
  ctx.clip();
  ctx.globalAlpha = model.provisional ? 0.5 : 1;

  const edge = Math.round(bbox.top - 2 * ratio);
  ctx.lineWidth = BRACKET_STROKE * ratio;
  // uPlot leaves the last line's dashes behind.
  ctx.setLineDash([]);
  for (const { from, to, severity } of mergeOverlapping(place(plot, model.intervals))) {
    ctx.strokeStyle = shadingColor(severity, display, theme);
    ctx.beginPath();
    traceBracket(ctx, from, to, edge, BRACKET_HEIGHT * ratio);
    ctx.stroke();
  }

  // The severest last, where several stand in one place.
  for (const interval of [...model.intervals].sort((a, b) => severityRank(a.severity) - severityRank(b.severity))) {
    ctx.fillStyle = markerColor(model, interval, display, theme);
    const x = plot.valToPos(interval.peakTime, 'x', true);
    fillShape(ctx, interval.severity, x - half, edge - (MARKER_SIZE + 1) * ratio, ratio);
  }
  ctx.restore();
}

function shadingColor(severity: Severity, display: DisplayOptions, theme: GrafanaTheme2): string {
  return display.shadingColorMode === 'fixed'
    ? colorManipulator.asHexString(theme.visualization.getColorByName(display.shadingColor))
    : severityColor(severity, theme);
}

function markerColor({ series }: PlotModel, interval: Interval, display: DisplayOptions, theme: GrafanaTheme2): string {
  return series.length > 1
    ? contrasting(seriesColor(series[interval.series].field, theme), theme)
    : shadingColor(interval.severity, display, theme);
}

/** The level's shape with its upper left corner at `left`, `top`, canvas pixels. */
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

/** Where the intervals lie on the canvas, from left to right. */
function place(plot: uPlot, intervals: readonly Interval[]): LevelStretch[] {
  const least = MIN_WIDTH * devicePixelRatio;
  const { left, width } = plot.bbox;
  const right = left + width;
  return intervals
    .map(({ startTime, endTime, severity }) => {
      const from = plot.valToPos(startTime, 'x', true);
      const to = plot.valToPos(endTime, 'x', true);
      const margin = Math.max(0, least - (to - from)) / 2;
      return { from: from - margin, to: to + margin, severity };
    })
    .filter(({ from, to }) => to >= left && from <= right)
    .map(({ from, to, severity }) => ({ from: Math.max(left, from), to: Math.min(right, to), severity }))
    .sort((a, b) => a.from - b.from);
}

/** @param placed from left to right */
function mergeOverlapping(placed: readonly LevelStretch[]): LevelStretch[] {
  const merged: LevelStretch[] = [];
  for (const stretch of placed) {
    const last = merged[merged.length - 1];
    if (last && stretch.from <= last.to) {
      last.to = Math.max(last.to, stretch.to);
      last.severity = severityRank(stretch.severity) > severityRank(last.severity) ? stretch.severity : last.severity;
    } else {
      merged.push({ ...stretch });
    }
  }
  return merged;
}

/** What is filled: shades of several series must not add up, and where they overlap the severest is seen. */
function shades(plot: uPlot, intervals: readonly Interval[]): LevelStretch[] {
  const placed = place(plot, intervals);
  let taken: LevelStretch[] = [];
  return [...SEVERITIES].reverse().flatMap((severity) => {
    const own = mergeOverlapping(placed.filter((stretch) => stretch.severity === severity));
    const free = own.flatMap((stretch) => without(stretch, taken));
    taken = mergeOverlapping([...taken, ...own].sort((a, b) => a.from - b.from));
    return free;
  });
}

/** The parts of a stretch that are not taken. */
function without(stretch: LevelStretch, taken: readonly Stretch[]): LevelStretch[] {
  const parts: LevelStretch[] = [];
  let from = stretch.from;
  for (const other of taken) {
    if (other.to > from && other.from < stretch.to) {
      if (other.from > from) {
        parts.push({ ...stretch, from, to: other.from });
      }
      from = other.to;
    }
  }
  return from < stretch.to ? [...parts, { ...stretch, from }] : parts;
}
