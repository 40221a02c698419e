/** @jest-environment node */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createAutoencoder } from './autoencoder';
import { backendChain } from './backend';
import { bundledModel } from './bundledModel.fixture';
import { type Engine, startEngine } from './engine';
import { loadModel } from './load';
import { memory } from './tfjs';

// Plain JavaScript takes seconds for the longest windows on a busy machine.

interface Parity {
  readonly weightsSha256: string;
  readonly cases: ReadonlyArray<{
    readonly windowSize: number;
    readonly windows: number[][];
    readonly latents: number[][];
    readonly reconstructions: number[][];
  }>;
}

/** Windows, latents and reconstructions of the framework that trained the weights. */
const parity = JSON.parse(
  readFileSync(path.resolve(__dirname, '../../tests/golden/model-parity.json'), 'utf8')
) as Parity;

function expectClose(found: Float32Array, expected: number[][]): void {
  const flat = expected.flat();
  expect(found).toHaveLength(flat.length);
  const off = flat.reduce((most, value, index) => Math.max(most, Math.abs(value - found[index])), 0);
  expect(off).toBeLessThan(1e-4);
}

/** All that run without a graphics card. */
const candidates = backendChain({ preference: 'wasm' });

describe.each(candidates.map((candidate) => [candidate.label, candidate] as const))('on %s', (_, candidate) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startEngine(await loadModel(bundledModel), {}, [candidate]);
  });
  afterAll(() => engine.dispose());

  it('runs there and nowhere else', () => {
    expect([engine.backend(), engine.passedOver()]).toEqual([candidate.name, []]);
  });

  it.each(parity.cases.map((one) => [one.windowSize, one] as const))(
    'gives the training framework’s latents and reconstructions for windows of %d points',
    async (windowSize, { windows, latents, reconstructions }) => {
      const autoencoder = createAutoencoder(engine, windowSize);
      const encoded = await autoencoder.encode(Float32Array.from(windows.flat()), windows.length);
      expectClose(encoded, latents);
      expectClose(await autoencoder.decode(encoded, windows.length), reconstructions);
    }
  );

  it('answers a window equally, to the last bit, in every batch', async () => {
    const autoencoder = createAutoencoder(engine, 16);
    const count = 37;
    const windows = Float32Array.from({ length: count * 16 }, (_, i) => Math.sin(i * i));
    const latents = await autoencoder.encode(windows, count);
    const drawings = await autoencoder.decode(latents, count);
    for (const [from, rows] of [
      [0, 1],
      [3, 5],
      [20, 17],
      [36, 1],
    ]) {
      const some = latents.subarray(from * engine.manifest.latentSize, (from + rows) * engine.manifest.latentSize);
      expect(await autoencoder.encode(windows.subarray(from * 16, (from + rows) * 16), rows)).toEqual(some);
      const drawn = drawings.subarray(from * 16, (from + rows) * 16);
      expect(await autoencoder.decode(some.slice(), rows)).toEqual(drawn);
    }
  });

  it('keeps no tensor after its answers', async () => {
    const autoencoder = createAutoencoder(engine, 16);
    const windows = new Float32Array(16 * 4).fill(0.5);
    await autoencoder.decode(await autoencoder.encode(windows, 4), 4);
    const before = memory().numTensors;
    for (let round = 0; round < 3; round++) {
      await autoencoder.decode(await autoencoder.encode(windows, 4), 4);
    }
    expect(memory().numTensors).toBe(before);
  });
});

it('compares with the weights that the plugin ships', async () => {
  expect((await loadModel(bundledModel)).sha256).toBe(parity.weightsSha256);
});

describe('in batches', () => {
  /** An engine that records its batches and answers each window with its first value. */
  function notingEngine() {
    const batches: number[] = [];
    const engine: Engine = {
      manifest: {
        name: 'noting',
        version: '1',
        files: [],
        latentSize: 1,
        windowSize: { min: 2, max: 256, default: 64 },
        outputTimeOrder: 'reversed',
      },
      backend: () => 'cpu',
      passedOver: () => [],
      benchmark: () => undefined,
      run: async (half, input, count, windowSize) => {
        batches.push(count);
        return half === 'encode'
          ? Float32Array.from({ length: count }, (_, row) => input[row * windowSize])
          : Float32Array.from({ length: count * windowSize }, (_, index) => index % windowSize);
      },
      dispose: () => undefined,
    };
    return { engine, batches };
  }

  it('returns the answers in the order of the windows', async () => {
    const { engine, batches } = notingEngine();
    const windows = Float32Array.from({ length: 20 * 64 }, (_, index) => Math.floor(index / 64));
    const latents = await createAutoencoder(engine, 64).encode(windows, 20);
    expect(batches).toEqual([8, 8, 4]);
    expect(Array.from(latents)).toEqual(Array.from({ length: 20 }, (_, window) => window));
  });

  it('reverses the decoder’s time order in each window', async () => {
    const { engine } = notingEngine();
    expect(Array.from(await createAutoencoder(engine, 3).decode(new Float32Array(2), 2))).toEqual([2, 1, 0, 2, 1, 0]);
  });

  it.each([
    { manner: 'slow', batchMs: 5, before: 2 },
    { manner: 'quick', batchMs: 1, before: 6 },
  ])('lets other messages in after eight milliseconds of $manner batches', async ({ batchMs, before }) => {
    const { engine, batches } = notingEngine();
    const clock = jest.spyOn(performance, 'now').mockImplementation(() => batches.length * batchMs);
    try {
      const done = createAutoencoder(engine, 256).encode(new Float32Array(12 * 256), 12);
      const seen = await new Promise<number>((resolve) => setTimeout(() => resolve(batches.length), 0));
      expect(seen).toBe(before);
      await done;
      expect(batches).toHaveLength(6);
    } finally {
      clock.mockRestore();
    }
  });

  it('starts no further batch once it is aborted', async () => {
    const { engine, batches } = notingEngine();
    const abort = new AbortController();
    const done = createAutoencoder(engine, 256, abort.signal).encode(new Float32Array(6 * 256), 6);
    abort.abort();
    await expect(done).rejects.toMatchObject({ name: 'AbortError' });
    expect(batches).toHaveLength(1);
  });

  it('refuses a window size that the network was not trained for', () => {
    expect(() => createAutoencoder(notingEngine().engine, 257)).toThrow(/2 to 256 points, not 257/);
  });
});
