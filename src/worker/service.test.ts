/** @jest-environment node */
import type { Autoencoder } from '../detector/autoencoder';
import type { Series } from '../detector/series';
import { DEFAULT_DETECTOR_SETTINGS } from '../detector/settings';
import { inEnglish } from '../shared/message';
import { until } from './fakePool.fixture';
import { FAKE_ENGINE, FAKE_FILES } from './fakeWorker.fixture';
import type { SeriesQuestion } from './protocol';
import { analysisService } from './service';

const settings = { ...DEFAULT_DETECTOR_SETTINGS, windowSize: 16, memory: false };
const SETUP = { assetsUrl: 'http://localhost/' };

const wave = (length: number): Series => ({
  times: Float64Array.from({ length }, (_, index) => index * 1000),
  values: Float64Array.from({ length }, (_, index) => Math.sin(index / 3)),
});

const question = (series: Series, leastStride = 0): SeriesQuestion => ({ series, settings, leastStride });

/** A network whose latent is the window, so that its reconstruction is the input. */
function perfect(windowSize: number, change: Partial<Autoencoder> = {}): Autoencoder {
  const copy = async (input: Float32Array) => Float32Array.from(input);
  return { windowSize, latentSize: windowSize, encode: copy, decode: copy, ...change };
}

const serviceOf = (autoencoder: (windowSize: number, signal: AbortSignal) => Autoencoder, concurrency = 1) =>
  analysisService(async () => engineWith(autoencoder, concurrency));

const engineWith = (autoencoder: (windowSize: number, signal: AbortSignal) => Autoencoder, concurrency = 1) => ({
  status: () => FAKE_ENGINE,
  modelFiles: FAKE_FILES,
  concurrency: () => concurrency,
  autoencoder,
});

it('judges a series with the engine that it started', async () => {
  const service = serviceOf((windowSize) => perfect(windowSize));
  expect(await service.start(SETUP)).toEqual({ kind: 'ready', engine: FAKE_ENGINE, modelFiles: FAKE_FILES });
  const answer = await service.analyse(1, question(wave(100)));
  expect(answer).toMatchObject({ kind: 'answer', engine: FAKE_ENGINE, answer: { status: 'detected' } });
});

it('answers with the failure if the engine does not start', async () => {
  const failure = { code: 'model-missing', message: 'weights.bin is gone.', remedy: 'Reinstall.' };
  const service = analysisService(() => Promise.reject(Object.assign(new Error(failure.message), failure)));
  expect(await service.start(SETUP)).toEqual({ kind: 'failure', failure });
});

it('turns an unexpected error into a failure', async () => {
  const service = analysisService(() => Promise.reject(new Error('surprise')));
  const answer = await service.start(SETUP);
  expect(answer).toMatchObject({ kind: 'failure', failure: { code: 'engine-failed' } });
  expect(answer.kind === 'failure' && inEnglish(answer.failure.message)).toBe('The network cannot be run: surprise.');
});

it('fails one series, and not the next, if the arithmetic breaks', async () => {
  let calls = 0;
  const service = serviceOf((windowSize) =>
    perfect(windowSize, calls++ === 0 ? { encode: () => Promise.reject(new Error('it broke')) } : {})
  );
  await service.start(SETUP);
  expect(await service.analyse(1, question(wave(100)))).toEqual({
    kind: 'broken',
    message: 'it broke',
    engine: FAKE_ENGINE,
  });
  expect(await service.analyse(2, question(wave(100)))).toMatchObject({ answer: { status: 'detected' } });
});

it('passes on a failure of the engine, because it concerns every series', async () => {
  const failure = { code: 'engine-failed', message: 'No way left.', remedy: 'Reload.' };
  const encode = () => Promise.reject(Object.assign(new Error(failure.message), failure));
  const service = serviceOf((windowSize) => perfect(windowSize, { encode }));
  await service.start(SETUP);
  expect(await service.analyse(1, question(wave(100)))).toEqual({ kind: 'failure', failure });
});

it('cancels a waiting task and a running one', async () => {
  const computing: string[] = [];
  const service = serviceOf((windowSize, signal) =>
    perfect(windowSize, {
      encode: async (windows) => {
        computing.push('begun');
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
        signal.throwIfAborted();
        return windows;
      },
    })
  );
  await service.start(SETUP);
  const first = service.analyse(1, question(wave(100)));
  const second = service.analyse(2, question(wave(100)));
  await until(() => computing.length > 0);
  service.cancel(2);
  service.cancel(1);
  expect(await Promise.all([first, second])).toEqual([{ kind: 'cancelled' }, { kind: 'cancelled' }]);
  expect(computing).toEqual(['begun']);
});

it('starts its engine only once', async () => {
  let starts = 0;
  const service = analysisService(async () => {
    starts++;
    return engineWith((windowSize) => perfect(windowSize));
  });
  await service.start(SETUP);
  await service.start(SETUP);
  expect(starts).toBe(1);
});

it('moves windows by at least the given stride', async () => {
  const counts: number[] = [];
  const service = serviceOf((windowSize) =>
    perfect(windowSize, { encode: async (windows, count) => (counts.push(count), Float32Array.from(windows)) })
  );
  await service.start(SETUP);
  await service.analyse(1, question(wave(160)));
  await service.analyse(2, question(wave(160), 8));
  // 160 points hold 145 windows of 16 at stride 1 and 19 at stride 8.
  expect(counts).toEqual([145, 19]);
});

