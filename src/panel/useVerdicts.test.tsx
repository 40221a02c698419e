import React, { type ReactNode } from 'react';
import { type DataFrame, FieldType, LoadingState, dateTime, getDefaultTimeRange, toDataFrame } from '@grafana/data';
import { renderHook, waitFor } from '@testing-library/react';
import type { AnalysisRequest, AnalysisResult } from '../worker/protocol';
import { readOptions } from './options/readOptions';
import { panelProps } from './panelProps.fixture';
import { AnalysisClientContext } from './useAnalysis';
import { useVerdicts } from './useVerdicts';

jest.mock('../worker/client', () => ({ sharedAnalysisClient: jest.fn() }));
jest.mock('@grafana/runtime', () => ({ config: {} }));

/** Of the panel, and of the series by an override. */
interface Changed {
  readonly windowSize?: number;
  readonly custom?: { readonly windowSize: number | 'auto' };
}

const SIZE = 64;
const window = { start: 0, values: Array<number>(SIZE).fill(100), errors: Array<number>(SIZE).fill(1) };
const memoryOf = (name: string) => ({
  format: 1,
  model: 'abc',
  windowSize: SIZE,
  series: [{ name, scale: { centre: 5, halfRange: 2 }, step: 1000, windows: [window] }],
});

function judge(learntMemory: unknown, { custom, windowSize }: Changed = {}) {
  const answer: AnalysisResult = {
    outcomes: [{ status: 'skipped', reason: 'constant', points: 90, needed: SIZE, memoryMismatch: 'other-scale' }],
    engine: {
      backend: 'cpu',
      passedOver: [],
      model: { name: 'm', version: '1', sha256: 'abc' },
    },
    elapsedMs: 1,
    cached: false,
    leastStrides: [1],
  };
  const analyse = jest.fn().mockResolvedValue(answer);
  const client = { analyse, inspect: jest.fn(), learn: jest.fn(), retry: jest.fn() };
  const frame = toDataFrame({
    fields: [
      { name: 'time', type: FieldType.time, values: [0, 1000] },
      { name: 'cpu', type: FieldType.number, values: [4000, 4000], config: { custom } },
    ],
  });
  const timeRange = { ...getDefaultTimeRange(), from: dateTime(0), to: dateTime(1000) };
  const props = panelProps({ series: [frame], state: LoadingState.Done, timeRange }, {});
  const { options } = readOptions({ teaching: { learntMemory }, detection: { windowSize } });
  const wrapper = ({ children }: { children: ReactNode }) => (
    <AnalysisClientContext.Provider value={client}>{children}</AnalysisClientContext.Provider>
  );
  return { analyse, ...renderHook(() => useVerdicts(props, options, true), { wrapper }) };
}

test('a learnt memory goes to the detector, and a note says if it was not used', async () => {
  const { analyse, result } = judge(memoryOf('cpu'));
  // Not before the memory is read: a verdict without it would be another one in a moment.
  await waitFor(() => expect(analyse).toHaveBeenCalled());
  expect(analyse.mock.calls[0][0].remembered).toEqual([expect.objectContaining({ step: 1000, windowSize: SIZE })]);
  await waitFor(() => expect(result.current.analysis.result).not.toBeNull());
  expect(result.current.memoryNotes).toEqual([
    expect.stringMatching(/^Learnt memory: not used for cpu\. .*unit of the values/),
  ]);
});

test.each([
  ['the panel', { windowSize: SIZE }, 1],
  ['the series', { custom: { windowSize: SIZE } }, 1],
  ['the series, which leaves it to its memory', { windowSize: SIZE, custom: { windowSize: 'auto' as const } }, 1],
  ['the series, at another size', { custom: { windowSize: 32 } }, 0],
])('windows that were learnt are remembered if their size is set by %s', async (_, changed, count) => {
  const { analyse, result } = judge(memoryOf('cpu'), changed);
  await waitFor(() => expect(result.current.analysis.result).not.toBeNull());
  expect(analyse.mock.calls[0][0].remembered.filter(Boolean)).toHaveLength(count);
});

