import type uPlot from 'uplot';

type Texts = ReadonlyArray<string | number | null>;
type Values = (plot: uPlot, splits: number[], ...rest: unknown[]) => Texts;

/**
 * Leaves out the labels of the time axis that the canvas would cut: half a date reads as another one. Grafana's
 * formatter is kept; its texts are looked at once they are made.
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
  // Once the plot is there uPlot holds the font at the canvas' own scale, with its size behind it.
  ctx.font = String(Array.isArray(font) ? font[0] : font);
  const half = Math.max(...text.split('\n').map((line) => ctx.measureText(line).width)) / 2;
  ctx.restore();
  const x = plot.valToPos(split, 'x', true);
  // Not the canvas' own width: when the axes are first laid out it has none yet.
  return x - half >= 0 && x + half <= plot.width * devicePixelRatio;
}
