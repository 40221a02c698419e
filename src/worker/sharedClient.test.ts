import { sharedAnalysisClient } from './client';
import type { DispatcherOptions } from './dispatcher';
import { readRace, writeRace } from './raceNote';

const opened: DispatcherOptions[] = [];
const started: unknown[] = [];

jest.mock('./dispatcher', () => ({
  Dispatcher: class {
    constructor(options: DispatcherOptions) {
      opened.push(options);
    }
    warmUp() {
      opened.at(-1)?.createWorker?.();
    }
  },
}));
jest.mock('./factory', () => ({
  pluginVersion: () => '1',
  createAnalysisWorker: (_: unknown, setup: unknown) => started.push(setup),
}));

const RACE = { renderer: 'a card', webgl: 2, wasm: 1 };

function setTab(visibilityState: DocumentVisibilityState): void {
  Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => visibilityState });
}

beforeEach(() => window.localStorage.clear());

it('is one for all panels that ask for the same engine', () => {
  expect(sharedAnalysisClient('cpu')).toBe(sharedAnalysisClient('cpu'));
  expect(sharedAnalysisClient('cpu')).not.toBe(sharedAnalysisClient('wasm'));
  expect(started).toEqual([{ preference: 'cpu' }, { preference: 'wasm' }]);
});

it('tells each new worker what was measured here, and keeps what it measures unless the tab is hidden', () => {
  writeRace(RACE);
  sharedAnalysisClient();
  expect(started.at(-1)).toEqual({ race: RACE });
  const { onRace } = opened[opened.length - 1];
  setTab('hidden');
  onRace?.({ ...RACE, webgl: 3 });
  expect(readRace()).toEqual(RACE);
  setTab('visible');
  onRace?.({ ...RACE, webgl: 4 });
  expect(readRace()).toEqual({ ...RACE, webgl: 4 });
});
