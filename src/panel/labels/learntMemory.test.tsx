import React, { type ReactNode } from 'react';
import { act, renderHook, waitFor } from '@testing-library/react';
import type { LearntMemory } from '../../detector/memory/learntMemory';
import { DEFAULT_DETECTOR_SETTINGS } from '../../detector/settings';
import type { LearningRequest } from '../../worker/protocol';
import { saveFile } from '../export/saveFile';
import { AnalysisClientContext } from '../useAnalysis';
import { useGivenMemory, useLearning } from './learntMemory';

jest.mock('../../worker/client', () => ({ sharedAnalysisClient: jest.fn() }));
jest.mock('../export/saveFile', () => ({ saveFile: jest.fn() }));

const SIZE = 4;
const window = { start: 0, values: [0, 100, 0, -100], errors: [1, 2, 1, 2] };
const MEMORY = JSON.stringify({
  format: 1,
  model: 'abc',
  windowSize: SIZE,
  series: [{ name: 'cpu', scale: { centre: 5, halfRange: 2 }, step: 1000, windows: [window] }],
});

function begin(text: string, model: string | null = null, size = SIZE) {
  return renderHook((running: string | null) => useGivenMemory(text, size, running), { initialProps: model });
}

async function given(...asked: Parameters<typeof begin>) {
  const hook = begin(...asked);
  await waitFor(() => expect(hook.result.current.isHeld).toBe(false));
  return hook;
}

test('gives each series what was learnt of it, in the scale it was learnt in', async () => {
  const { remembered, refused } = (await given(MEMORY)).result.current;
  expect(refused).toBeNull();
  // Values are kept in hundredths of the scale.
  expect(remembered.get('cpu')).toMatchObject({ step: 1000, windowSize: 4, windows: Float32Array.of(0, 1, 0, -1) });
  expect(remembered.get('memory')).toBeUndefined();
});

test('is the same once the model is known to be the one it was learnt with, so that nothing is judged twice', async () => {
  const { result, rerender } = await given(MEMORY);
  const before = result.current.remembered.get('cpu');
  rerender('abc');
  expect(result.current.remembered.get('cpu')).toBe(before);
});

test('is refused with a sentence once another model turns out to run', async () => {
  const { result, rerender } = await given(MEMORY);
  rerender('def');
  expect(result.current.remembered.size).toBe(0);
  expect(result.current.refused).toMatch(/^Learnt memory: .*another model/);
});

test('is refused for another window size, and if it is not a memory', async () => {
  expect((await given(MEMORY, null, 8)).result.current.refused).toMatch(/windows of 4 points, not of 8/);
  expect((await given('nonsense')).result.current.refused).toMatch(/not a learnt memory/);
});

test('no text is no memory and nothing to wait for or to speak of', () => {
  expect(begin(' ').result.current).toEqual({ remembered: new Map(), refused: null, isHeld: false });
});

describe('what reads it', () => {
  afterEach(() => jest.resetModules());

  test('is waited for from the beginning', async () => {
    const { result } = begin(MEMORY);
    expect(result.current).toEqual({ remembered: new Map(), refused: null, isHeld: true });
    await waitFor(() => expect(result.current.isHeld).toBe(false));
  });

  test('does not hold the verdict if its reader fails to load, and a note says so', async () => {
    jest.doMock('./givenMemory', () => {
      throw new Error('404');
    });
    const { refused } = (await given(MEMORY)).result.current;
    expect(refused).toMatch(/memory\.js could not be loaded: 404\. Reload the page/);
  });
});

describe('an export of what was learnt', () => {
  const requestOf = (name: string): LearningRequest => ({
    series: [],
    names: [name],
    settings: DEFAULT_DETECTOR_SETTINGS,
    panel: 'p',
  });
  const memoryOf = (...names: string[]): LearntMemory => ({
    ...JSON.parse(MEMORY),
    series: names.map((name) => ({ ...JSON.parse(MEMORY).series[0], name })),
  });

  /** A panel that shows `first`; each question waits in `asked` for its answer. */
  function panel() {
    const asked: Array<{ names: readonly string[]; signal: AbortSignal; answer: (memory: LearntMemory) => void }> = [];
    const learn = ({ names }: LearningRequest, { signal }: { signal: AbortSignal }) =>
      new Promise<LearntMemory>((answer) => asked.push({ names, signal, answer }));
    const client = { analyse: jest.fn(), inspect: jest.fn(), retry: jest.fn(), learn };
    const wrapper = ({ children }: { children: ReactNode }) => (
      <AnalysisClientContext.Provider value={client}>{children}</AnalysisClientContext.Provider>
    );
    const initialProps = requestOf('first');
    return {
      asked,
      ...renderHook((request: LearningRequest) => useLearning(request, 'auto'), { wrapper, initialProps }),
    };
  }

  beforeEach(() => jest.mocked(saveFile).mockClear());

  test('ends with the panel, and saves nothing afterwards', async () => {
    const { asked, result, unmount } = panel();
    act(() => result.current.learn());
    unmount();
    expect(asked[0].signal.aborted).toBe(true);
    await act(async () => asked[0].answer(memoryOf('first')));
    expect(saveFile).not.toHaveBeenCalled();
  });

  test('survives refreshes: one file, of the series at the time of the request', async () => {
    const { asked, result, rerender } = panel();
    act(() => result.current.learn());
    rerender(requestOf('second'));
    rerender(requestOf('third'));
    expect(asked.map(({ names, signal }) => [...names, signal.aborted])).toEqual([['first', false]]);
    await act(async () => asked[0].answer(memoryOf('first')));
    expect(saveFile).toHaveBeenCalledTimes(1);
    expect(jest.mocked(saveFile).mock.calls[0][0].text).toContain('"first"');
    rerender(requestOf('fourth'));
    expect(asked).toHaveLength(1);
  });

  test('takes what is shown when it is asked for again, and drops the one before', async () => {
    const { asked, result, rerender } = panel();
    act(() => result.current.learn());
    rerender(requestOf('second'));
    act(() => result.current.learn());
    expect(asked.map(({ names, signal }) => [...names, signal.aborted])).toEqual([
      ['first', true],
      ['second', false],
    ]);
    await act(async () => asked[0].answer(memoryOf('first')));
    await act(async () => asked[1].answer(memoryOf('second')));
    expect(saveFile).toHaveBeenCalledTimes(1);
    expect(jest.mocked(saveFile).mock.calls[0][0].text).toContain('"second"');
  });

  test('fails with a reason and without a file if nothing was learnt', async () => {
    const { asked, result } = panel();
    const refused = jest.fn();
    act(() => result.current.learn(refused));
    await act(async () => asked[0].answer(memoryOf()));
    expect(saveFile).not.toHaveBeenCalled();
    expect(refused).toHaveBeenCalledWith(
      expect.stringMatching(/this range has nothing to learn from\. Show a longer one/)
    );
    expect(result.current.failed).toBe(refused.mock.calls[0][0]);
  });
});
