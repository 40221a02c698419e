/** @jest-environment node */
import { DEFAULT_DETECTOR_SETTINGS } from '../detector/settings';
import { type FakeClient, FakePool, turn, until } from './fakePool.fixture';
import { FAKE_ENGINE, namedSeries } from './fakeWorker.fixture';
import type { AnalysisFailure, AnalysisRequest, LearningRequest, LearntWindows } from './protocol';

const { workers, open } = new FakePool(3);

const settings = { ...DEFAULT_DETECTOR_SETTINGS, windowSize: 64 };

function inspect(one: FakeClient, name: number, signal = new AbortController().signal) {
  const inspection = one.inspect(
    { series: namedSeries(name), settings, panel: 'a', name: String(name), at: { from: 0, to: 1000 } },
    { signal }
  );
  inspection.catch(() => undefined);
  return inspection;
}

function analyse(one: FakeClient, names: readonly number[]) {
  const request: AnalysisRequest = {
    series: names.map((name) => namedSeries(name)),
    settings,
    panel: 'a',
    names: names.map(String),
  };
  const result = one.analyse(request, { signal: new AbortController().signal });
  result.catch(() => undefined);
  return result;
}

async function served<T>(promise: Promise<T>): Promise<T> {
  let settled = false;
  const done = () => (settled = true);
  promise.then(done, done);
  while (!settled) {
    workers.forEach((worker) => worker.answer());
    await turn();
  }
  return promise;
}

const inspecting = (name: number) => workers.filter(({ inspected }) => inspected.includes(name));

it('goes to a busy worker and keeps the order of the waiting tasks', async () => {
  const one = open([{}], { workers: 1 });
  const verdicts = analyse(one, [1, 2, 3]);
  await until(() => workers[0].asked.length === 2);
  const inspection = inspect(one, 3);
  await until(() => workers[0].inspected.length === 1);
  expect(workers[0].holding).toEqual([1, 2]);
  workers[0].answerInspections();
  expect((await inspection).at).toEqual({ from: 3, to: 3 });
  await served(verdicts);
  expect(workers[0].asked).toEqual([1, 2, 3]);
});

it('goes to the worker that computed the series', async () => {
  const one = open();
  const names = [1, 2, 3, 4, 5, 6, 7, 8];
  await served(analyse(one, names));
  const affinity = names.map((name) => workers.findIndex(({ asked }) => asked.includes(name)));
  expect(new Set(affinity).size).toBeGreaterThan(1);
  const inspections = names.map((name) => inspect(one, name));
  await until(() => workers.reduce((sum, { inspected }) => sum + inspected.length, 0) === names.length);
  expect(names.map((name) => workers.indexOf(inspecting(name)[0]))).toEqual(affinity);
  workers.forEach((worker) => worker.answerInspections());
  await Promise.all(inspections);
});

it('waits until a worker is ready, and starts one if all have ended', async () => {
  const one = open([{}], { idleTimeoutMs: 10 });
  const first = inspect(one, 1);
  await until(() => inspecting(1).length === 1);
  workers[0].answerInspections();
  await first;
  await until(() => workers[0].terminated);
  const second = inspect(one, 2);
  await until(() => inspecting(2).length === 1);
  expect(workers).toHaveLength(2);
  workers[1].answerInspections();
  await second;
});

it('keeps a worker that only inspects', async () => {
  const one = open([{}], { idleTimeoutMs: 20 });
  const inspection = inspect(one, 1);
  await until(() => inspecting(1).length === 1);
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(workers[0].terminated).toBe(false);
  workers[0].answerInspections();
  await inspection;
});

it('is cancelled in the worker when it is aborted', async () => {
  const one = open();
  const abort = new AbortController();
  const inspection = inspect(one, 1, abort.signal);
  await until(() => inspecting(1).length === 1);
  abort.abort();
  await expect(inspection).rejects.toMatchObject({ name: 'AbortError' });
  await until(() => workers[0].dropped.length === 1);
  await expect(inspect(one, 2, abort.signal)).rejects.toMatchObject({ name: 'AbortError' });
  await turn();
  expect(inspecting(2)).toHaveLength(0);
});

it('goes to another worker if one dies over it, and fails after the second crash', async () => {
  const one = open();
  const inspection = inspect(one, 1);
  await until(() => inspecting(1).length === 1);
  workers[0].crash('out of memory');
  await until(() => inspecting(1).length === 2);
  expect(workers).toHaveLength(2);
  workers[1].crash('out of memory');
  await expect(inspection).rejects.toMatchObject({
    name: 'AnalysisError',
    message: expect.stringContaining('out of memory'),
    failure: { code: 'worker-died', remedy: { english: expect.stringContaining('Retry.') } },
  });
});

