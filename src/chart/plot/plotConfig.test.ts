import { FieldColorModeId, FieldType, ThresholdsMode, colorManipulator, createTheme } from '@grafana/data';
import { AxisPlacement, GraphGradientMode, VisibilityMode } from '@grafana/schema';
import type uPlot from 'uplot';
import type { Detection } from '../../detector/detection';
import { plotOf } from './canvas.fixture';
import { DEFAULT_DISPLAY } from './display';
import { type ChartSeries, makePlotModel, withRange } from './plotModel';
import { type PlotStyle, makePlotConfig, structureOf } from './plotConfig';

const style = (change: Partial<PlotStyle> = {}): PlotStyle => ({
  theme: createTheme({ colors: { mode: 'dark' } }),
  timeZone: 'utc',
  display: DEFAULT_DISPLAY,
  withLane: true,
  ...change,
});

const detection: Detection = {
  windowSize: 64,
  reconstruction: Float64Array.of(1, 2),
  error: Float64Array.of(0, 1),
  smoothedError: Float64Array.of(0, 1),
  score: Float64Array.of(0, 1),
  threshold: Float64Array.of(1, 1),
  certainty: Uint8Array.of(2, 2),
  sequences: [],
  changePoints: [],
  suppressed: [],
  usedLabels: [],
};

const series = (config = {}, values = [1, 2]): ChartSeries => ({
  name: 'a',
  field: { name: 'a', type: FieldType.number, values, config },
  frameIndex: 0,
  fieldIndex: 1,
  series: { times: Float64Array.of(0, 10), values: Float64Array.from(values) },
  rows: null,
  detection,
});

const modelOf = (...all: ChartSeries[]) => withRange(makePlotModel(all), { from: 0, to: 10 }, false);

test('series of one unit share a scale and an axis, another unit gets its own on the other side', () => {
  const model = modelOf(series({ unit: 'ms' }), series({ unit: 'ms' }), series({ unit: 'percent' }));
  const config = makePlotConfig(model, style()).getConfig();
  expect(Object.keys(config.scales ?? {})).toHaveLength(4);
  expect(config.axes?.map(({ side }) => side)).toEqual([2, 3, 1]);
});

test('the crosshair of a panel that shows a later time points at nothing', () => {
  const { cursor } = makePlotConfig(modelOf(series()), style()).getConfig();
  const pointed = (left: number) =>
    // Only the parts that are read. The plot is 300 pixels wide.
    cursor?.dataIdx?.({ cursor: { left }, bbox: { width: 300 * devicePixelRatio } } as uPlot, 1, 1, 10);
  expect([0, 150, 300].map(pointed)).toEqual([1, 1, 1]);
  expect(pointed(340)).toBeNull();
});

test('a hidden axis is omitted', () => {
  const model = modelOf(series({ custom: { axisPlacement: AxisPlacement.Hidden } }));
  expect(makePlotConfig(model, style()).getConfig().axes).toHaveLength(1);
});

test("a line is as wide, dashed and filled as its field says, and so is the axis' label", () => {
  const lineStyle = { fill: 'dash', dash: [2, 7] };
  const custom = { lineWidth: 4, lineStyle, showPoints: VisibilityMode.Always, pointSize: 9, axisLabel: 'Load' };
  const { series: lines, axes } = makePlotConfig(modelOf(series({ custom })), style()).getConfig();
  expect(lines?.[1]).toMatchObject({ width: 4, dash: [2, 7], points: { show: true, size: 9 } });
  expect(axes?.[1].label).toBe('Load');
});

test('a line is coloured along its thresholds if the field says so', () => {
  const thresholds = {
    mode: ThresholdsMode.Absolute,
    steps: [
      { value: -Infinity, color: 'green' },
      { value: 50, color: 'red' },
    ],
  };
  const custom = { gradientMode: GraphGradientMode.Scheme };
  const model = modelOf(series({ color: { mode: FieldColorModeId.Thresholds }, thresholds, custom }));
  expect(makePlotConfig(model, style()).getConfig().series?.[1].stroke).toBeInstanceOf(Function);
});

test('lines that are off are not shown', () => {
  const shown = (change: Partial<PlotStyle>) => {
    const model = modelOf(series());
    const { series: lines = [] } = makePlotConfig(model, style(change)).getConfig();
    return model.lines.filter((_, index) => lines[index + 1].show).map(({ role }) => role);
  };
  expect(shown({})).toEqual(['value', 'reconstruction', 'threshold', 'error', 'score']);
  expect(shown({ withLane: false })).toEqual(['value', 'reconstruction']);
  expect(shown({ display: { ...DEFAULT_DISPLAY, showReconstruction: false } })).toEqual([
    'value',
    'threshold',
    'error',
    'score',
  ]);
});

test('the smoothed error is thinner and fainter than the score, in the same hue', () => {
  const model = modelOf(series());
  const drawn = (role: string) => {
    const line = model.lines.findIndex((one) => one.role === role);
    return makePlotConfig(model, style()).getSeries()[line].props;
  };
  const [error, score] = [drawn('error'), drawn('score')];
  expect(error.lineWidth).toBeLessThan(score.lineWidth ?? 0);
  expect(colorManipulator.asHexString(String(error.lineColor)).slice(0, 7)).toBe(
    colorManipulator.asHexString(String(score.lineColor))
  );
  expect(colorManipulator.decomposeColor(String(error.lineColor)).values[3]).toBeLessThan(1);
});

