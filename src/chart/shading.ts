import type uPlot from 'uplot';
import { type GrafanaTheme2, colorManipulator } from '@grafana/data';
import type { DisplayOptions } from './display';
import { type Drawing, type Interval, drawingOf } from './drawing';
import { seriesColor } from './fieldStyle';

/** An interval narrower than this would be missed by eye, CSS pixels. */
const LEAST_WIDTH = 3;
const BRACKET_HEIGHT = 5;
const BRACKET_STROKE = 1.5;
const TRIANGLE_HALF_WIDTH = 4;
const TRIANGLE_HEIGHT = 6;

/** A stretch of the canvas, in canvas pixels. */
interface Stretch {
  from: number;
  to: number;
}

/** Fills every interval through both lanes, under grid and lines. */
export function drawShading(plot: uPlot, display: DisplayOptions, theme: GrafanaTheme2): void {
  const drawing = drawingOf(plot);
  if (!drawing || drawing.intervals.length === 0) {
    return;
  }
  const { ctx, bbox } = plot;
  const opacity = (display.shadingOpacity / 100) * (drawing.provisional ? 0.5 : 1);
  ctx.save();
  ctx.fillStyle = colorManipulator.alpha(shadingColor(display, theme), opacity);
  for (const { from, to } of stretches(plot, drawing.intervals)) {
    ctx.fillRect(from, bbox.top, to - from, bbox.height);
  }
  ctx.restore();
}

/**
 * A bracket over each interval and a triangle at its peak, so that an interval is told by shape also where the colour
 * is not seen. With several series the triangle has the colour of the series that it belongs to.
 */
export function drawMarkers(plot: uPlot, display: DisplayOptions, theme: GrafanaTheme2): void {
  const drawing = drawingOf(plot);
  if (!drawing || drawing.intervals.length === 0) {
    return;
  }
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.beginPath();
  ctx.rect(
    bbox.left - TRIANGLE_HALF_WIDTH * ratio,
    0,
    bbox.width + 2 * TRIANGLE_HALF_WIDTH * ratio,
    bbox.top + bbox.height
  );
  ctx.clip();
  ctx.globalAlpha = drawing.provisional ? 0.5 : 1;

  const color = shadingColor(display, theme);
  const edge = Math.round(bbox.top - 2 * ratio);
  ctx.strokeStyle = color;
  ctx.lineWidth = BRACKET_STROKE * ratio;
  // uPlot leaves the last line's dashes behind.
  ctx.setLineDash([]);
  ctx.beginPath();
  for (const { from, to } of stretches(plot, drawing.intervals)) {
    ctx.moveTo(from, edge + BRACKET_HEIGHT * ratio);
    ctx.lineTo(from, edge);
    ctx.lineTo(to, edge);
    ctx.lineTo(to, edge + BRACKET_HEIGHT * ratio);
  }
  ctx.stroke();

  for (const interval of drawing.intervals) {
    ctx.fillStyle = triangleColor(drawing, interval, color, theme);
    const x = plot.valToPos(interval.peakTime, 'x', true);
    ctx.beginPath();
    ctx.moveTo(x - TRIANGLE_HALF_WIDTH * ratio, edge - TRIANGLE_HEIGHT * ratio);
    ctx.lineTo(x + TRIANGLE_HALF_WIDTH * ratio, edge - TRIANGLE_HEIGHT * ratio);
    ctx.lineTo(x, edge);
    ctx.fill();
  }
  ctx.restore();
}

export function shadingColor(display: DisplayOptions, theme: GrafanaTheme2): string {
  return colorManipulator.asHexString(theme.visualization.getColorByName(display.shadingColor));
}

function triangleColor({ series }: Drawing, interval: Interval, single: string, theme: GrafanaTheme2): string {
  return series.length > 1 ? seriesColor(series[interval.series].field, theme) : single;
}

/** Where the intervals lie on the canvas, joined where they overlap: shades of several series must not add up. */
function stretches(plot: uPlot, intervals: readonly Interval[]): Stretch[] {
  const least = LEAST_WIDTH * devicePixelRatio;
  const placed = intervals
    .map(({ startTime, endTime }) => {
      const from = plot.valToPos(startTime, 'x', true);
      const to = plot.valToPos(endTime, 'x', true);
      const lacking = Math.max(0, least - (to - from)) / 2;
      return { from: from - lacking, to: to + lacking };
    })
    .filter(({ from, to }) => to >= plot.bbox.left && from <= plot.bbox.left + plot.bbox.width)
    .sort((a, b) => a.from - b.from);
  const joined: Stretch[] = [];
  const left = plot.bbox.left;
  const right = left + plot.bbox.width;
  for (const { from, to } of placed) {
    const last = joined[joined.length - 1];
    if (last && from <= last.to) {
      last.to = Math.max(last.to, Math.min(right, to));
    } else {
      joined.push({ from: Math.max(left, from), to: Math.min(right, to) });
    }
  }
  return joined;
}
