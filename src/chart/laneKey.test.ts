import { createTheme } from '@grafana/data';
import type uPlot from 'uplot';
import { drawLaneKey } from './laneKey';

/** Colour of each text that the key writes on its canvas. */
function written(theme: ReturnType<typeof createTheme>): Map<string, string> {
  const colors = new Map<string, string>();
  const nothing = () => undefined;
  const ctx = {
    fillStyle: '',
    save: nothing,
    restore: nothing,
    setLineDash: nothing,
    beginPath: nothing,
    moveTo: nothing,
    lineTo: nothing,
    stroke: nothing,
    measureText: () => ({ width: 60 }),
    fillText: (text: string) => colors.set(text, ctx.fillStyle),
  };
  const plot = { ctx, height: 400, bbox: { left: 40, top: 0, width: 900, height: 380 } };
  const entries = ['Smoothed error', 'Threshold'].map((text) => ({ text, color: 'red', dash: [] }));
  drawLaneKey(plot as unknown as uPlot, entries, theme);
  return colors;
}

/** Red, green and blue from 0 to 255, and the share of the colour in what is seen. */
function channels(color: string): number[] {
  if (color.startsWith('#')) {
    return [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16)).concat(1);
  }
  const [red, green, blue, alpha = 1] = (color.match(/[\d.]+/g) ?? []).map(Number);
  return [red, green, blue, alpha];
}

/** WCAG 2.2, contrast ratio of a colour that may let its ground through. */
function contrast(color: string, ground: string): number {
  const [under, over] = [channels(ground), channels(color)];
  const seen = over.slice(0, 3).map((channel, index) => over[3] * channel + (1 - over[3]) * under[index]);
  const luminance = (rgb: readonly number[]) => {
    const [red, green, blue] = rgb.map((channel) => {
      const share = channel / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [less, more] = [luminance(seen), luminance(under)].sort((a, b) => a - b);
  return (more + 0.05) / (less + 0.05);
}

test.each(['dark', 'light'] as const)('can be read on the panel of the %s theme, 4.5 to 1', (mode) => {
  const theme = createTheme({ colors: { mode } });
  const colors = written(theme);
  expect([...colors.keys()]).toEqual(['Smoothed error', 'Threshold']);
  for (const color of colors.values()) {
    expect(contrast(color, theme.colors.background.primary)).toBeGreaterThanOrEqual(4.5);
  }
});
