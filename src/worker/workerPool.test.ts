/** @jest-environment node */
import { DEFAULT_DETECTOR_SETTINGS } from '../detector/settings';
import { FakePool, turn, until } from './fakePool.fixture';
import { JobQueue } from './jobQueue';
import { FAKE_ENGINE, FAKE_FILES, namedSeries, outcomeOf } from './fakeWorker.fixture';
import type { AnalysisRequest, AnalysisResult } from './protocol';

const pool = new FakePool(3);
const { workers, open } = pool;

const alive = () => workers.filter(({ terminated }) => !terminated);
const names = (from: number, count: number) => Array.from({ length: count }, (_, index) => from + index);

/**
 * Asks for the series of one panel.
 *
 * @param refresh added to every value, so that the same series come with other content
 */
function ask(
  what: readonly number[],
  { refresh = 0, panel = 'a', isVisible = (): boolean => true, canWait = false, length = 64 } = {}
) {
  const request: AnalysisRequest = {
    series: what.map((name) => namedSeries(name + refresh, length)),
    settings: { ...DEFAULT_DETECTOR_SETTINGS, windowSize: 64 },
    panel,
    names: what.map(String),
  };
  if (!pool.client) {
    throw new Error('open a client first');
  }
  const abort = new AbortController();
  const result = pool.client.analyse(request, { signal: abort.signal, isVisible, canWait });
  result.catch(() => undefined);
  return { result, abort };
}

/** Makes every worker answer until the promise settles. */
async function served<T>(promise: Promise<T>): Promise<T> {
  let settled = false;
  const done = () => {
    settled = true;
  };
  promise.then(done, done);
  while (!settled) {
    workers.forEach((worker) => worker.answer());
    await turn();
  }
  return promise;
}

const outcomesOf = ({ outcomes }: AnalysisResult) => outcomes;

it('spreads waiting series over several workers and keeps the order of the answers', async () => {
  open();
  const { result } = ask(names(1, 20));
  await until(() => workers.length === 3 && workers.every(({ asked }) => asked.length === 2));
  expect(outcomesOf(await served(result))).toEqual(names(1, 20).map(outcomeOf));
  expect(
    workers
      .map(({ asked }) => asked)
      .flat()
      .sort((a, b) => a - b)
  ).toEqual(names(1, 20));
});

it('starts no second worker for one series, nor for work shorter than its start', async () => {
  open();
  await served(ask([1]).result);
  expect(workers.length).toBe(1);
  pool.client?.end();
  workers.length = 0;
  open([{ engine: { ...FAKE_ENGINE, backend: 'wasm' } }]);
  await served(ask(names(1, 20)).result);
  expect(workers.length).toBe(1);
});

it('starts more workers for intermittent rows, because their slots take time', async () => {
  const times = Float64Array.from({ length: 200 }, (_, row) => 1000 * (Math.floor(row / 4) * 63 + (row % 4)));
  const series = names(1, 6).map((name) => ({
    times,
    values: Float64Array.from(times, (_, row) => name + row / 1000),
  }));
  // Six times 200 rows would take 0.2 s, but six times 3,128 slots take 3 s.
  open([{ engine: { ...FAKE_ENGINE, backend: 'wasm' } }]);
  const settings = { ...DEFAULT_DETECTOR_SETTINGS, windowSize: 64 };
  const result = pool.client?.analyse({ series, settings }, { signal: new AbortController().signal });
  await served(result ?? Promise.reject(new Error('open a client first')));
  expect(workers.length).toBe(3);
});

it('visits each waiting series only a few times', async () => {
  const tasksOf = JobQueue.prototype.waiting;
  let looks = 0;
  jest.spyOn(JobQueue.prototype, 'waiting').mockImplementation(function* (this: JobQueue, isTaken) {
    for (const task of tasksOf.call(this, isTaken)) {
      looks++;
      yield task;
    }
  });
  const count = 300;
  open([{}], { workers: 1 });
  await served(ask(names(1, count)).result);
  jest.restoreAllMocks();
  expect(workers.length).toBe(1);
  expect(looks).toBeLessThan(10 * count);
});

it('starts one worker on WebGL', async () => {
  open([{ engine: { ...FAKE_ENGINE, backend: 'webgl' } }]);
  await served(ask(names(1, 20)).result);
  expect(workers.length).toBe(1);
});

