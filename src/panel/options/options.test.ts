import { LegendDisplayMode, TooltipDisplayMode } from '@grafana/schema';
import { DETECTOR_BOUNDS } from '../../detector/settings';
import { detectionTexts, numericSettings } from '../status/detectionTexts';
import { DEFAULT_OPTIONS, readOptions } from './options';

test('missing options get the defaults without a notice', () => {
  for (const nothing of [undefined, null, {}, [], 'text', 7]) {
    expect(readOptions(nothing)).toEqual({ options: DEFAULT_OPTIONS, notices: [] });
  }
});

test('what lies within the bounds is kept', () => {
  const { options, notices } = readOptions({
    detection: { windowSize: 128, memory: false, pruning: 0.2 },
    display: { shadingColor: 'purple', showErrorLane: false },
    tooltip: { mode: TooltipDisplayMode.Multi },
    legend: { displayMode: LegendDisplayMode.Table },
  });
  expect(options.detection).toMatchObject({ windowSize: 128, memory: false, pruning: 0.2 });
  expect(options.display).toMatchObject({ shadingColor: 'purple', showErrorLane: false });
  expect(options.tooltip.mode).toBe(TooltipDisplayMode.Multi);
  expect(options.legend).toMatchObject({ displayMode: LegendDisplayMode.Table, showLegend: true, calcs: [] });
  expect(notices).toEqual([]);
});

test.each([
  [100_000, 256, 'Window size: 100000 is outside 16–256; using 256 points'],
  [-1, 16, 'Window size: -1 is outside 16–256; using 16 points'],
  [64.4, 64, 'Window size: 64.4 is not a whole number; using 64 points'],
  ['many', 'auto', 'Window size: "many" is not a number; using auto'],
  [null, 'auto', 'Window size: null is not a number; using auto'],
  [NaN, 'auto', 'Window size: null is not a number; using auto'],
  [[96], 'auto', 'Window size: [96] is not a number; using auto'],
])('window size %p becomes %p and says so', (written, used, notice) => {
  const { options, notices } = readOptions({ detection: { windowSize: written } });
  expect(options.detection.windowSize).toBe(used);
  expect(notices).toEqual([notice]);
});

test('the window is chosen unless a number is written', () => {
  const sizeOf = (detection: object) => readOptions({ detection });
  for (const detection of [{}, { windowSize: undefined }, { windowSize: 'auto' }]) {
    expect(sizeOf(detection)).toMatchObject({ options: { detection: { windowSize: 'auto' } }, notices: [] });
  }
  expect(sizeOf({ windowSize: '48' })).toMatchObject({ options: { detection: { windowSize: 48 } }, notices: [] });
});

test('an unknown sensitivity or smoothing falls back to the default with a notice', () => {
  const { options, notices } = readOptions({ detection: { sensitivity: 'loud', smoothing: 3 } });
  expect(options.detection).toMatchObject({ sensitivity: 'balanced', smoothing: 'two-sided' });
  expect(notices).toEqual([
    'Smoothing: 3 is none of two-sided, causal; using two-sided',
    'Sensitivity: "loud" is none of quiet, balanced, keen, exact; using balanced',
  ]);
});

test('a dashboard that names a shading colour and no mode keeps its colour; without either, severity colours', () => {
  const modeOf = (display: object) => readOptions({ display }).options.display.shadingColorMode;
  expect(modeOf({})).toBe('severity');
  expect(modeOf({ shadingColor: 'purple' })).toBe('fixed');
  expect(modeOf({ shadingColor: 'purple', shadingColorMode: 'severity' })).toBe('severity');
});

test('a written number without a sensitivity is meant exactly', () => {
  expect(readOptions({ detection: { pruning: 0.3 } }).options.detection).toMatchObject({
    sensitivity: 'exact',
    pruning: 0.3,
  });
  expect(readOptions({ detection: { pruning: 0.3, sensitivity: 'keen' } }).options.detection.sensitivity).toBe('keen');
});

test('a number written as text counts as that number', () => {
  const { options, notices } = readOptions({ detection: { span: '25' } });
  expect(options.detection.span).toBe(25);
  expect(notices).toEqual([]);
});

test('a switch that is not a boolean falls back to its default with a notice', () => {
  const { options, notices } = readOptions({ detection: { memory: 'yes' }, display: { showShading: 0 } });
  expect(options.detection.memory).toBe(true);
  expect(options.display.showShading).toBe(true);
  expect(notices).toEqual([
    'Recall from memory: "yes" is neither true nor false; using true',
    'Show shading: 0 is neither true nor false; using true',
  ]);
});

test('legend calculations that are no list are dropped', () => {
  expect(readOptions({ legend: { calcs: 'mean' } }).options.legend.calcs).toEqual([]);
});

test("every number of the detector's has a name and a description in the editor", () => {
  expect(numericSettings()).toEqual(Object.keys(DETECTOR_BOUNDS));
  for (const { name, description } of Object.values(detectionTexts())) {
    expect(name).not.toBe('');
    expect(description).toMatch(/\.$/);
  }
});
