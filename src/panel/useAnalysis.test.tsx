import React, { type ReactNode } from 'react';
import { FieldType } from '@grafana/data';
import { act, renderHook } from '@testing-library/react';
import type { Detection } from '../detector/detection';
import { ALL_COMPLETE } from '../detector/report/completeness';
import { DEFAULT_DETECTOR_SETTINGS, type DetectorSettings } from '../detector/settings';
import { inEnglish } from '../shared/message';
import type { AnalysisPhase, AnalysisRequest, AnalysisResult } from '../worker/protocol';
import type { AskOptions } from '../worker/analysisClient';
import type { PanelSeries } from '../series/frames';
import { AnalysisClientContext, type AnalysisOptions, useAnalysis } from './useAnalysis';

jest.mock('../worker/client', () => ({ sharedAnalysisClient: jest.fn() }));

interface Call {
  readonly request: AnalysisRequest;
  readonly signal: AbortSignal;
  readonly onPhase?: (phase: AnalysisPhase) => void;
  readonly isVisible?: () => boolean;
  readonly canWait?: boolean;
  readonly resolve: (result: AnalysisResult) => void;
  readonly reject: (error: unknown) => void;
}

function controlledClient() {
  const calls: Call[] = [];
  return {
    calls,
    retry: jest.fn(),
    inspect: jest.fn(),
    learn: jest.fn(),
    analyse: (request: AnalysisRequest, { signal, ...rest }: AskOptions) =>
      new Promise<AnalysisResult>((resolve, reject) => calls.push({ request, signal, ...rest, resolve, reject })),
  };
}

const series = (values: number[], name = 'a', start = 0): PanelSeries => ({
  name,
  field: { name, type: FieldType.number, values, config: {} },
  frameIndex: 0,
  fieldIndex: 1,
  series: { times: Float64Array.from(values, (_, index) => start + index), values: Float64Array.from(values) },
  rows: null,
});

const detectionOf = (values: number[]): Detection => ({
  windowSize: 64,
  reconstruction: Float64Array.from(values),
  error: Float64Array.from(values),
  smoothedError: Float64Array.from(values),
  score: Float64Array.from(values),
  threshold: Float64Array.from(values),
  certainty: new Uint8Array(values.length).fill(2),
  sequences: [],
  changePoints: [],
  suppressed: [],
  usedLabels: [],
});

const resultFor = (...detections: Detection[]): AnalysisResult => ({
  outcomes: detections.map((detection) => ({ status: 'detected', detection })),
  engine: {
    backend: 'cpu',
    passedOver: [],
    model: { name: 'm', version: '1', sha256: 'f'.repeat(64) },
  },
  elapsedMs: 1,
  cached: false,
  leastStrides: [4],
});

const SETTINGS = DEFAULT_DETECTOR_SETTINGS;

function setUp(initial: PanelSeries[], settings = SETTINGS, isVisible: boolean | null = true) {
  const client = controlledClient();
  const wrapper = ({ children }: { children: ReactNode }) => (
    <AnalysisClientContext.Provider value={client}>{children}</AnalysisClientContext.Provider>
  );
  interface Props {
    readonly series: PanelSeries[];
    readonly settings: DetectorSettings;
    readonly isVisible?: boolean | null;
  }
  const initialProps: Props = { series: initial, settings, isVisible };
  const hook = renderHook((props: Props) => useAnalysis(props.series, props.settings, { isVisible: props.isVisible }), {
    wrapper,
    initialProps,
  });
  return { client, ...hook };
}

test('it asks once, follows the phases and hands out the verdict', async () => {
  const { client, result } = setUp([series([1, 2, 3])]);
  expect(client.calls).toHaveLength(1);
  act(() => client.calls[0].onPhase?.({ phase: 'warming-up' }));
  expect(result.current).toMatchObject({ phase: { phase: 'warming-up' }, result: null, detections: [null] });
  const detection = detectionOf([7, 8, 9]);
  await act(async () => client.calls[0].resolve(resultFor(detection)));
  expect(result.current).toMatchObject({ phase: null, failure: null, provisional: false });
  expect(result.current.detections).toEqual([detection]);
});