it('passes the engine and the model of the first worker to the later ones', async () => {
  open();
  await served(ask(names(1, 10)).result);
  const [first, ...others] = workers.map(({ setup }) => setup);
  expect(first?.first).toBeUndefined();
  expect(others.length).toBeGreaterThan(0);
  for (const setup of others) {
    expect([setup?.preference, setup?.first?.engine]).toEqual(['cpu', FAKE_ENGINE]);
    expect([...(setup?.first?.modelFiles.keys() ?? [])]).toEqual([...FAKE_FILES.keys()]);
  }
});

it('sends a refreshed series to the worker that computed it', async () => {
  open();
  const { result } = ask(names(1, 6));
  await until(() => workers.length === 3 && workers.every(({ holding }) => holding.length === 2));
  await served(result);
  const affinity = workers.map(({ asked }) => [...asked].sort((a, b) => a - b));
  workers.forEach(({ asked }) => (asked.length = 0));
  await served(ask(names(1, 6), { refresh: 100 }).result);
  expect(workers.map(({ asked }) => asked.map((name) => name - 100).sort((a, b) => a - b))).toEqual(affinity);
});

it('lets an idle worker take the series that a busy one computed before', async () => {
  open([{}], { workers: 2 });
  // The first worker computes them one after another, so no second one starts.
  for (const name of names(1, 20)) {
    await served(ask([name], { panel: 'b' }).result);
  }
  expect(workers.length).toBe(1);
  const { result } = ask(names(1, 20), { panel: 'b', refresh: 100 });
  await until(() => workers.length === 2 && workers[1].asked.length > 0);
  expect(outcomesOf(await served(result))).toEqual(names(101, 20).map(outcomeOf));
});

it('leaves a few series to the worker that computed them, although another one is idle', async () => {
  open([{}], { workers: 2 });
  await served(ask(names(1, 20)).result);
  const [both] = workers.map(({ asked }) => asked.slice(0, 2)).filter(({ length }) => length === 2);
  workers.forEach(({ asked }) => (asked.length = 0));
  await served(ask(both, { refresh: 100 }).result);
  expect(workers.map(({ asked }) => asked.length).sort()).toEqual([0, 2]);
});

it('computes visible panels first', async () => {
  open([{}], { workers: 1 });
  const hidden = ask(names(1, 4), { panel: 'hidden', isVisible: () => false });
  const seen = ask(names(11, 4), { panel: 'seen' });
  await served(seen.result);
  // One was sent before the second panel asked. Another may follow once nothing else waits.
  expect(workers[0].asked.filter((name) => name > 10)).toHaveLength(4);
  expect(workers[0].asked.indexOf(14)).toBeLessThanOrEqual(5);
  await served(hidden.result);
});

it('computes refinements after visible panels without an answer', async () => {
  open([{}], { workers: 1 });
  const hidden = ask(names(1, 4), { panel: 'hidden', isVisible: () => false });
  const better = ask(names(11, 4), { panel: 'better', canWait: true });
  const first = ask(names(21, 4), { panel: 'first' });
  await served(hidden.result);
  await Promise.all([better.result, first.result]);
  const decades = workers[0].asked.map((name) => Math.floor(name / 10)).slice(2);
  expect(decades).toEqual([...decades].sort((a, b) => [2, 1, 0].indexOf(a) - [2, 1, 0].indexOf(b)));
});