it('computes as many series at once as the engine allows', async () => {
  let inside = 0;
  let most = 0;
  const service = serviceOf(
    (windowSize) =>
      perfect(windowSize, {
        encode: async (windows) => {
          most = Math.max(most, ++inside);
          await new Promise((resolve) => setTimeout(resolve, 5));
          inside--;
          return Float32Array.from(windows);
        },
      }),
    3
  );
  await service.start(SETUP);
  const answers = await Promise.all([1, 2, 3, 4, 5].map((task) => service.analyse(task, question(wave(100)))));
  expect(answers.map(({ kind }) => kind)).toEqual(Array(5).fill('answer'));
  expect(most).toBe(3);
});

describe('an inspection', () => {
  const about = { at: { from: 40_000, to: 60_000 } };

  it('shows the verdict of the same question', async () => {
    const service = serviceOf((windowSize) => perfect(windowSize));
    await service.start(SETUP);
    const verdict = await service.analyse(1, question(wave(200)));
    const looked = await service.inspect(2, question(wave(200)), about);
    if (verdict.kind !== 'answer' || verdict.answer.status !== 'detected' || looked.kind !== 'answer') {
      throw new Error('not judged');
    }
    const { rows } = looked.answer;
    const { reconstruction, smoothedError, score, threshold } = verdict.answer.detection;
    expect(Array.from(rows.times)).toEqual(expect.arrayContaining([40_000, 60_000]));
    const from = rows.times[0] / 1000;
    for (const [shown, whole] of [
      [rows.reconstruction, reconstruction],
      [rows.smoothedError, smoothedError],
      [rows.score, score],
      [rows.threshold, threshold],
    ]) {
      expect(Array.from(shown)).toEqual(Array.from(whole.subarray(from, from + shown.length)));
    }
  });

  it('goes ahead of waiting tasks, not of the running one', async () => {
    const order: number[] = [];
    const service = serviceOf((windowSize) =>
      perfect(windowSize, {
        encode: async (windows, count) => {
          order.push(count);
          await new Promise((resolve) => setTimeout(resolve, 1));
          return Float32Array.from(windows);
        },
      })
    );
    await service.start(SETUP);
    // 100 to 103 points hold 85 to 88 windows of 16.
    await Promise.all([
      service.analyse(1, question(wave(100))),
      service.analyse(2, question(wave(101))),
      service.analyse(3, question(wave(102))),
      service.inspect(4, question(wave(103)), about),
    ]);
    expect(order).toEqual([85, 88, 86, 87]);
  });

  it('is cancelled while it waits and between two batches', async () => {
    let computing = 0;
    const service = serviceOf((windowSize, signal) =>
      perfect(windowSize, {
        encode: async (windows) => {
          computing++;
          await new Promise((resolve) => signal.addEventListener('abort', resolve));
          signal.throwIfAborted();
          return windows;
        },
      })
    );
    await service.start(SETUP);
    const looks = [1, 2].map((task) => service.inspect(task, question(wave(100)), about));
    await until(() => computing > 0);
    service.cancel(2);
    service.cancel(1);
    expect(await Promise.all(looks)).toEqual([{ kind: 'cancelled' }, { kind: 'cancelled' }]);
  });

  it('reports an error of its series, and passes on a failure of the engine', async () => {
    const failure = { code: 'engine-failed', message: 'No way left.', remedy: 'Reload.' };
    const thrown = [new Error('it broke'), Object.assign(new Error(failure.message), failure)];
    const service = serviceOf((windowSize) =>
      perfect(windowSize, { encode: () => Promise.reject(thrown.shift() ?? new Error('once too often')) })
    );
    await service.start(SETUP);
    expect(await service.inspect(1, question(wave(100)), about)).toEqual({
      kind: 'broken',
      message: 'it broke',
      engine: FAKE_ENGINE,
    });
    expect(await service.inspect(2, question(wave(100)), about)).toEqual({ kind: 'failure', failure });
  });

  it('gives the reason why a series cannot be judged', async () => {
    const service = serviceOf((windowSize) => perfect(windowSize));
    await service.start(SETUP);
    expect(await service.inspect(1, question(wave(10)), { at: { from: 2000, to: 4000 } })).toMatchObject({
      kind: 'answer',
      answer: { verdict: { reason: 'not-judged', skipped: 'too-short' } },
    });
  });
});

it('learns scaled windows that other windows recalled, each with its start time', async () => {
  const service = serviceOf((windowSize) => perfect(windowSize));
  await service.start(SETUP);
  const noisy = wave(400);
  noisy.values.forEach((value, i) => (noisy.values[i] = value + 0.1 * Math.sin(i * i)));
  const asked = { ...question(noisy), settings: { ...settings, memory: true } };
  const learnt = await service.learn(1, asked);
  if (learnt.kind !== 'answer' || !learnt.answer) {
    throw new Error('nothing was learnt');
  }
  const { windows, starts, scale, step, windowSize } = learnt.answer;
  expect([step, windowSize]).toEqual([1000, 16]);
  expect(starts.length).toBeGreaterThan(50);
  expect(windows).toHaveLength(16 * starts.length);
  starts.forEach((start, w) => {
    for (let i = 0; i < 16; i++) {
      const value = windows[w * 16 + i] * scale.halfRange + scale.centre;
      expect(value).toBeCloseTo(noisy.values[start / 1000 + i], 5);
    }
  });
  expect(await service.learn(2, question(wave(10)))).toEqual({ kind: 'answer', answer: null, engine: FAKE_ENGINE });
});