test('a refresh with the same content asks for nothing and keeps the verdict', async () => {
  const { client, result, rerender } = setUp([series([1, 2, 3])]);
  await act(async () => client.calls[0].resolve(resultFor(detectionOf([7, 8, 9]))));
  rerender({ series: [series([1, 2, 3])], settings: { ...SETTINGS } });
  expect(client.calls).toHaveLength(1);
  expect(result.current.provisional).toBe(false);
  expect(result.current.result).not.toBeNull();
});

test('new data cancel the old question, and its late answer is not shown', async () => {
  const { client, result, rerender } = setUp([series([1, 2, 3])]);
  rerender({ series: [series([4, 5, 6])], settings: SETTINGS });
  expect(client.calls.map(({ signal }) => signal.aborted)).toEqual([true, false]);
  await act(async () => client.calls[0].resolve(resultFor(detectionOf([7, 8, 9]))));
  expect(result.current).toMatchObject({ result: null, detections: [null] });
});

test('while new data are judged, the old verdict stays only on the points that are the same', async () => {
  const { client, result, rerender } = setUp([series([1, 2, 3])]);
  await act(async () => client.calls[0].resolve(resultFor(detectionOf([7, 8, 9]))));
  rerender({ series: [series([2, 3, 4], 'a', 1)], settings: SETTINGS });
  expect(result.current).toMatchObject({ provisional: true, result: null });
  expect(Array.from(result.current.detections[0]?.smoothedError ?? [])).toEqual([8, 9, NaN]);
});

test('the verdict of other settings or of another series is not carried over', async () => {
  const { client, result, rerender } = setUp([series([1, 2, 3])]);
  await act(async () => client.calls[0].resolve(resultFor(detectionOf([7, 8, 9]))));
  rerender({ series: [series([1, 2, 3])], settings: { ...SETTINGS, span: 99 } });
  expect(result.current.detections).toEqual([null]);
  rerender({ series: [series([1, 2, 3], 'b')], settings: SETTINGS });
  expect(result.current.detections).toEqual([null]);
});

test('a failure is handed out as it is, and retry asks again', async () => {
  const { client, result } = setUp([series([1, 2, 3])]);
  const failure = { code: 'model-corrupt', message: 'Hash differs.', remedy: 'Reinstall.' } as const;
  await act(async () => client.calls[0].reject(Object.assign(new Error('no'), { failure })));
  expect(result.current.failure).toEqual(failure);
  act(() => result.current.retry());
  expect(client.retry).toHaveBeenCalledTimes(1);
  expect(client.calls).toHaveLength(2);
  expect(result.current.failure).toBeNull();
});

test('an unexpected error is reported with its message', async () => {
  const { client, result } = setUp([series([1, 2, 3])]);
  await act(async () => client.calls[0].reject(new Error('boom')));
  expect(inEnglish(result.current.failure?.message ?? '')).toBe('The analysis ended unexpectedly: boom');
});

test('no series, no question; unmounting cancels', () => {
  expect(setUp([]).client.calls).toHaveLength(0);
  const { client, unmount } = setUp([series([1])]);
  unmount();
  expect(client.calls[0].signal.aborted).toBe(true);
});