describe('when a worker ends', () => {
  it('sends its tasks to another one', async () => {
    open();
    const { result } = ask(names(1, 8));
    await until(() => workers.length === 3 && workers.every(({ asked }) => asked.length > 0));
    const lost = [...workers[1].asked];
    workers[1].crash('out of memory');
    expect(outcomesOf(await served(result))).toEqual(names(1, 8).map(outcomeOf));
    const others = workers.filter((worker) => worker !== workers[1]).flatMap(({ asked }) => asked);
    expect(others).toEqual(expect.arrayContaining(lost));
  });

  it('gives up a series after its second crash, and continues with the other panels', async () => {
    open();
    const poisonous = ask([1]);
    const innocent = ask(names(2, 6), { panel: 'b' });
    for (let death = 0; death < 2; death++) {
      const killers = () => alive().filter(({ holding }) => holding[0] === 1);
      await until(() => {
        workers.forEach((worker) => worker.answer((name) => name !== 1));
        return killers().length > 0;
      });
      const [killer] = killers();
      killer.crash('out of memory');
      await until(() => killer.terminated);
    }
    await expect(poisonous.result).rejects.toMatchObject({ failure: { code: 'worker-died' } });
    expect(outcomesOf(await served(innocent.result))).toEqual(names(2, 6).map(outcomeOf));
  });

  it('gives up a series that crashes at each refresh, although its points change', async () => {
    open([{}], { workers: 1 });
    for (let refresh = 0; refresh < 2; refresh++) {
      const { result, abort } = ask([1], { refresh });
      await until(() => workers[refresh]?.asked.length === 1);
      workers[refresh].crash('out of memory');
      if (refresh === 0) {
        abort.abort();
      } else {
        await expect(result).rejects.toMatchObject({ failure: { code: 'worker-died' } });
      }
    }
    // After the first report it gets one attempt per refresh, until it succeeds.
    const third = ask([1], { refresh: 2 });
    await until(() => workers[2]?.asked.length === 1);
    workers[2].crash('out of memory');
    await expect(third.result).rejects.toMatchObject({ failure: { code: 'worker-died' } });
    await served(ask([1], { refresh: 3 }).result);
    const later = ask([1], { refresh: 4 });
    await until(() => workers[3].asked.length === 2);
    workers[3].crash('out of memory');
    expect(outcomesOf(await served(later.result))).toEqual([outcomeOf(5)]);
  });

  describe('on WebGL, with several series at once', () => {
    const engine = { ...FAKE_ENGINE, backend: 'webgl' as const };
    const newest = () => workers[workers.length - 1];

    it('computes one at a time while the suspect waits', async () => {
      open([{ engine }]);
      const { result } = ask(names(1, 20));
      await until(() => workers[0].holding.length === 9);
      workers[0].crash('context lost');
      await until(() => workers.length === 2 && workers[1].holding.length > 0);
      await turn();
      expect(workers[1].holding).toEqual([1]);
      workers[1].answer();
      await until(() => workers[1].holding.length === 9);
      await served(result);
    });

    it('computes several again once the suspect’s panel is gone', async () => {
      open([{ engine }]);
      const { abort } = ask(names(1, 20));
      await until(() => workers[0].holding.length === 9);
      workers[0].crash('context lost');
      abort.abort();
      const { result } = ask(names(31, 20), { panel: 'b' });
      await until(() => workers.length === 2 && newest().holding.length > 0);
      await turn();
      expect(newest().holding).toHaveLength(9);
      await served(result);
    });
  });

  it('continues with the running workers if no other can start', async () => {
    const startFailure = { code: 'engine-failed', message: 'No memory.', remedy: 'Close tabs.' } as const;
    open([{}, { startFailure }]);
    expect(outcomesOf(await served(ask(names(1, 20)).result))).toEqual(names(1, 20).map(outcomeOf));
    expect(alive().length).toBe(1);
    const started = workers.length;
    await served(ask(names(31, 20)).result);
    expect(workers.length).toBe(started);
  });
});

it('cancels the tasks of all workers when a request is aborted', async () => {
  open();
  const { result, abort } = ask(names(1, 20));
  await until(() => workers.length === 3 && workers.every(({ asked }) => asked.length === 2));
  abort.abort();
  await expect(result).rejects.toMatchObject({ name: 'AbortError' });
  await turn();
  workers.forEach(({ asked, cancelled }) => expect(cancelled).toEqual(asked));
});

it('ends each worker after its idle timeout', async () => {
  open([{}], { idleTimeoutMs: 100 });
  await served(ask(names(1, 20)).result);
  expect(alive().length).toBe(3);
  const keptBusy = workers[0].asked[0];
  for (let refresh = 100; refresh < 130; refresh++) {
    await served(ask([keptBusy], { refresh }).result);
  }
  await until(() => alive().length === 1);
  await until(() => alive().length === 0);
  expect(outcomesOf(await served(ask([50]).result))).toEqual([outcomeOf(50)]);
});

it('reports the wider stride if the usual one would take too long', async () => {
  open([{}], { workers: 1 });
  // In plain JavaScript at the usual stride of 4, 2,000 points take 500 windows of 64 points: 16 s.
  const { widerStride } = await served(ask([1], { length: 2_000 }).result);
  expect(widerStride).toEqual({ stride: 8, usual: 4, budgetMs: 10_000 });
  expect(await served(ask([2], { length: 400 }).result)).not.toHaveProperty('widerStride');
});
