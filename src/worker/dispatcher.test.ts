/** @jest-environment node */
import { DEFAULT_DETECTOR_SETTINGS } from '../detector/settings';
import type { RememberedWindows } from '../detector/memory/warmMemory';
import { type FakeClient, FakePool, turn, until } from './fakePool.fixture';
import { FAKE_ENGINE, namedSeries, outcomeOf } from './fakeWorker.fixture';
import type { AnalysisFailure, AnalysisPhase, AnalysisRequest } from './protocol';

const request = (...names: number[]): AnalysisRequest => ({
  series: names.map((name) => namedSeries(name)),
  settings: { ...DEFAULT_DETECTOR_SETTINGS, windowSize: 64 },
});
const names = (from: number, count: number) => Array.from({ length: count }, (_, index) => from + index);

const { workers, open } = new FakePool(1);

const newest = () => workers[workers.length - 1];

/** Makes the newest worker answer until the promise settles. */
async function served<T>(promise: Promise<T>): Promise<T> {
  let settled = false;
  const done = () => (settled = true);
  promise.then(done, done);
  while (!settled) {
    newest().answer();
    await turn();
  }
  return promise;
}

function ask(one: FakeClient, what: AnalysisRequest, phases?: AnalysisPhase[]) {
  const abort = new AbortController();
  const result = one.analyse(what, { signal: abort.signal, onPhase: (phase) => phases?.push(phase) });
  result.catch(() => undefined);
  return { result, abort };
}

it('starts its worker before the first question', () => {
  open();
  expect(workers).toHaveLength(1);
});

it('returns one outcome per series in the order of the request, and the engine', async () => {
  const phases: AnalysisPhase[] = [];
  const result = await served(ask(open(), request(3, 1, 2), phases).result);
  expect(result).toMatchObject({ outcomes: [3, 1, 2].map(outcomeOf), engine: FAKE_ENGINE, cached: false });
  expect(phases).toEqual([
    { phase: 'warming-up' },
    ...[0, 1, 2, 3].map((done) => ({ phase: 'computing', done, total: 3 })),
  ]);
});

it('does not detach the caller’s arrays', async () => {
  const what = request(1);
  await served(ask(open(), what).result);
  expect(what.series[0]).toEqual(namedSeries(1));
});

it('answers a request without series', async () => {
  expect((await ask(open(), request()).result).outcomes).toEqual([]);
});

it('computes one series if a refresh changed one of twenty', async () => {
  const one = open();
  await served(ask(one, request(...names(1, 20))).result);
  newest().asked.length = 0;
  const result = await served(ask(one, request(...names(1, 19), 99)).result);
  expect(newest().asked).toEqual([99]);
  expect(result.outcomes).toEqual([...names(1, 19), 99].map(outcomeOf));
});

it('answers from the cache if nothing changed', async () => {
  const one = open();
  await served(ask(one, request(1, 2)).result);
  newest().asked.length = 0;
  expect(await ask(one, request(2, 1)).result).toMatchObject({
    cached: true,
    elapsedMs: 0,
    outcomes: [2, 1].map(outcomeOf),
  });
  expect(newest().asked).toEqual([]);
});

it('computes again under other settings', async () => {
  const one = open();
  await served(ask(one, request(1)).result);
  await served(ask(one, { ...request(1), settings: { ...request(1).settings, span: 3 } }).result);
  expect(newest().asked).toEqual([1, 1]);
});

it('computes only the series whose override, labels or memory changed', async () => {
  const one = open();
  const remembered: RememberedWindows = {
    id: 'a',
    scale: { centre: 0, halfRange: 1 },
    step: 1000,
    windowSize: 64,
    starts: new Float64Array(1),
    windows: new Float32Array(64),
    errors: new Float32Array(64),
  };
  const stretch = { from: 0, to: 1000 };
  await served(ask(one, request(1, 2)).result);
  for (const changed of [
    { overrides: [undefined, { span: 3 }] },
    { overrides: [undefined, { windowSize: 32 }] },
    { teachings: [undefined, { normal: [stretch], excluded: [], falseAlarms: [] }] },
    { teachings: [undefined, { normal: [], excluded: [stretch], falseAlarms: [] }] },
    { remembered: [undefined, remembered] },
    { remembered: [undefined, { ...remembered, id: 'b' }] },
  ]) {
    newest().asked.length = 0;
    await served(ask(one, { ...request(1, 2), ...changed }).result);
    expect(newest().asked).toEqual([2]);
  }
  newest().asked.length = 0;
  await served(ask(one, { ...request(1, 2), overrides: [{ span: undefined }] }).result);
  expect(newest().asked).toEqual([]);
});

it('computes a series once for two panels', async () => {
  const one = open();
  const both = Promise.all([ask(one, request(1)).result, ask(one, request(1)).result]);
  const [first, second] = await served(both);
  expect(newest().asked).toEqual([1]);
  expect(first.outcomes).toEqual(second.outcomes);
});

it('alternates between panels', async () => {
  const one = open();
  const both = [ask(one, request(1, 2, 3, 4)).result, ask(one, request(11, 12)).result];
  await served(Promise.all(both));
  expect(newest().asked.slice(0, 4)).toEqual([1, 11, 2, 12]);
});

it('cancels the worker’s tasks and sends no more when a request is aborted', async () => {
  const one = open();
  const { result, abort } = ask(one, request(...names(1, 20)));
  await until(() => newest().asked.length > 0);
  abort.abort();
  await expect(result).rejects.toMatchObject({ name: 'AbortError' });
  await turn();
  const asked = newest().asked.length;
  expect(newest().cancelled).toEqual(newest().asked);
  await turn();
  expect(newest().asked).toHaveLength(asked);
});

