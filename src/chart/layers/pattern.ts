import { type GrafanaTheme2, colorManipulator } from '@grafana/data';
import type { Box } from './clip';
import type { ZoneKind } from './zones';

/** From one line or dot to the next, CSS pixels. */
export const SPACING: Record<ZoneKind, number> = { 'left-out': 9, 'not-judged': 5, 'less-certain': 10 };
const DOT_SIZE = 2;

/** The faintest with 3:1 on the panel's background (hatch.test.ts). */
const OPACITY = 0.5;

export function patternColor(theme: GrafanaTheme2): string {
  return colorManipulator.alpha(theme.colors.text.secondary, OPACITY);
}

interface PatternStyle {
  readonly theme: GrafanaTheme2;
  /** Units of the context per CSS pixel. */
  readonly unit: number;
  /** CSS pixels, for boxes that are too small for the usual spacing. */
  readonly spacing?: number;
}

/**
 * Fills a box with slanted lines for excluded time, with sparse dots for a less certain verdict, and with dense dots for
 * none. The patterns differ without any colour.
 */
export function fillPattern(
  ctx: CanvasRenderingContext2D,
  kind: ZoneKind,
  { left, top, width, height }: Box,
  { theme, unit, spacing = SPACING[kind] }: PatternStyle
): void {
  const step = spacing * unit;
  ctx.strokeStyle = patternColor(theme);
  // uPlot does not reset the dashes of its last line.
  ctx.setLineDash([]);
  ctx.beginPath();
  if (kind === 'left-out') {
    ctx.lineWidth = unit;
    // Whole steps of the canvas, so that the lines of neighbouring boxes meet.
    for (let x = Math.floor((left - height) / step) * step; x < left + width; x += step) {
      ctx.moveTo(x, top + height);
      ctx.lineTo(x + height, top);
    }
  } else {
    ctx.lineWidth = DOT_SIZE * unit;
    ctx.setLineDash([DOT_SIZE * unit, step - DOT_SIZE * unit]);
    const begin = Math.floor(left / step) * step;
    for (let y = top + step / 2, row = 0; y < top + height; y += step, row++) {
      ctx.moveTo(begin - (row % 2) * (step / 2), y);
      ctx.lineTo(left + width, y);
    }
  }
  ctx.stroke();
  ctx.setLineDash([]);
}
