import { type DataQueryRequest, LoadingState, type PanelData, toDataFrame } from '@grafana/data';
import * as runtime from '@grafana/runtime';
import { EMPTY, Observable, Subject, of, throwError } from 'rxjs';
import { at, requestFor } from './fakeSource.fixture';
import { questionKey, requestOver, whyNotRepeatable } from './longerRequest';
import type { LongerQueryError } from './longerQuery';
import { TIMEOUT_MS, runLonger } from './runLonger';

interface Runtime {
  config: { publicDashboardAccessToken?: string };
  variables: Record<string, string>;
  get: jest.Mock;
  run: jest.Mock<Observable<Partial<PanelData>>, [unknown, DataQueryRequest]>;
}

jest.mock('@grafana/runtime', () => {
  const mock: Runtime & Record<string, unknown> = {
    __esModule: true,
    config: {},
    variables: {},
    get: jest.fn(async (ref: { uid: string }) => ({ uid: ref.uid })),
    run: jest.fn(),
    getTemplateSrv: () => ({
      replace: (text: string) => text.replace(/\$(\w+)/g, (whole, name: string) => mock.variables[name] ?? whole),
    }),
    getDataSourceSrv: () => ({ get: mock.get }),
    getRunRequest: () => mock.run,
  };
  return mock;
});
const grafana = runtime as unknown as Runtime;

const request = requestFor(0, 400);
const asking = (...targets: Array<Record<string, unknown>>): DataQueryRequest => ({
  ...request,
  targets: targets.map((target, index) => ({ refId: 'ABC'[index], ...target })),
});
const PROMETHEUS = { datasource: { uid: 'p', type: 'prometheus' } };
const TESTDATA = { datasource: { uid: 't', type: 'testdata' } };
const EXPRESSION = { datasource: { uid: '__expr__', type: '__expr__' }, expression: '$A * 2' };

async function outcome(asked: DataQueryRequest): Promise<number | string> {
  return new Promise((resolve) =>
    runLonger(asked).subscribe({
      next: (frames) => resolve(frames.length),
      error: (error: Error) => resolve(`${error.name}: ${error.message}`),
    })
  );
}

/** Why the range cannot be answered; null if no other can. */
async function limitOf(asked: DataQueryRequest): Promise<LongerQueryError['limit']> {
  return new Promise((resolve, reject) =>
    runLonger(asked).subscribe({ next: reject, error: (error: LongerQueryError) => resolve(error.limit) })
  );
}

afterEach(() => {
  jest.useRealTimers();
  grafana.config.publicDashboardAccessToken = undefined;
  grafana.variables = {};
  jest.clearAllMocks();
});

