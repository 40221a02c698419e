import type { Engine } from './engine';
import { batchingEngine } from './batchingEngine';

/** An engine that records its batches and answers each row with its first number and the half. */
function notingEngine(change: Partial<Engine> = {}) {
  const batches: Array<[half: string, count: number, windowSize: number]> = [];
  const engine: Engine = {
    manifest: {
      name: 'noting',
      version: '1',
      files: [],
      latentSize: 2,
      windowSize: { min: 2, max: 256, default: 64 },
      outputTimeOrder: 'forward',
    },
    backend: () => 'webgl',
    passedOver: () => [],
    benchmark: () => undefined,
    run: async (half, input, count, windowSize) => {
      batches.push([half, count, windowSize]);
      await new Promise((resolve) => setTimeout(resolve, 1));
      const width = input.length / count;
      return Float32Array.from({ length: 2 * count }, (_, i) => input[Math.floor(i / 2) * width] + (i % 2) / 2);
    },
    dispose: () => undefined,
    ...change,
  };
  return { engine: batchingEngine(engine), batches };
}

/** Rows that hold their number, shape [count, width]. */
const rows = (from: number, count: number, width = 64) =>
  Float32Array.from({ length: count * width }, (_, i) => from + Math.floor(i / width));
const answers = (from: number, count: number) =>
  Array.from({ length: 2 * count }, (_, i) => from + Math.floor(i / 2) + (i % 2) / 2);

it('joins simultaneous batches and splits the answer', async () => {
  const { engine, batches } = notingEngine();
  const got = await Promise.all([0, 100, 200].map((from, i) => engine.run('encode', rows(from, i + 1), i + 1, 64)));
  expect(batches).toEqual([['encode', 6, 64]]);
  expect(got.map((one) => Array.from(one))).toEqual([answers(0, 1), answers(100, 2), answers(200, 3)]);
});

it('collects batches during a computation and joins them', async () => {
  const { engine, batches } = notingEngine();
  const first = engine.run('encode', rows(0, 1), 1, 64);
  await new Promise((resolve) => setTimeout(resolve, 0));
  const later = [engine.run('encode', rows(1, 1), 1, 64), engine.run('encode', rows(2, 1), 1, 64)];
  expect((await Promise.all([first, ...later])).map(([row]) => row)).toEqual([0, 1, 2]);
  expect(batches.map(([, count]) => count)).toEqual([1, 2]);
});

it('joins no batches of different halves or window sizes', async () => {
  const { engine, batches } = notingEngine();
  await Promise.all([
    engine.run('encode', rows(0, 1), 1, 64),
    engine.run('decode', rows(1, 1, 2), 1, 64),
    engine.run('encode', rows(2, 1, 32), 1, 32),
    engine.run('encode', rows(3, 1), 1, 64),
  ]);
  expect(batches).toEqual([
    ['encode', 2, 64],
    ['decode', 1, 64],
    ['encode', 1, 32],
  ]);
});

it('joins no more than one batch holds', async () => {
  const { engine, batches } = notingEngine();
  // On WebGL 32,768 points: 512 windows of 64.
  await Promise.all([300, 200, 100, 12].map((count) => engine.run('encode', rows(0, count), count, 64)));
  expect(batches.map(([, count]) => count)).toEqual([512, 100]);
});

it('fails all joined batches together, and continues', async () => {
  let broken = true;
  const run: Engine['run'] = async (_, input) => {
    if (broken) {
      throw new Error('no way left');
    }
    return input;
  };
  const { engine } = notingEngine({ run });
  const both = [1, 2].map((from) => engine.run('decode', rows(from, 1, 2), 1, 64));
  for (const result of await Promise.allSettled(both)) {
    expect(result).toMatchObject({ status: 'rejected', reason: { message: 'no way left' } });
  }
  broken = false;
  expect(Array.from(await engine.run('decode', rows(7, 1, 2), 1, 64))).toEqual([7, 7]);
});
