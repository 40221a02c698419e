import { createTheme } from '@grafana/data';
import type { Detection } from '../../detector/detection';
import { UNREPORTED_DASH } from './bracket';
import { plotOf } from '../plot/canvas.fixture';
import { contrast } from '../plot/contrast.fixture';
import { type ChartSeries, makePlotModel } from '../plot/plotModel';
import { drawHeldBack } from './heldBackGlyphs';
import { judgedSeries } from '../plot/judgedSeries.fixture';

/** A series with an interval held back between two times. */
function seriesWith(from: number, to: number, custom = {}): ChartSeries {
  const one = judgedSeries({ errors: [0, 0], custom });
  const heldBack: Detection['heldBack'] = [{ from, to, reason: 'pruned' }];
  return { ...one, detection: one.detection && { ...one.detection, heldBack } };
}

/** Corners of all brackets, and their strokes. */
function drawn(all: readonly ChartSeries[], theme = createTheme(), height = 440) {
  const { plot, drawn: calls } = plotOf(makePlotModel(all));
  Object.assign(plot, { height });
  const isInView = drawHeldBack(plot, theme);
  return {
    corners: calls.filter(({ call }) => call === 'moveTo' || call === 'lineTo').map(({ args }) => args),
    strokes: calls.filter(({ call }) => call === 'stroke'),
    isInView,
  };
}

test('draws a dashed bracket at the top of the error lane over each held-back interval', () => {
  const { corners, strokes } = drawn([seriesWith(200, 300)]);
  const ys = corners.map(([, y]) => Number(y));
  expect(corners.map(([x]) => x)).toEqual([200, 200, 300, 300]);
  // The plot is 400 pixels high and the lane its lower 30 %, less the row between the lanes.
  expect(Math.min(...ys)).toBeGreaterThan(400 * 0.7);
  expect(ys[0]).toBeGreaterThan(ys[1]);
  expect(strokes).toHaveLength(1);
  expect(strokes[0].dash).toEqual(UNREPORTED_DASH);
});

test('a single point has a visible bracket', () => {
  const xs = drawn([seriesWith(200, 200)]).corners.map(([x]) => Number(x));
  expect(Math.max(...xs) - Math.min(...xs)).toBeGreaterThanOrEqual(9);
});

test('draws none for a hidden series or in a plot without an error lane', () => {
  expect(drawn([seriesWith(200, 300, { hideFrom: { viz: true } })]).corners).toEqual([]);
  expect(drawn([seriesWith(200, 300)], createTheme(), 100).corners).toEqual([]);
});

test('reports whether any bracket is in view', () => {
  expect(drawn([seriesWith(200, 300)]).isInView).toBe(true);
  expect(drawn([seriesWith(2000, 3000)]).isInView).toBe(false);
  expect(drawn([judgedSeries({ errors: [0, 0] })]).isInView).toBe(false);
});

test.each(['dark', 'light'] as const)(
  'has a contrast of 3 to 1 on the %s theme, with one series or several',
  (mode) => {
    const theme = createTheme({ colors: { mode } });
    for (const all of [[seriesWith(200, 300)], [seriesWith(200, 300), seriesWith(400, 500)]]) {
      for (const { strokeStyle } of drawn(all, theme).strokes) {
        expect(contrast(strokeStyle, theme.colors.background.primary)).toBeGreaterThanOrEqual(3);
      }
    }
  }
);
