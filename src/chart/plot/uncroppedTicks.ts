import type uPlot from 'uplot';

type Texts = ReadonlyArray<string | number | null>;
type Values = (plot: uPlot, splits: number[], ...rest: unknown[]) => Texts;

/**
 * Blanks the labels of the time axis that the canvas would crop, because half a date reads as another date. Grafana's
 * formatter stays; this checks its texts.
 */
export function keepTicksUncropped(plot: uPlot): void {
  const axis = plot.axes.find(({ scale }) => scale === 'x');
  const write = axis?.values as Values | undefined;
  if (!axis || typeof write !== 'function') {
    return;
  }
  const whole: Values = (self, splits, ...rest) => {
    const texts = write(self, splits, ...rest);
    return texts.map((text, i) => (fits(self, splits[i], String(text ?? ''), axis) ? text : ''));
  };
  axis.values = whole as uPlot.Axis['values'];
}

function fits(plot: uPlot, split: number, text: string, { font }: uPlot.Axis): boolean {
  const { ctx } = plot;
  ctx.save();
  // uPlot replaces the font by an array once the plot exists: the font at the canvas' scale, then its size.
  ctx.font = String(Array.isArray(font) ? font[0] : font);
  const half = Math.max(...text.split('\n').map((line) => ctx.measureText(line).width)) / 2;
  ctx.restore();
  const x = plot.valToPos(split, 'x', true);
  // The canvas itself has no width yet when uPlot first lays out the axes.
  return x - half >= 0 && x + half <= plot.width * devicePixelRatio;
}