describe('where time was short', () => {
  const WIDER = { stride: 8, usual: 4, budgetMs: 10_000 };
  const coarse = (detection: Detection) => ({ ...resultFor(detection), leastStrides: [8], widerStride: WIDER });
  const points = (first: number) => series([first, first + 1, first + 2, first + 3], 'a', first);
  const detection = (first: number) => detectionOf([first, first + 1, first + 2, first + 3]);

  test('the verdict in larger steps is shown, and the one in usual steps is asked for behind it', async () => {
    const { client, result } = setUp([points(1)]);
    expect(client.calls[0].request.budgetMs).toBeUndefined();
    await act(async () => client.calls[0].resolve(coarse(detection(1))));
    expect(result.current).toMatchObject({ phase: null, failure: null, provisional: false, leastStrides: [8] });
    expect(client.calls).toHaveLength(2);
    expect(client.calls[1]).toMatchObject({ request: { budgetMs: 120_000 }, canWait: true });
    act(() => client.calls[1].onPhase?.({ phase: 'computing', done: 0, total: 1 }));
    expect(result.current).toMatchObject({
      phase: null,
      refining: { done: 0, total: 1 },
      result: { widerStride: WIDER },
    });
    await act(async () => client.calls[1].resolve(resultFor(detection(5))));
    expect(result.current).toMatchObject({ refining: null, detections: [detection(5)], leastStrides: [4] });
    expect(result.current.result).not.toHaveProperty('widerStride');
    expect(client.calls).toHaveLength(2);
  });

  test('if the better result fails, the first one stays and the failure is reported', async () => {
    const { client, result } = setUp([points(1)]);
    const failure = { code: 'worker-died', message: 'It ended.', remedy: 'Retry.' } as const;
    await act(async () => client.calls[0].resolve(coarse(detection(1))));
    await act(async () => client.calls[1].reject(Object.assign(new Error('no'), { failure })));
    expect(result.current).toMatchObject({ failure: null, unrefined: failure, detections: [detection(1)] });
  });

  test('a refresh keeps to usual steps once they were taken, and does not fall back to larger ones', async () => {
    const { client, result, rerender } = setUp([points(1)]);
    await act(async () => client.calls[0].resolve(coarse(detection(1))));
    await act(async () => client.calls[1].resolve(resultFor(detection(1))));
    rerender({ series: [points(2)], settings: SETTINGS });
    expect(client.calls[2]).toMatchObject({ request: { budgetMs: 120_000 }, canWait: false });
    expect(result.current.provisional).toBe(true);
    await act(async () => client.calls[2].resolve(coarse(detection(2))));
    expect(client.calls).toHaveLength(3);
  });

  test('where little of what was judged is left, and where it was judged in larger steps, it is asked in two steps', async () => {
    const { client, rerender } = setUp([points(1)]);
    await act(async () => client.calls[0].resolve(resultFor(detection(1))));
    rerender({ series: [points(4)], settings: SETTINGS });
    expect(client.calls[1].request.budgetMs).toBeUndefined();
    await act(async () => client.calls[1].resolve(coarse(detection(4))));
    rerender({ series: [points(5)], settings: SETTINGS });
    expect(client.calls[2].signal.aborted).toBe(true);
    expect(client.calls[3].request.budgetMs).toBeUndefined();
  });
});

describe('a panel that nobody sees', () => {
  const first = [series([1, 2, 3])];
  const second = [series([2, 3, 4], 'a', 1)];

  test('it asks once it comes into view, and then in the name of the same panel at every refresh', () => {
    const { client, result, rerender } = setUp(first, SETTINGS, false);
    expect(client.calls).toHaveLength(0);
    expect(result.current.isWaiting).toBe(true);
    rerender({ series: first, settings: SETTINGS, isVisible: true });
    expect(result.current.isWaiting).toBe(false);
    rerender({ series: second, settings: SETTINGS, isVisible: true });
    expect(client.calls).toHaveLength(2);
    const [{ request }, { request: refreshed }] = client.calls;
    expect(request.panel).toBeTruthy();
    expect(refreshed.panel).toBe(request.panel);
    expect(refreshed.names).toEqual(['a']);
  });

  test('it keeps its last picture while refreshes come in, and asks for the newest alone', async () => {
    const { client, result, rerender } = setUp(first);
    await act(async () => client.calls[0].resolve(resultFor(detectionOf([7, 8, 9]))));
    rerender({ series: first, settings: SETTINGS, isVisible: false });
    rerender({ series: [series([0, 1, 2], 'a', -1)], settings: SETTINGS, isVisible: false });
    rerender({ series: second, settings: SETTINGS, isVisible: false });
    expect(client.calls).toHaveLength(1);
    expect(Array.from(result.current.detections[0]?.smoothedError ?? [])).toEqual([8, 9, NaN]);
    rerender({ series: second, settings: SETTINGS, isVisible: true });
    expect(client.calls).toHaveLength(2);
    expect(Array.from(client.calls[1].request.series[0].values)).toEqual([2, 3, 4]);
  });

  test('its request continues with lower priority after it scrolls away', async () => {
    const { client, result, rerender } = setUp(first);
    expect(client.calls[0].isVisible?.()).toBe(true);
    rerender({ series: first, settings: SETTINGS, isVisible: false });
    expect(client.calls[0].signal.aborted).toBe(false);
    expect(client.calls[0].isVisible?.()).toBe(false);
    await act(async () => client.calls[0].resolve(resultFor(detectionOf([7, 8, 9]))));
    expect(result.current).toMatchObject({ provisional: false, isWaiting: false });
    rerender({ series: first, settings: SETTINGS, isVisible: true });
    expect(client.calls).toHaveLength(1);
  });

  test('it withdraws a question that a refresh has made old', () => {
    const { client, rerender } = setUp(first);
    rerender({ series: second, settings: SETTINGS, isVisible: false });
    expect(client.calls.map(({ signal }) => signal.aborted)).toEqual([true]);
  });

  test('it does not wait before its position is known', () => {
    const { client, result } = setUp(first, SETTINGS, null);
    expect(client.calls).toHaveLength(0);
    expect(result.current.isWaiting).toBe(false);
  });
});

