import { AbortScope } from '../shared/abortSignal';
import type { Manifest } from './manifest';
import type { Network } from './network';
import { pointsPerSecond } from './speed';

const manifest: Manifest = {
  name: 'sleeping',
  version: '1',
  files: [],
  latentSize: 2,
  windowSize: { min: 2, max: 256, default: 64 },
  outputTimeOrder: 'forward',
};

/** A network that takes some time for each call and some for each window, milliseconds; it counts what it disposes. */
function sleeping(callMs: number, windowMs: number) {
  const asked: number[] = [];
  const state = { held: 0 };
  let clock = 0;
  jest.spyOn(performance, 'now').mockImplementation(() => clock);
  const answer = (count: number, width: number) => {
    asked.push(count);
    state.held++;
    return {
      data: async () => {
        clock += callMs + count * windowMs;
        return new Float32Array(count * width);
      },
      dispose: () => state.held--,
    };
  };
  const network: Network = {
    encode: (_, count) => answer(count, 2),
    decode: (_, count) => answer(count, 64),
    dispose: () => undefined,
  };
  return { network, asked, state };
}

afterEach(() => jest.restoreAllMocks());

it('counts one pass through the encoder and two through the decoder, with many windows at a time', async () => {
  const { network, asked, state } = sleeping(1, 0);
  // 64 windows of 64 points in three calls of a millisecond.
  expect(await pointsPerSecond(network, new AbortScope(), manifest)).toBeCloseTo((64 * 64 * 1000) / 3);
  expect(Math.max(...asked)).toBe(64);
  expect(state.held).toBe(0);
});

it('gives a slow network only a few windows', async () => {
  const { network, asked } = sleeping(0, 10);
  expect(await pointsPerSecond(network, new AbortScope(), manifest)).toBeCloseTo((64 * 1000) / 30);
  expect(Math.max(...asked)).toBe(4);
});

it('rejects if the graphics card is lost, and keeps no tensor', async () => {
  const { network, state } = sleeping(1, 0);
  const abortScope = new AbortScope();
  abortScope.abort(new Error('context lost'));
  await expect(pointsPerSecond(network, abortScope, manifest)).rejects.toThrow('context lost');
  expect(state.held).toBe(0);
});