describe('running a request', () => {
  const frame = toDataFrame({ fields: [] });

  test.each([
    ['one source', asking(PROMETHEUS, PROMETHEUS), 'p'],
    ['several', asking(PROMETHEUS, TESTDATA), '-- Mixed --'],
    ['an expression over one', asking(PROMETHEUS, EXPRESSION), 'p'],
    ['an expression of an older dashboard', asking({ datasource: { uid: '-100', type: '__expr__' } }, PROMETHEUS), 'p'],
    ['an expression over several', asking(PROMETHEUS, TESTDATA, EXPRESSION), '-- Mixed --'],
  ])('queries of %s go to that source', async (_, asked, uid) => {
    grafana.run.mockReturnValue(of({ state: LoadingState.Done, series: [frame] }));
    expect(await outcome(asked)).toBe(1);
    expect(grafana.get.mock.calls[0][0]).toMatchObject({ uid });
  });

  test('what comes before the whole answer is waited for', async () => {
    const answers = new Subject<Partial<PanelData>>();
    grafana.run.mockReturnValue(answers);
    const whole = outcome(request);
    await Promise.resolve();
    answers.next({ state: LoadingState.Loading, series: [] });
    answers.next({ state: LoadingState.Streaming, series: [frame] });
    answers.next({ state: LoadingState.Done, series: [frame, frame] });
    expect(await whole).toBe(2);
  });

  test('errors in either property and an unknown source become sentences', async () => {
    const state = LoadingState.Error;
    grafana.run.mockReturnValueOnce(of({ state, series: [frame], errors: [{ message: 'too long a range' }] }));
    expect(await outcome(request)).toBe(
      'Error: The data source returned an error for the longer range: too long a range'
    );
    grafana.run.mockReturnValueOnce(of({ state, series: [], error: { message: 'gone' } }));
    expect(await outcome(request)).toMatch(/longer range: gone$/);
    grafana.get.mockRejectedValueOnce(new Error('Datasource p was not found'));
    expect(await outcome(request)).toMatch(/longer range: Datasource p was not found$/);
  });

  test('a source that does not answer is given up after a minute, and the query is withdrawn', async () => {
    jest.useFakeTimers();
    const withdrawn = jest.fn();
    grafana.run.mockReturnValue(new Observable(() => withdrawn));
    const late = outcome(request);
    await jest.advanceTimersByTimeAsync(TIMEOUT_MS - 1);
    expect(withdrawn).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(1);
    expect(await late).toBe('Error: The data source did not answer over the longer range within 60 s.');
    expect(withdrawn).toHaveBeenCalledTimes(1);
  });

  test.each<[string, object, Partial<LongerQueryError['limit']> | null]>([
    ['a bad request', { status: 400, message: 'too many points' }, { kind: 'refused', words: 'too many points' }],
    ['an unprocessable one', { status: 422, data: { message: 'too long' } }, { kind: 'refused', words: 'too long' }],
    ['a gateway that waited too long', { status: 504, statusText: 'Timeout' }, { kind: 'refused', words: 'Timeout' }],
    ['no word at all', { status: 500 }, { kind: 'refused', words: '500' }],
    ['no permission', { status: 403, message: 'forbidden' }, null],
    ['too many requests', { status: 429, message: 'slow down' }, null],
    ['a source that is down', { status: 502, message: 'bad gateway' }, null],
  ])('%s tells whether a shorter range may be answered', async (_, error, limit) => {
    grafana.run.mockReturnValue(of({ state: LoadingState.Error, series: [], errors: [error] }));
    expect(await limitOf(request)).toEqual(limit && expect.objectContaining(limit));
  });

  test('an endless stream is given up after a minute, and no shorter one is worth it; a slow answer may be', async () => {
    jest.useFakeTimers();
    for (const [state, limit] of [
      [LoadingState.Streaming, null],
      [LoadingState.Loading, expect.objectContaining({ kind: 'late' })],
    ]) {
      const stopped = jest.fn();
      grafana.run.mockReturnValue(
        new Observable((subscriber) => {
          const timer = setInterval(() => subscriber.next({ state: state as LoadingState, series: [frame] }), 1000);
          return () => {
            clearInterval(timer);
            stopped();
          };
        })
      );
      const reason = limitOf(request);
      await jest.advanceTimersByTimeAsync(TIMEOUT_MS);
      expect(await reason).toEqual(limit);
      expect(stopped).toHaveBeenCalledTimes(1);
    }
  });

  test('parts of an answer, as Loki sends them day by day, are no stream if the last one comes', async () => {
    const state = LoadingState.Streaming;
    grafana.run.mockReturnValue(
      of({ state, series: [frame] }, { state, series: [frame] }, { state: LoadingState.Done, series: [frame, frame] })
    );
    expect(await outcome(request)).toBe(2);
  });

  test.each([
    ['ended without a word', EMPTY],
    ['ended while it was loading', of({ state: LoadingState.Loading, series: [frame] })],
    [
      'cancelled by Grafana',
      of({ state: LoadingState.Error, series: [], errors: [{ cancelled: true, statusText: 'Request was aborted' }] }),
    ],
    ['aborted by the browser', throwError(() => new DOMException('The user aborted a request.', 'AbortError'))],
  ])('a query that was %s is said to be aborted, and half an answer is none', async (_, answer) => {
    grafana.run.mockReturnValue(answer);
    expect(await outcome(request)).toBe('Error: The query over the longer range was cancelled before it was answered.');
  });
});

