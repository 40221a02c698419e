import { createTheme } from '@grafana/data';
import { plotOf, recordingContext } from '../plot/canvas.fixture';
import { contrast } from '../plot/contrast.fixture';
import { makePlotModel, withRange } from '../plot/plotModel';
import { drawZoneLabels } from './hatch';
import { judgedSeries } from '../plot/judgedSeries.fixture';
import { fillPattern, patternColor } from './pattern';
import type { Zone, ZoneKind } from './zones';

const theme = createTheme();
const BOX = { left: 0, top: 0, width: 100, height: 100 };

function filled(kind: ZoneKind) {
  const { ctx, drawn } = recordingContext();
  fillPattern(ctx, kind, BOX, { theme, unit: 1 });
  const [stroke] = drawn.filter(({ call }) => call === 'stroke');
  const [start, end] = drawn.filter(({ call }) => call === 'moveTo' || call === 'lineTo');
  return { isDotted: stroke.dash.length > 0, isLevel: start.args[1] === end.args[1], count: drawn.length };
}

test('excluded time has slanted lines, a less certain verdict has sparse dots, and no verdict has dense dots', () => {
  expect(filled('left-out')).toMatchObject({ isDotted: false, isLevel: false });
  const [sparse, dense] = [filled('less-certain'), filled('not-judged')];
  expect(sparse).toMatchObject({ isDotted: true, isLevel: true });
  expect(dense).toMatchObject({ isDotted: true, isLevel: true });
  expect(dense.count).toBeGreaterThan(1.5 * sparse.count);
});

test.each(['dark', 'light'] as const)('patterns have a contrast of 3 to 1 on the %s theme', (mode) => {
  const shown = createTheme({ colors: { mode } });
  expect(contrast(patternColor(shown), shown.colors.background.primary)).toBeGreaterThanOrEqual(3);
});

const zone = (from: number, to: number, text: string, series: number | null = null): Zone => ({
  kind: 'left-out',
  from,
  to,
  series,
  text,
});

function labels(zones: Zone[], custom = {}) {
  const { plot, drawn } = plotOf(
    withRange(makePlotModel([judgedSeries({ errors: [0, 0], custom })]), { from: 0, to: 1000 }, false)
  );
  drawZoneLabels(plot, zones, 'Excluded', theme);
  return drawn.filter(({ call }) => call === 'fillText').map(({ args }) => args.slice(0, 2));
}

test('excluded time has its own text in its middle', () => {
  expect(labels([zone(200, 600, 'Excluded: disk replaced')])).toEqual([['Excluded: disk replaced', 400]]);
});

test('overlapping zones share the short text, and a narrow zone has none', () => {
  expect(labels([zone(200, 400, 'Excluded: a'), zone(300, 600, 'Excluded: b')])).toEqual([['Excluded', 400]]);
  expect(labels([zone(200, 280, 'Excluded: a')])).toEqual([]);
});

test('a zone of a hidden series has no text', () => {
  expect(labels([zone(200, 600, 'Excluded: a', 0)], { hideFrom: { viz: true } })).toEqual([]);
});