describe('what is known around the visible rows', () => {
  const wrap = (client: ReturnType<typeof controlledClient>) =>
    function Wrapper({ children }: { children: ReactNode }) {
      return <AnalysisClientContext.Provider value={client}>{children}</AnalysisClientContext.Provider>;
    };
  const visible = [series([30, 40], 'a', 3)];
  const context = series([10, 20, 30, 40, 50], 'a', 1).series;

  test('is judged with them, and the verdict is cut down to them', async () => {
    const client = controlledClient();
    const detectionContext = { contexts: [context] };
    const { result } = renderHook(() => useAnalysis(visible, SETTINGS, { context: detectionContext }), {
      wrapper: wrap(client),
    });
    expect(Array.from(client.calls[0].request.series[0].values)).toEqual([10, 20, 30, 40, 50]);
    await act(async () => client.calls[0].resolve(resultFor(detectionOf([1, 2, 3, 4, 5]))));
    expect(Array.from(result.current.detections[0]?.smoothedError ?? [])).toEqual([3, 4]);
    expect(result.current.judged[0].times).toHaveLength(5);
  });

  test('is waited for while it is about to come; when it comes late, the first verdict stays until the next', async () => {
    const client = controlledClient();
    const hook = renderHook((options: AnalysisOptions) => useAnalysis(visible, SETTINGS, options), {
      wrapper: wrap(client),
      initialProps: { isHeld: true } as AnalysisOptions,
    });
    expect(client.calls).toHaveLength(0);
    hook.rerender({ isHeld: false });
    await act(async () => client.calls[0].resolve(resultFor(detectionOf([7, 8]))));
    hook.rerender({ isHeld: false, context: { contexts: [context] } });
    expect(client.calls).toHaveLength(2);
    expect(hook.result.current.provisional).toBe(true);
    expect(Array.from(hook.result.current.detections[0]?.smoothedError ?? [])).toEqual([7, 8]);
  });

  test('another teaching is another question; the same one in other words is not', () => {
    const client = controlledClient();
    const taught = (to: number) => ({ teachings: [{ normal: [{ from: 0, to }], excluded: [], falseAlarms: [] }] });
    const hook = renderHook((options: AnalysisOptions) => useAnalysis(visible, SETTINGS, options), {
      wrapper: wrap(client),
      initialProps: { context: taught(1) },
    });
    hook.rerender({ context: taught(1) });
    expect(client.calls).toHaveLength(1);
    hook.rerender({ context: taught(2) });
    expect(client.calls).toHaveLength(2);
    expect(client.calls[1].request.teachings?.[0]?.normal[0].to).toBe(2);
  });

  test('a refresh that settles no further row asks for nothing', () => {
    const client = controlledClient();
    const settled = (settledTo: number) => ({ completeness: [{ ...ALL_COMPLETE, settledTo }] });
    const hook = renderHook((options: AnalysisOptions) => useAnalysis(visible, SETTINGS, options), {
      wrapper: wrap(client),
      initialProps: { context: settled(3.2) },
    });
    hook.rerender({ context: settled(3.7) });
    expect(client.calls).toHaveLength(1);
    hook.rerender({ context: settled(4) });
    expect(client.calls).toHaveLength(2);
  });
});
