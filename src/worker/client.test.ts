import { DEFAULT_DETECTOR_SETTINGS } from '../detector/settings';
import { type EngineChoice, sharedAnalysisClient } from './client';
import type { DispatcherOptions } from './dispatcher';
import { readBenchmark, writeBenchmark } from './benchmarkNote';

const opened: DispatcherOptions[] = [];
const started: unknown[] = [];

jest.mock('./dispatcher', () => ({
  Dispatcher: class {
    constructor(options: DispatcherOptions) {
      opened.push(options);
    }
    analyse = async () => 'answered';
    warmUp() {
      opened.at(-1)?.createWorker?.();
    }
  },
}));
jest.mock('./factory', () => ({
  pluginVersion: () => '1',
  createAnalysisWorker: (_: unknown, setup: unknown) => started.push(setup),
}));

const BENCHMARK = { renderer: 'a card', webgl: 2, wasm: 1 };

function setTab(visibilityState: DocumentVisibilityState): void {
  Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => visibilityState });
}

beforeEach(() => window.localStorage.clear());

const asked = (engine?: EngineChoice) =>
  sharedAnalysisClient(engine).analyse(
    { series: [], settings: DEFAULT_DETECTOR_SETTINGS },
    { signal: new AbortController().signal }
  );

it('is shared by all panels that use the same engine', async () => {
  expect(sharedAnalysisClient('cpu')).toBe(sharedAnalysisClient('cpu'));
  expect(sharedAnalysisClient('cpu')).not.toBe(sharedAnalysisClient('wasm'));
  await expect(asked('cpu')).resolves.toBe('answered');
  await expect(asked('wasm')).resolves.toBe('answered');
  expect(started).toEqual([{ preference: 'cpu' }, { preference: 'wasm' }]);
});

it('passes the stored benchmark to each new worker, and stores its benchmark unless the tab is hidden', async () => {
  writeBenchmark(BENCHMARK);
  await asked();
  expect(started.at(-1)).toEqual({ benchmark: BENCHMARK });
  const { onBenchmark } = opened[opened.length - 1];
  setTab('hidden');
  onBenchmark?.({ ...BENCHMARK, webgl: 3 });
  expect(readBenchmark()).toEqual(BENCHMARK);
  setTab('visible');
  onBenchmark?.({ ...BENCHMARK, webgl: 4 });
  expect(readBenchmark()).toEqual({ ...BENCHMARK, webgl: 4 });
});

it('names the missing file, and loads it again for the next question', async () => {
  jest.resetModules();
  const once = jest.fn(() => {
    throw new Error('404');
  });
  jest.doMock('./pooledClient', once);
  const { sharedAnalysisClient: fresh } = await import('./client');
  const ask = () =>
    fresh('cpu').analyse({ series: [], settings: DEFAULT_DETECTOR_SETTINGS }, { signal: new AbortController().signal });
  await expect(ask()).rejects.toMatchObject({
    message: expect.stringContaining('workers.js could not be loaded: 404'),
    failure: { code: 'worker-unavailable' },
  });
  jest.dontMock('./pooledClient');
  await expect(ask()).resolves.toBe('answered');
});
