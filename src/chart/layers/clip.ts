/** A rectangle of the canvas, in the units of its context. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Draws within the box alone, and restores the context's state. */
export function drawClipped(ctx: CanvasRenderingContext2D, { left, top, width, height }: Box, draw: () => void): void {
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, top, width, height);
  ctx.clip();
  draw();
  ctx.restore();
}
