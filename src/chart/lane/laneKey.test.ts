import { createTheme } from '@grafana/data';
import type uPlot from 'uplot';
import { recordingContext } from '../plot/canvas.fixture';
import { contrast } from '../plot/contrast.fixture';
import { type KeyEntry, drawLaneKey } from './laneKey';

const LINES: KeyEntry[] = ['Smoothed error', 'Threshold'].map((text) => ({ text, color: 'red', dash: [] }));

function drawnKey(entries: readonly KeyEntry[], theme = createTheme()) {
  const { ctx, drawn } = recordingContext();
  const plot = { ctx, height: 400, bbox: { left: 40, top: 0, width: 900, height: 380 } };
  drawLaneKey(plot as unknown as uPlot, entries, theme);
  return drawn;
}

/** Colour of each text of the key. */
function written(theme: ReturnType<typeof createTheme>): Map<string, string> {
  const texts = drawnKey(LINES, theme).filter(({ call }) => call === 'fillText');
  return new Map(texts.map(({ args, fillStyle }) => [String(args[0]), fillStyle]));
}

test.each(['dark', 'light'] as const)('texts have a contrast of 4.5 to 1 on the %s theme', (mode) => {
  const theme = createTheme({ colors: { mode } });
  const colors = written(theme);
  expect([...colors.keys()]).toEqual(['Smoothed error', 'Threshold']);
  for (const color of colors.values()) {
    expect(contrast(color, theme.colors.background.primary)).toBeGreaterThanOrEqual(4.5);
  }
});

test('shows a sample of each pattern beside its name', () => {
  const drawn = drawnKey([{ text: 'Excluded', pattern: 'left-out' }]);
  expect(drawn.filter(({ call }) => call === 'fillText').map(({ args }) => args[0])).toEqual(['Excluded']);
  expect(drawn.some(({ call, args }) => call === 'clip' && args.length === 0)).toBe(true);
  expect(drawn.filter(({ call }) => call === 'lineTo').length).toBeGreaterThan(2);
});

test('covers patterns and shading below its texts', () => {
  const drawn = drawnKey(LINES);
  const [first] = drawn.filter(({ call }) => call === 'fillText');
  const plate = drawn.find(({ call }) => call === 'fillRect');
  expect(plate?.fillStyle).toBe(createTheme().colors.background.primary);
  expect(drawn.indexOf(plate ?? first)).toBeLessThan(drawn.indexOf(first));
});
