import {
  CoreApp,
  type DataQueryRequest,
  FieldType,
  LoadingState,
  type PanelData,
  dateTime,
  toDataFrame,
} from '@grafana/data';
import { renderHook } from '@testing-library/react';
import { readFrames } from '../../series/frames';
import type { NewestRows } from './newestRows';
import { useCompleteness } from './useCompleteness';

jest.mock('@grafana/runtime', () => ({ getTemplateSrv: () => ({ replace: (text: string) => text }) }));

const MINUTE = 60_000;
const NOON = Date.UTC(2026, 0, 1, 12);

/** Counts in 60 steps up to a time, which begin within a bucket. */
function askedAt(
  to: number,
  state = LoadingState.Done,
  datasource = 'influxdb',
  valueAt = (time: number) => Math.sin(time),
  step = MINUTE
): PanelData {
  const from = to - 60 * step;
  const range = { from: dateTime(from), to: dateTime(to), raw: { from: 'now-1h', to: 'now' } };
  const request: DataQueryRequest = {
    app: CoreApp.Dashboard,
    requestId: 'Q1',
    timezone: 'utc',
    range,
    interval: '1m',
    intervalMs: MINUTE,
    scopedVars: {},
    startTime: to,
    targets: [
      {
        refId: 'A',
        datasource: { type: datasource, uid: 'u' },
        ...{ query: 'SELECT count(v) FROM m GROUP BY time(1m)' },
      },
    ],
  };
  const first = Math.floor(from / step);
  const times = Array.from({ length: Math.floor(to / step) - first + 1 }, (_, row) => (first + row) * step);
  const frame = toDataFrame({
    refId: 'A',
    fields: [
      { name: 'time', type: FieldType.time, values: times },
      { name: 'count', type: FieldType.number, values: times.map(valueAt) },
    ],
  });
  return { state, series: [frame], timeRange: range, request };
}

const TO = NOON + 20_000;

function hookOn(data: PanelData, newest: NewestRows = 'auto') {
  const shown = (next: PanelData) => ({ data: next, reading: readFrames(next.series), contexts: [null] });
  const initialProps = shown(data);
  const hook = renderHook(({ data: now, reading, contexts }) => useCompleteness(now, reading, contexts, newest), {
    initialProps,
  });
  return { ...hook, show: (next: PanelData) => hook.rerender(shown(next)), initialProps };
}

test('the buckets at both ends of an InfluxDB answer are not complete', () => {
  const [{ complete }] = hookOn(askedAt(TO)).result.current;
  expect(complete).toEqual({ from: NOON - 59 * MINUTE, to: NOON - MINUTE });
});

test('while the next refresh loads, the last bucket of the shown answer does not count as over', () => {
  const { result, rerender, initialProps } = hookOn(askedAt(TO));
  const next = askedAt(TO + 2 * MINUTE, LoadingState.Loading);
  rerender({ ...initialProps, data: { ...next, series: initialProps.data.series } });
  expect(result.current[0].complete.to).toBe(NOON - MINUTE);
});

test('a refresh completes the bucket', () => {
  const { result, show } = hookOn(askedAt(TO));
  show(askedAt(TO + MINUTE));
  expect(result.current[0].complete.to).toBe(NOON);
});

test.each<[NewestRows, number]>([
  ['all', Infinity],
  [1, NOON - MINUTE],
  [3, NOON - 3 * MINUTE],
  [1000, -Infinity],
])('with the choice %s, the last judged row is that', (newest, last) => {
  const [{ complete, settledTo }] = hookOn(askedAt(TO), newest).result.current;
  expect(complete).toEqual({ from: NOON - 59 * MINUTE, to: last });
  expect(settledTo).toBe(Infinity);
});

test('the rows of another source in the same panel are judged as what they are', () => {
  const data = askedAt(TO, LoadingState.Done, 'prometheus');
  expect(hookOn(data).result.current[0].isBucketed).toBe(false);
});

/** A source that returns other values for the newest two minutes while they are new. */
const revising = (to: number) => (time: number) => Math.sin(time) + (time > to - 2 * MINUTE ? 1 : 0);
const revisedAt = (to: number, state = LoadingState.Done) => askedAt(to, state, 'prometheus', revising(to));

test('a refresh that revises the newest values shows the age at which they settle', () => {
  const { result, show } = hookOn(revisedAt(TO));
  show(revisedAt(TO + MINUTE));
  expect(result.current[0].settledTo).toBeGreaterThanOrEqual(TO - 2 * MINUTE);
  expect(result.current[0].settledTo).toBeLessThan(NOON);
});

test('part of an answer that still loads is not taken for the answer before', () => {
  const { result, show } = hookOn(revisedAt(TO));
  const settledTo = () => result.current[0].settledTo;
  const next = revisedAt(TO + MINUTE);
  show({ ...revisedAt(TO + MINUTE, LoadingState.Loading), series: [] });
  show({ ...next, state: LoadingState.Loading });
  show(next);
  expect(settledTo()).toBeLessThan(NOON);
  const known = settledTo();
  show({ ...revisedAt(TO + 2 * MINUTE, LoadingState.Loading), series: next.series });
  expect(settledTo()).toBe(known);
});

test('a value that changed although its bucket was over is not settled at that age', () => {
  const { result, show } = hookOn(askedAt(TO));
  const next = askedAt(TO + MINUTE);
  const [time, count] = next.series[0].fields;
  // A late writer.
  count.values[time.values.indexOf(NOON - MINUTE)] += 1;
  show({ ...askedAt(TO + MINUTE, LoadingState.Loading), series: askedAt(TO).series });
  show(next);
  const age = TO - (NOON - MINUTE) + 1;
  expect(result.current[0].settledTo).toBe(TO + MINUTE - age);
});

test('rows that a stream has added since it began are judged', () => {
  const streamed = (to: number): PanelData => {
    const data = askedAt(to, LoadingState.Streaming);
    return { ...data, request: { ...askedAt(TO).request!, range: data.timeRange } };
  };
  const { result, show } = hookOn(streamed(TO));
  show(streamed(TO + 30 * MINUTE));
  expect(result.current[0].complete.to).toBe(NOON + 29 * MINUTE);
});

test.each([
  ['with the last millisecond of a day, as now/d does', NOON - 1, MINUTE, true],
  [
    'with the last second of a day, as in the time picker, which is a part of a longer bucket',
    NOON - 1000,
    10 * MINUTE,
    true,
  ],
  ['with the last second of a day, which is a large part of a bucket', NOON - 1000, MINUTE, false],
])('the last bucket of a range in the past that ends %s', (_, to, step, isComplete) => {
  const data = askedAt(to, LoadingState.Done, 'influxdb', Math.sin, step);
  const past = { ...data, request: { ...data.request!, startTime: NOON + 60 * MINUTE } };
  expect(hookOn(past).result.current[0].complete.to).toBe(NOON - (isComplete ? 1 : 2) * step);
});