it('is the suspect before the tasks if the worker dies over both', async () => {
  const one = open([{}], { workers: 1 });
  const verdicts = analyse(one, [1]);
  await until(() => workers[0].asked.length === 1);
  const inspection = inspect(one, 2);
  for (const death of [0, 1]) {
    await until(() => workers.length === death + 1 && workers[death].inspected.length === 1);
    await until(() => workers[death].asked.length === 1);
    workers[death].crash('out of memory');
  }
  await expect(inspection).rejects.toMatchObject({ failure: { code: 'worker-died' } });
  expect((await served(verdicts)).outcomes).toHaveLength(1);
});

it('fails with the error of its series, and other queries continue', async () => {
  const one = open();
  const broken = inspect(one, 1);
  await until(() => inspecting(1).length === 1);
  workers[0].answerInspections(() => ({ kind: 'broken', message: 'it has 2 times but 3 values', engine: FAKE_ENGINE }));
  await expect(broken).rejects.toMatchObject({
    message: expect.stringContaining('2 times but 3 values'),
    failure: { code: 'engine-failed' },
  });
  const whole = inspect(one, 2);
  await until(() => inspecting(2).length === 1);
  workers[0].answerInspections();
  expect((await whole).at).toEqual({ from: 2, to: 2 });
  expect(workers).toHaveLength(1);
});

it('fails if the engine does not start or fails', async () => {
  const failure: AnalysisFailure = { code: 'model-missing', message: 'weights.bin is gone.', remedy: 'Reinstall.' };
  const unstartable = open([{ startFailure: failure }]);
  await expect(inspect(unstartable, 1)).rejects.toMatchObject({ name: 'AnalysisError', failure });
  await expect(inspect(unstartable, 2)).rejects.toMatchObject({ failure });
  unstartable.end();
  workers.length = 0;
  const one = open([{ engine: FAKE_ENGINE }]);
  const [inspection, verdicts] = [inspect(one, 1), analyse(one, [1])];
  await until(() => inspecting(1).length === 1);
  workers[0].answerInspections(() => ({ kind: 'failure', failure }));
  await expect(inspection).rejects.toMatchObject({ failure });
  await expect(verdicts).rejects.toMatchObject({ failure });
});

describe('a learnt memory', () => {
  const windows = (value: number): LearntWindows => ({
    scale: { centre: value, halfRange: 1 },
    step: 1000,
    windowSize: 64,
    starts: Float64Array.of(5000),
    windows: new Float32Array(64).fill(value),
    errors: new Float32Array(64),
  });
  const request = (count: number, changed: Partial<LearningRequest> = {}): LearningRequest => ({
    series: Array.from({ length: count }, (_, name) => namedSeries(name)),
    settings,
    panel: 'a',
    names: Array.from({ length: count }, (_, name) => `series ${name}`),
    ...changed,
  });
  const { signal } = new AbortController();

  it('holds the windows of each series by name, and the model’s hash', async () => {
    const one = open([{ learn: (name) => ({ kind: 'answer', answer: windows(name), engine: FAKE_ENGINE }) }]);
    const memory = await one.learn(request(3), { signal });
    expect(memory).toMatchObject({ model: FAKE_ENGINE.model.sha256, windowSize: 64 });
    expect(memory.series.map(({ name, scale }) => [name, scale.centre])).toEqual([
      ['series 0', 0],
      ['series 1', 1],
      ['series 2', 2],
    ]);
  });

  it('excludes series that are not judged, and series with another window size', async () => {
    const one = open([
      { learn: (name) => ({ kind: 'answer', answer: name === 0 ? null : windows(name), engine: FAKE_ENGINE }) },
    ]);
    const overrides = [undefined, undefined, { windowSize: 32 }];
    const memory = await one.learn(request(3, { overrides }), { signal });
    expect(memory.series.map(({ name }) => name)).toEqual(['series 1']);
    expect(workers[0].learnt).toEqual([0, 1]);
  });

  it('holds several window sizes if none is set: the most common once, the others per series', async () => {
    const sized = (name: number): LearntWindows => {
      const size = name === 1 ? 32 : 64;
      const rows = new Float32Array(size);
      return { ...windows(name), windowSize: size, windows: rows, errors: rows } as LearntWindows;
    };
    const one = open([{ learn: (name) => ({ kind: 'answer', answer: sized(name), engine: FAKE_ENGINE }) }]);
    const auto = { ...settings, windowSize: 'auto' as const };
    const memory = await one.learn(request(3, { settings: auto }), { signal });
    expect(memory.windowSize).toBe(64);
    expect(memory.series.map(({ windowSize }) => windowSize)).toEqual([undefined, 32, undefined]);
  });

  it('fails with the error of one of its series', async () => {
    const one = open([
      { learn: () => ({ kind: 'broken', message: 'it has 2 times but 3 values', engine: FAKE_ENGINE }) },
    ]);
    await expect(one.learn(request(2), { signal })).rejects.toMatchObject({
      message: expect.stringContaining('2 times but 3 values'),
    });
  });

  it('rejects once its signal is aborted', async () => {
    const abort = new AbortController();
    const learning = open().learn(request(2), { signal: abort.signal });
    abort.abort();
    await expect(learning).rejects.toMatchObject({ name: 'AbortError' });
  });
});
