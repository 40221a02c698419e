import type uPlot from 'uplot';
import { type PlotModel, withRange } from './plotModel';

/** A call on a canvas, and the style at that time. */
export interface Drawn {
  readonly call: string;
  readonly args: readonly unknown[];
  readonly strokeStyle: string;
  readonly fillStyle: string;
  readonly dash: readonly number[];
}

/** Width of every text. */
const TEXT_WIDTH = 60;

/** Records calls instead of drawing, because jsdom has no canvas. */
export function recordingContext(): { ctx: CanvasRenderingContext2D; drawn: Drawn[] } {
  const drawn: Drawn[] = [];
  let dash: readonly number[] = [];
  const style: Record<string, unknown> = { strokeStyle: '', fillStyle: '' };
  const ctx = new Proxy(style, {
    get: (_, name: string) => {
      if (name in style) {
        return style[name];
      }
      return (...args: unknown[]) => {
        dash = name === 'setLineDash' ? (args[0] as number[]) : dash;
        drawn.push({
          call: name,
          args,
          strokeStyle: String(style.strokeStyle),
          fillStyle: String(style.fillStyle),
          dash,
        });
        return name === 'measureText' ? { width: TEXT_WIDTH } : undefined;
      };
    },
    set: (_, name: string, value: unknown) => {
      style[name] = value;
      return true;
    },
  });
  return { ctx: ctx as unknown as CanvasRenderingContext2D, drawn };
}

/** A plot of 1000 × 400 pixels that shows the model from time 0 to 1000, one pixel per millisecond. */
export function plotOf(model: PlotModel): { plot: uPlot; drawn: Drawn[] } {
  const { ctx, drawn } = recordingContext();
  const { data } = withRange(model, { from: 0, to: 1000 }, model.provisional);
  const bbox = { left: 0, top: 0, width: 1000, height: 400 };
  const plot = { ctx, data, bbox, width: 1000, height: 440, valToPos: (time: number) => time };
  return { plot: plot as unknown as uPlot, drawn };
}