test('a memory of other series is reported before the verdict', async () => {
  const { analyse, result } = judge(memoryOf('ram'));
  await waitFor(() => expect(analyse).toHaveBeenCalled());
  expect(analyse.mock.calls[0][0].remembered).toEqual([undefined]);
  expect(result.current.memoryNotes).toEqual([expect.stringMatching(/has none of these series.*: ram\.$/)]);
  await waitFor(() => expect(result.current.analysis.result).not.toBeNull());
});

test('a text that is no memory counts among the options that are not used, and the series are judged without it', async () => {
  const { analyse, result } = judge('{ "format": 1');
  await waitFor(() => expect(analyse).toHaveBeenCalled());
  expect(analyse.mock.calls[0][0].remembered).toEqual([undefined]);
  expect(result.current.notices).toEqual([expect.stringMatching(/^Learnt memory: This is not a learnt memory/)]);
  await waitFor(() => expect(result.current.analysis.result).not.toBeNull());
  expect(result.current.memoryNotes).not.toContainEqual(expect.stringContaining('This is not a learnt memory'));
});

const STEP = 60_000;
const ROWS = 200;

/** A panel over rows that start at a time; with a comparison with a day before, if there is a distance. */
function rendered(frames: DataFrame[], state = LoadingState.Done) {
  const analyse = jest.fn((_: AnalysisRequest) => new Promise<AnalysisResult>(() => undefined));
  const client = { analyse, inspect: jest.fn(), learn: jest.fn(), retry: jest.fn() };
  const timeRange = { ...getDefaultTimeRange(), from: dateTime(0), to: dateTime(ROWS * STEP) };
  const { options } = readOptions({});
  const wrapper = ({ children }: { children: ReactNode }) => (
    <AnalysisClientContext.Provider value={client}>{children}</AnalysisClientContext.Provider>
  );
  const propsOf = () => panelProps({ series: frames, state, timeRange }, {});
  const view = renderHook((props) => useVerdicts(props, options, true), { wrapper, initialProps: propsOf() });
  return { analyse, view, emit: () => view.rerender(propsOf()) };
}

const frameOf = (refId: string, start: number, meta = {}): DataFrame =>
  toDataFrame({
    refId,
    meta,
    fields: [
      { name: 'time', type: FieldType.time, values: Array.from({ length: ROWS }, (_, row) => start + row * STEP) },
      { name: 'cpu', type: FieldType.number, values: Array.from({ length: ROWS }, (_, row) => row % 7) },
    ],
  });

test('a stream whose arrays change in place is judged anew with each answer', async () => {
  const frames = [frameOf('A', 0)];
  const { analyse, view, emit } = rendered(frames, LoadingState.Streaming);
  await waitFor(() => expect(analyse).toHaveBeenCalledTimes(1));
  frames[0].fields[1].values[5] = 99;
  emit();
  await waitFor(() => expect(analyse).toHaveBeenCalledTimes(2));
  expect(analyse.mock.calls[1][0].series[0].values[5]).toBe(99);
  expect(view.result.current.series[0].series.values[5]).toBe(99);
  expect(view.result.current.series[0].field.values[5]).toBe(99);
});

test('a compared period is not judged, and its rows precede those of its series at their true times', async () => {
  const day = 1440 * STEP;
  const past = frameOf('A-compare', -day, { timeCompare: { diffMs: -day, isTimeShiftQuery: true } });
  const { analyse, view } = rendered([frameOf('A', 0), past]);
  await waitFor(() => expect(analyse).toHaveBeenCalledTimes(1));
  const [{ series, teachings }] = analyse.mock.calls[0];
  expect(teachings?.[0]?.normal).toEqual([{ from: -day + STEP, to: -day + (ROWS - 2) * STEP }]);
  expect(series).toHaveLength(1);
  expect(series[0].times).toHaveLength(2 * ROWS - 2);
  expect(series[0].times[0]).toBe(-day + STEP);
  expect(series[0].times[ROWS - 2]).toBe(0);
  expect(view.result.current.series).toHaveLength(1);
  expect(view.result.current.names).toEqual(['cpu']);
});