it('continues an aborted series if another panel waits for it', async () => {
  const one = open();
  const first = ask(one, request(1));
  const second = ask(one, request(1));
  await until(() => newest().asked.length > 0);
  first.abort.abort();
  expect((await served(second.result)).outcomes).toEqual([outcomeOf(1)]);
  expect(newest().cancelled).toEqual([]);
});

it('computes a cancelled series if it is requested again at once', async () => {
  const one = open();
  const first = ask(one, request(1));
  await until(() => newest().asked.length > 0);
  first.abort.abort();
  expect((await served(ask(one, request(1)).result)).outcomes).toEqual([outcomeOf(1)]);
});

it('rejects a request that is already aborted', async () => {
  const abort = new AbortController();
  abort.abort();
  await expect(open().analyse(request(1), { signal: abort.signal })).rejects.toMatchObject({ name: 'AbortError' });
});

describe('when the worker ends', () => {
  it('starts another one, which computes the missing series', async () => {
    const { result } = ask(open(), request(1, 2, 3));
    await until(() => newest().asked.length === 2);
    newest().crash('out of memory');
    expect((await served(result)).outcomes).toEqual([1, 2, 3].map(outcomeOf));
    expect(workers).toHaveLength(2);
    expect(workers[0].terminated).toBe(true);
  });

  it('fails after the second crash over one series, and continues with the other panels', async () => {
    const one = open();
    const poisonous = ask(one, request(1));
    await until(() => workers[0].asked.length === 1);
    const innocent = ask(one, request(2));
    workers[0].crash('out of memory');
    await until(() => workers.length === 2 && workers[1].asked.length === 2);
    workers[1].crash('out of memory');
    await expect(poisonous.result).rejects.toMatchObject({
      message: expect.stringContaining('out of memory'),
      failure: { code: 'worker-died', remedy: { english: expect.stringContaining('Retry.') } },
    });
    expect((await served(innocent.result)).outcomes).toEqual([outcomeOf(2)]);
  });

  it('detects a silent worker, but not a busy one', async () => {
    const patience = { tickMs: 10, ticksToStart: 1000, ticksToAnswer: 3 };
    const { result } = ask(open([{}], { patience }), request(1));
    await until(() => newest().asked.length === 1);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(workers).toHaveLength(1);
    workers[0].terminate();
    await until(() => workers.length === 2);
    expect((await served(result)).outcomes).toEqual([outcomeOf(1)]);
  });

  it('fails after two workers that never become ready', async () => {
    const patience = { tickMs: 5, ticksToStart: 2, ticksToAnswer: 2 };
    const { result } = ask(open([{ mute: true }], { patience }), request(1));
    await expect(result).rejects.toMatchObject({ failure: { code: 'worker-died' } });
    expect(workers).toHaveLength(2);
  });

  it('reports an error before the first message as a script that did not load', async () => {
    const one = open([{ mute: true }]);
    const { result } = ask(one, request(1));
    workers[0].crash();
    await expect(result).rejects.toMatchObject({
      message: expect.stringContaining('analysis-worker.js'),
      failure: { code: 'worker-unavailable' },
    });
  });
});

describe('after a failure', () => {
  const startFailure: AnalysisFailure = {
    code: 'model-corrupt',
    message: 'weights.bin is broken.',
    remedy: 'Reinstall.',
  };

  it('rejects the requests of all panels with the worker’s failure, also later ones', async () => {
    const one = open([{ startFailure }]);
    const results = [ask(one, request(1)).result, ask(one, request(2)).result];
    for (const result of results) {
      await expect(result).rejects.toMatchObject({ name: 'AnalysisError', failure: startFailure });
    }
    await expect(ask(one, request(3)).result).rejects.toMatchObject({ failure: startFailure });
    expect(workers).toHaveLength(1);
  });

  it('starts a new worker on retry', async () => {
    const one = open([{ startFailure }, {}]);
    await expect(ask(one, request(1)).result).rejects.toMatchObject({ failure: startFailure });
    one.retry();
    expect((await served(ask(one, request(1)).result)).outcomes).toEqual([outcomeOf(1)]);
  });

  it('tries again after a while without a click, for wall displays', async () => {
    const one = open([{ startFailure }, {}], { retryAfterMs: 20 });
    await expect(ask(one, request(1)).result).rejects.toMatchObject({ failure: startFailure });
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect((await served(ask(one, request(1)).result)).outcomes).toEqual([outcomeOf(1)]);
  });

  it('fails all requests if the engine fails during a computation', async () => {
    const failure: AnalysisFailure = { code: 'engine-failed', message: 'No way left.', remedy: 'Reload.' };
    const one = open([{ answer: () => ({ kind: 'failure', failure }) }]);
    await expect(served(ask(one, request(1)).result)).rejects.toMatchObject({ failure });
  });

  it('does not cache a failed outcome', async () => {
    const failed = { status: 'failed', message: 'a gap in the arithmetic' } as const;
    const one = open([{ answer: () => ({ kind: 'broken', message: failed.message, engine: FAKE_ENGINE }) }]);
    expect((await served(ask(one, request(1)).result)).outcomes).toEqual([failed]);
    await served(ask(one, request(1)).result);
    expect(newest().asked).toEqual([1, 1]);
  });
});

it('ends an idle worker, and starts a new one for the next request', async () => {
  const one = open([{}], { idleTimeoutMs: 20 });
  await served(ask(one, request(1)).result);
  await until(() => workers[0].terminated);
  expect((await ask(one, request(1)).result).cached).toBe(true);
  expect((await served(ask(one, request(2)).result)).outcomes).toEqual([outcomeOf(2)]);
  expect(workers).toHaveLength(2);
});
