import { FieldColorModeId, FieldType, createTheme } from '@grafana/data';
import { Certainty, type Detection } from '../../detector/detection';
import { type Drawn, plotOf, recordingContext } from './canvas.fixture';
import { drawChangePoints } from '../layers/changePointGlyphs';
import { contrast } from './contrast.fixture';
import { DEFAULT_DISPLAY } from './display';
import { type ChartSeries, makePlotModel, withRange } from './plotModel';
import { drawHatch, drawZoneLabels } from '../layers/hatch';
import { judgedSeries } from './judgedSeries.fixture';
import { drawLabelBars, drawSuppressed, drawSelection } from '../layers/glyphs';
import { drawLanes } from '../overview/overviewCanvas';
import { overviewLanes } from '../overview/overviewLanes';
import { makePlotConfig } from './plotConfig';
import { drawMarkers } from '../layers/shading';
import type { ChartLabel, Zone } from '../layers/zones';

/** WCAG 2.2: 1.4.3 for text, 1.4.11 for graphics. */
const MIN_RATIO = { text: 4.5, graphics: 3 };

/** A series in a colour of Grafana's own palette, with an anomaly, a change point and a suppressed false alarm. */
function seriesIn(color: string, index = 0): ChartSeries {
  const one = judgedSeries({
    name: color,
    errors: [0, 9, 0, 0, 0, 0, 0],
    certainty: [2, 2, 2, 0, 0, 0, 0],
  });
  const suppressed = [{ ...one.detection?.sequences[0], id: 'x' }] as unknown as Detection['suppressed'];
  const detection = one.detection && {
    ...one.detection,
    suppressed,
    changePoints: [{ from: 10, to: 20, peak: 20 }],
  };
  const config = { color: { mode: FieldColorModeId.Fixed, fixedColor: color }, custom: {} };
  return { ...one, fieldIndex: index, field: { ...one.field, type: FieldType.number, config }, detection };
}

interface Used {
  readonly what: keyof typeof MIN_RATIO;
  readonly call: string;
  readonly color: string;
}

/** Each colour that was drawn, and whether as text or graphics. */
function colorsOf(drawn: readonly Drawn[]): Used[] {
  return drawn.flatMap(({ call, strokeStyle, fillStyle }): Used[] => {
    switch (call) {
      case 'fillText':
        return [{ what: 'text', call, color: fillStyle }];
      case 'stroke':
      case 'strokeRect':
        return [{ what: 'graphics', call, color: strokeStyle }];
      case 'fill':
        return [{ what: 'graphics', call, color: fillStyle }];
      default:
        return [];
    }
  });
}

const MARKS = (['normal', 'left-out', 'false-alarm'] as const).map((kind): ChartLabel => ({
  id: kind,
  kind,
  from: 0,
  to: 900,
  series: null,
  text: kind,
}));
const ZONES = (['left-out', 'not-judged', 'less-certain'] as const).map((kind): Zone => ({
  kind,
  from: 0,
  to: 900,
  series: null,
  text: 'Excluded',
}));

describe.each(['dark', 'light'] as const)('on the panel of the %s theme', (mode) => {
  const theme = createTheme({ colors: { mode } });
  const ground = theme.colors.background.primary;
  const tooFaint = (found: readonly Used[]) =>
    found.filter(({ what, color }) => !(contrast(color, ground) >= MIN_RATIO[what]));

  test('text and glyphs on a plot have enough contrast in every colour of the palette', () => {
    for (const names of [[theme.visualization.palette[0]], theme.visualization.palette]) {
      const series = names.map(seriesIn);
      const { plot, drawn } = plotOf(withRange(makePlotModel(series), { from: 0, to: 1000 }, false));
      drawMarkers(plot, DEFAULT_DISPLAY, theme);
      drawChangePoints(plot, theme);
      drawHatch(plot, ZONES, theme);
      drawZoneLabels(plot, ZONES, 'Excluded', theme);
      drawLabelBars(plot, MARKS, theme);
      drawSuppressed(plot, theme);
      drawSelection(plot, { from: 10, to: 20 }, theme);
      const found = colorsOf(drawn);
      expect(new Set(found.map(({ what }) => what)).size).toBe(2);
      expect(tooFaint(found)).toEqual([]);
    }
  });

  test('the lanes of the overview have enough contrast', () => {
    const { ctx, drawn } = recordingContext();
    const one = judgedSeries({ errors: [0, 9, 0, 0, 0, 0], certainty: [2, 2, ...Array(4).fill(Certainty.notJudged)] });
    drawLanes(
      ctx,
      overviewLanes([one], 1),
      { left: 0, width: 100, range: { from: 0, to: 50 } },
      { theme, provisional: false, settled: true }
    );
    const filled = drawn.filter(({ call }) => call === 'fillRect').map(({ fillStyle }) => fillStyle);
    expect(filled.length).toBeGreaterThan(1);
    expect(filled.filter((color) => contrast(color, ground) < MIN_RATIO.graphics)).toEqual([]);
    expect(tooFaint(colorsOf(drawn))).toEqual([]);
  });

  test('the lines that the panel adds to a series have enough contrast with every colour of the series', () => {
    for (const name of theme.visualization.palette) {
      const model = withRange(makePlotModel([seriesIn(name)]), { from: 0, to: 1000 }, false);
      const config = makePlotConfig(model, { theme, timeZone: 'utc', display: DEFAULT_DISPLAY, withLane: true });
      const strokes = (config.getConfig().series ?? []).slice(2).map(({ stroke }) => String(stroke));
      expect(strokes).toHaveLength(4);
      expect({ name, faint: strokes.filter((color) => !(contrast(color, ground) >= MIN_RATIO.graphics)) }).toEqual({
        name,
        faint: [],
      });
    }
  });
});

test('the fixture computes the ratios of black, grey and white on white', () => {
  // https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio: 21:1 at most; #767676 is the lightest grey of 4.5:1.
  expect(contrast('#000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#767676', '#ffffff')).toBeGreaterThanOrEqual(4.5);
  expect(contrast('#777777', '#ffffff')).toBeLessThan(4.5);
  expect(contrast('rgba(0, 0, 0, 0)', '#ffffff')).toBe(1);
  expect(contrast('#00000000', '#ffffff')).toBe(1);
});
