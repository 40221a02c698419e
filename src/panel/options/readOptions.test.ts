import { LegendDisplayMode, TooltipDisplayMode } from '@grafana/schema';
import { DEFAULT_OPTIONS } from './options';
import { lookbackMode, readOptions } from './readOptions';

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

test('an unknown sensitivity, smoothing or evidence falls back to the default with a notice', () => {
  const { options, notices } = readOptions({ detection: { sensitivity: 'loud', smoothing: 3, evidence: 'some' } });
  expect(options.detection).toMatchObject({ sensitivity: 'balanced', smoothing: 'two-sided', evidence: 'all' });
  expect(notices).toEqual([
    'Sensitivity: "loud" is none of quiet, balanced, keen, exact; using balanced',
    'Smoothing: 3 is none of two-sided, causal; using two-sided',
    'Evidence: "some" is none of all, reconstruction-error; using all',
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

test('a known engine is used, an unknown one adds a notice', () => {
  expect(readOptions({}).options.engine).toBe('auto');
  expect(readOptions({ engine: 'webgl' })).toMatchObject({ options: { engine: 'webgl' }, notices: [] });
  expect(readOptions({ engine: 'tpu' })).toMatchObject({
    options: { engine: 'auto' },
    notices: ['Engine: "tpu" is none of auto, webgl, wasm, cpu; using auto'],
  });
});

describe('labels', () => {
  const read = (teaching: unknown) => {
    const { options, notices } = readOptions({ teaching });
    return { teaching: options.teaching, notices };
  };

  test('quotes a recurring window that it cannot read, and keeps the others', () => {
    const { teaching, notices } = read({ recurring: 'Sun 02:00-04:00\nevery full moon' });
    expect(teaching.recurring).toBe('Sun 02:00-04:00\nevery full moon');
    expect(notices).toEqual([expect.stringContaining('“every full moon” cannot be read')]);
  });

  test('takes a learnt memory as text or as the object that it is', () => {
    expect(read({ learntMemory: '{"a":1}' }).teaching.learntMemory).toBe('{"a":1}');
    expect(read({ learntMemory: { a: 1 } }).teaching.learntMemory).toBe('{"a":1}');
  });

  test.each([
    [null],
    [7],
    ['nonsense'],
    [[]],
    [{ useMarks: 'maybe', leaveOutTags: 7, recurring: {}, learntMemory: 3 }],
  ])('reads %j without falling over', (written) => {
    expect(read(written).teaching).toEqual(DEFAULT_OPTIONS.teaching);
  });
});

describe('look-back', () => {
  const read = (lookback: unknown) => {
    const { options, notices } = readOptions({ lookback });
    return { options: options.lookback, notices, mode: lookbackMode(options.lookback) };
  };

  test.each([
    ['90s', 90_000],
    ['15m', 900_000],
    ['6h', 21_600_000],
    ['1.5d', 129_600_000],
    ['2w', 1_209_600_000],
    [' 6 h ', 21_600_000],
  ])('a duration of “%s” is so many milliseconds', (duration, milliseconds) => {
    expect(read({ mode: 'fixed', duration })).toMatchObject({ mode: milliseconds, notices: [] });
  });

  test.each(['soon', '0h', '-3h', '6', 'h', '6h extra'])('“%s” is no duration, which is told', (duration) => {
    const { options, notices } = read({ mode: 'fixed', duration });
    expect(options.duration).toBe(DEFAULT_OPTIONS.lookback.duration);
    expect(notices).toEqual([`Look-back duration: ${duration} is not a duration; using 6h`]);
  });

  test('missing means auto, off means none, and an unknown mode adds a notice', () => {
    expect(read(undefined)).toMatchObject({ mode: 'auto', notices: [] });
    expect(read({ mode: 'off' }).mode).toBeNull();
    expect(read({ mode: 'backwards' })).toMatchObject({ mode: 'auto', notices: [expect.stringMatching(/is none of/)] });
  });
});
