import { type GrafanaTheme2, colorManipulator } from '@grafana/data';
import type { ZoneKind } from './zones';

/** A rectangle of the canvas, in the units of its context. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** From one line or dot to the next, CSS pixels. */
export const SPACING: Record<ZoneKind, number> = { 'left-out': 9, 'not-judged': 5, 'less-certain': 10 };
const DOT_SIZE = 2;

/** As faint as it may be: 3:1 on the panel's background, so that it need not be guessed at (pattern.test.ts). */
const OPACITY = 0.5;

export function patternColor(theme: GrafanaTheme2): string {
  return colorManipulator.alpha(theme.colors.text.secondary, OPACITY);
}

/**
 * Fills a box with slanted lines where somebody left time out, with dots where too little is known, dense where nothing
 * was judged: told apart at a glance, and without any colour.
 *
 * @param unit how many units of the context are a CSS pixel
 * @param spacing CSS pixels, where the box is too small for the usual
 */
export function fillPattern(
  ctx: CanvasRenderingContext2D,
  kind: ZoneKind,
  { left, top, width, height }: Box,
  theme: GrafanaTheme2,
  unit: number,
  spacing = SPACING[kind]
): void {
  const step = spacing * unit;
  ctx.strokeStyle = patternColor(theme);
  // uPlot leaves the last line's dashes behind.
  ctx.setLineDash([]);
  ctx.beginPath();
  if (kind === 'left-out') {
    ctx.lineWidth = unit;
    // On whole steps of the canvas, so that the lines of neighbouring boxes meet.
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