describe('the key of the lane', () => {
  const names = (...all: ChartSeries[]) => {
    const model = modelOf(...all);
    const { plot, drawn } = plotOf(model);
    makePlotConfig(model, style())
      .getConfig()
      .hooks?.draw?.forEach((hook) => hook?.(plot));
    return drawn.flatMap(({ call, args }) => (call === 'fillText' ? [args[0]] : []));
  };
  const scored = () => ({ ...series(), detection: { ...detection, score: Float64Array.of(0, 2) } });

  test('names the smoothed error if the error is all that counts', () => {
    expect(names(series())).toEqual(['Smoothed error', 'Threshold', 'Reconstruction']);
    expect(names(series(), series())[0]).toBe('Smoothed error ÷ threshold');
  });

  test('names the score and then the smoothed error if other evidence counts, too', () => {
    expect(names(scored())).toEqual(['Score', 'Threshold', 'Smoothed error', 'Reconstruction']);
    expect(names(scored(), series())[0]).toBe('Score ÷ threshold');
  });
});

test("the reconstruction takes a shade of the series' hue, or the colour that was chosen", () => {
  const model = modelOf(series({ color: { mode: 'fixed', fixedColor: '#ff0000' } }));
  const stroke = (change: Partial<PlotStyle>) => makePlotConfig(model, style(change)).getSeries()[1].props.lineColor;
  expect(stroke({})).not.toBe('#ff0000');
  const fixed = { ...DEFAULT_DISPLAY, reconstructionColorMode: 'fixed', reconstructionColor: '#0000ff' } as const;
  expect(stroke({ display: fixed })).toBe('#0000ff');
});

test('new numbers keep the structure; a name, a colour, a setting or a theme changes it', () => {
  const base = structureOf(modelOf(series()), style());
  expect(structureOf(modelOf(series({}, [5, 6])), style())).toBe(base);
  expect(structureOf(modelOf({ ...series(), name: 'b' }), style())).not.toBe(base);
  expect(structureOf(modelOf(series({ unit: 's' })), style())).not.toBe(base);
  expect(structureOf(modelOf(series()), style({ withLane: false }))).not.toBe(base);
  const light = createTheme({ colors: { mode: 'light' } });
  expect(structureOf(modelOf(series()), style({ theme: light }))).not.toBe(base);
});

test('narrow axes are padded to the minimum left distance, wide ones are not', () => {
  const { padding } = makePlotConfig(modelOf(series()), style({ minLeft: 60 })).getConfig();
  const left = padding?.[3];
  const asked = (size: number) =>
    typeof left === 'function' &&
    left({ axes: [{ show: true, side: 3, _size: size }] } as unknown as uPlot, 3, [false, false, true, true], 0);
  expect(asked(22)).toBe(38);
  expect(asked(80)).toBe(0);
});

test('a resized plot is ranged and redrawn after uPlot has finished drawing', async () => {
  const redraw = jest.fn();
  const { hooks } = makePlotConfig(modelOf(series()), style()).getConfig();
  hooks?.setSize?.forEach((hook) => hook?.({ redraw } as Partial<uPlot> as uPlot));
  expect(redraw).not.toHaveBeenCalled();
  await Promise.resolve();
  expect(redraw).toHaveBeenCalledWith(true, true);
});

test('a row between gaps is shown in every line of a dense plot, and no other row but those of the values', () => {
  const model = modelOf(series());
  const lines = makePlotConfig(model, style()).getConfig().series ?? [];
  const column = [1, null, 3, null, 5, 6];
  const plot = { data: [[0], ...model.lines.map(() => column)], series: [{ idxs: [0, 5] }] } as unknown as uPlot;
  const isolated = model.lines.map(({ role }, index) => {
    const { filter, show } = lines[index + 1].points ?? {};
    const shown = typeof show === 'function' ? show(plot, index + 1, 0, 5) : show;
    return [role, shown, typeof filter === 'function' ? filter(plot, index + 1, false, []) : filter];
  });
  expect(isolated).toEqual([
    ['value', undefined, [0, 2]],
    ['reconstruction', false, [0, 2]],
    ['threshold', false, undefined],
    ['error', false, [0, 2]],
    ['score', false, [0, 2]],
  ]);
});

test.each([NaN, Infinity, -Infinity, '7', 1e999])('a bound of %p is no bound, and the scale stays finite', (bound) => {
  const made = series({ min: bound, max: bound, custom: { axisSoftMin: bound, axisSoftMax: bound } });
  const { scales } = makePlotConfig(modelOf(made), style()).getConfig();
  const [key, { range }] = Object.entries(scales ?? {})[1];
  const plot = { height: 400, scales: { [key]: { distr: 1, log: 10 } }, series: [] } as unknown as uPlot;
  const ends = typeof range === 'function' ? range(plot, 1, 2, key) : [];
  expect(ends).toHaveLength(2);
  expect(ends.every(Number.isFinite)).toBe(true);
});