describe('what can be run over another range', () => {
  const why = (asked: DataQueryRequest | undefined, state = LoadingState.Done) =>
    whyNotRepeatable({ request: asked, state });

  test('queries of any source, several of them, and expressions', () => {
    expect(why(asking(PROMETHEUS, TESTDATA, EXPRESSION))).toBeNull();
    expect(why(asking({ ...PROMETHEUS, expr: 'rate(x[$__rate_interval])' }))).toBeNull();
  });

  test.each([
    '$__timeFilter(t) AND t > $__timeFrom() AND t < $__timeTo()',
    '$__unixEpochFilter(t) AND t >= $__unixEpochFrom() GROUP BY $__timeGroup(t, $__interval)',
    'SELECT mean(v) FROM m WHERE $timeFilter GROUP BY time($__interval) fill(0)',
    't BETWEEN $__fromTime AND $__toTime',
    'range(start: v.timeRangeStart, stop: v.timeRangeStop) |> aggregateWindow(every: v.windowPeriod, fn: mean)',
    'sum(rate({app="a"}[$__auto]))',
    '$range + ${to} + ${__interval_ms} + __from',
  ])('%s, because its macros stand for the range of the query', (text) => {
    expect(why(asking({ ...PROMETHEUS, text }))).toBeNull();
  });

  test.each([
    ['no request', undefined, 'no-query'],
    ['no query', asking(), 'no-query'],
    ["another panel's result", asking(PROMETHEUS, { datasource: { uid: '-- Dashboard --' } }), 'shared'],
    ['a snapshot', asking({ datasource: { uid: 'grafana' }, queryType: 'snapshot' }), 'snapshot'],
    ['the range in its text', asking({ ...PROMETHEUS, expr: 'increase(x[$__range])' }), 'range-in-text'],
    ['the start in its text', asking({ ...PROMETHEUS, sql: 't > ${__from:date}' }), 'range-in-text'],
    ['the start in braces', asking({ ...PROMETHEUS, sql: 't > ${__from}' }), 'range-in-text'],
    ['the end without braces', asking({ ...PROMETHEUS, sql: 't < $__to' }), 'range-in-text'],
    ['the start in the old brackets', asking({ ...PROMETHEUS, sql: 't > [[__from]]' }), 'range-in-text'],
    ["the range of the page's address", asking({ ...PROMETHEUS, url: '?${__url_time_range}' }), 'range-in-text'],
  ])('not %s', (_, asked, reason) => {
    expect(why(asked)).toBe(reason);
  });

  test('not a stream, and nothing on a public dashboard', () => {
    expect(why(request, LoadingState.Streaming)).toBe('streaming');
    grafana.config.publicDashboardAccessToken = 'token';
    expect(why(request)).toBe('public');
  });
});

describe('the request over another range', () => {
  test("keeps the panel's filters, variables, interval and queries, and leaves the panel's own request as it is", () => {
    const asked = {
      ...request,
      filters: [{ key: 'job', operator: '=', value: 'api' }],
      scopedVars: { a: { value: 1 } },
    };
    const longer = requestOver(asked, { from: at(-3600), to: at(400) });
    expect(longer).toMatchObject({ filters: asked.filters, scopedVars: asked.scopedVars, intervalMs: 15_000 });
    expect(longer.targets).toEqual(asked.targets);
    expect(longer.targets[0]).not.toBe(asked.targets[0]);
    expect(longer.requestId).not.toBe(asked.requestId);
    expect(longer.maxDataPoints).toBe(10_000);
    expect([longer.range.from.valueOf(), longer.range.to.valueOf()]).toEqual([at(-3600), at(400)]);
  });

  test('is known by its queries with their variables filled in, its filters and its step, not by its range', () => {
    const asked = asking({ ...PROMETHEUS, expr: 'up{job="$job"}' });
    grafana.variables = { job: 'api' };
    const key = questionKey(asked);
    expect(questionKey({ ...requestFor(7, 99), targets: asked.targets })).toBe(key);
    expect(questionKey({ ...asked, intervalMs: 30_000 })).not.toBe(key);
    expect(questionKey({ ...asked, filters: [{ key: 'a', operator: '=', value: 'b' }] })).not.toBe(key);
    grafana.variables = { job: 'web' };
    expect(questionKey(asked)).not.toBe(key);
  });
});
