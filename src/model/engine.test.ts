/** @jest-environment node */
import { AbortScope } from '../shared/abortSignal';
import { inEnglish } from '../shared/message';
import { type ActiveBackend, type BackendCandidate, backendChain } from './backend';
import { bundledModel } from './bundledModel.fixture';
import { startEngine } from './engine';
import { type LoadedModel, loadModel } from './load';
import { memory } from './tfjs';

const WINDOW_SIZE = 16;
const window = Float32Array.from({ length: WINDOW_SIZE }, (_, point) => Math.cos(point));

let loaded: LoadedModel;
beforeAll(async () => {
  loaded = await loadModel(bundledModel);
});

/** Replaces WebGL with plain JavaScript. It can be lost. */
function fragileGpu(change: Partial<BackendCandidate> = {}) {
  const [cpu] = backendChain({ preference: 'cpu' });
  const state = { lost: false, released: false };
  const candidate: BackendCandidate = {
    ...cpu,
    name: 'webgl',
    label: 'WebGL',
    async activate(): Promise<ActiveBackend> {
      const active = await cpu.activate();
      return { ...active, isLost: () => state.lost, release: () => (state.released = true) };
    },
    ...change,
  };
  return { state, candidate };
}

const plain = () => backendChain({ preference: 'cpu' });

it('passes over a backend that does not start, and gives the reason', async () => {
  const { candidate } = fragileGpu({ activate: () => Promise.reject({ message: 'no driver' }) });
  const engine = await startEngine(loaded, {}, [candidate, ...plain()]);
  expect(engine.backend()).toBe('cpu');
  expect(engine.passedOver().map(inEnglish)).toEqual(['WebGL: no driver']);
  engine.dispose();
});

it('releases a backend on which the network cannot be built', async () => {
  const { candidate, state } = fragileGpu({ build: () => Promise.reject(new Error('too large')) });
  const engine = await startEngine(loaded, {}, [candidate, ...plain()]);
  expect(state.released).toBe(true);
  expect(engine.passedOver().map(inEnglish)).toEqual(['WebGL: too large']);
  engine.dispose();
});

it('computes a batch again on the next backend if the graphics card is lost', async () => {
  const { candidate, state } = fragileGpu();
  const engine = await startEngine(loaded, {}, [candidate, ...plain()]);
  const before = await engine.run('encode', window, 1, WINDOW_SIZE);
  expect(engine.backend()).toBe('webgl');
  state.lost = true;
  const after = await engine.run('encode', window, 1, WINDOW_SIZE);
  expect(after).toEqual(before);
  expect(engine.backend()).toBe('cpu');
  expect(engine.passedOver().map(inEnglish)).toEqual([
    'WebGL: failed while computing (the browser lost its WebGL context)',
  ]);
  expect(state.released).toBe(true);
  engine.dispose();
});

it('does not wait for the answer of a lost graphics card', async () => {
  const abortScope = new AbortScope();
  const { candidate } = fragileGpu();
  const engine = await startEngine(loaded, {}, [
    { ...candidate, activate: async () => ({ ...(await candidate.activate()), abortScope }) },
    ...plain(),
  ]);
  abortScope.abort(new Error('context lost'));
  await engine.run('encode', window, 1, WINDOW_SIZE);
  expect(engine.passedOver().map(inEnglish)).toEqual(['WebGL: failed while computing (context lost)']);
  engine.dispose();
});

it('fails with the list of tried backends if none is left', async () => {
  const { candidate } = fragileGpu({ ruledOut: () => 'software renderer (llvmpipe)' });
  await expect(startEngine(loaded, {}, [candidate])).rejects.toMatchObject({
    code: 'engine-failed',
    message: expect.stringContaining('WebGL: software renderer (llvmpipe)'),
  });
});

it('refuses files that hold another network', async () => {
  const other = { ...loaded, layersModel: { modelTopology: { class_name: 'Functional' } } };
  await expect(startEngine(other, {}, plain())).rejects.toMatchObject({ code: 'model-corrupt' });
});

it('refuses a manifest whose order of time is not the network’s, and frees every tensor', async () => {
  const before = memory().numTensors;
  const other = { ...loaded, manifest: { ...loaded.manifest, outputTimeOrder: 'forward' as const } };
  await expect(startEngine(other, {}, plain())).rejects.toMatchObject({
    code: 'model-corrupt',
    message: expect.stringContaining(
      'manifest.json states outputTimeOrder "forward", but the network outputs the other order'
    ),
  });
  expect(memory().numTensors).toBe(before);
});

it('frees every tensor', async () => {
  const before = memory().numTensors;
  const engine = await startEngine(loaded, {}, plain());
  await engine.run('encode', window, 1, WINDOW_SIZE);
  engine.dispose();
  expect(memory().numTensors).toBe(before);
});

describe('with a graphics card and WebAssembly', () => {
  const [fused] = backendChain({ preference: 'wasm' });
  const RENDERER = 'ANGLE (NVIDIA GeForce RTX 3060)';

  /** Plain JavaScript in the place of WebGL: slower than the fused kernels by far. */
  const slowGpu = (change: Partial<BackendCandidate> = {}) => fragileGpu({ renderer: () => RENDERER, ...change });

  it('benchmarks both, uses the faster one and reports the ratio', async () => {
    const { candidate, state } = slowGpu();
    const engine = await startEngine(loaded, { compare: true }, [candidate, fused, ...plain()]);
    expect(engine.backend()).toBe('wasm');
    expect(engine.passedOver().map(inEnglish)).toEqual([
      expect.stringMatching(/^WebGL: WebAssembly was [\d.]+ times as fast here$/),
    ]);
    expect(state.released).toBe(true);
    const benchmark = engine.benchmark();
    expect(benchmark?.renderer).toBe(RENDERER);
    expect(benchmark?.wasm).toBeGreaterThan(benchmark?.webgl ?? Infinity);
    engine.dispose();
  });

  it('stays on the graphics card if it is faster, and can still fall back', async () => {
    const { candidate, state } = slowGpu();
    const slow = { ...plain()[0], name: 'wasm', label: 'WebAssembly (fused)' } as const;
    const instant = { data: async () => new Float32Array(64 * 64), dispose: () => undefined };
    const networks = { encode: () => instant, decode: () => instant, dispose: () => undefined };
    let built = 0;
    // The first network is the real one, so that the known window is answered rightly; it then pretends to be fast.
    const fast: BackendCandidate = {
      ...candidate,
      build: async (model) => {
        built++;
        const real = await candidate.build(model);
        let calls = 0;
        return {
          ...real,
          encode: (...asked) => (calls++ < 1 ? real.encode(...asked) : networks.encode()),
          decode: (...asked) => (calls++ < 2 ? real.decode(...asked) : networks.decode()),
        };
      },
    };
    const engine = await startEngine(loaded, { compare: true }, [fast, slow, ...plain()]);
    expect([engine.backend(), built]).toEqual(['webgl', 1]);
    expect(engine.passedOver().map(inEnglish)).toEqual([
      expect.stringMatching(/^WebAssembly \(fused\): WebGL was \d+ times as fast here$/),
    ]);
    state.lost = true;
    await engine.run('encode', window, 1, WINDOW_SIZE);
    expect(engine.backend()).toBe('wasm');
    engine.dispose();
  });

  it('trusts an earlier benchmark of the same card, without starting the slower backend', async () => {
    const { candidate } = slowGpu({ activate: () => Promise.reject(new Error('it was started')) });
    const benchmark = { renderer: RENDERER, webgl: 100, wasm: 300 };
    const engine = await startEngine(loaded, { compare: true, benchmark }, [candidate, fused, ...plain()]);
    expect(engine.passedOver().map(inEnglish)).toEqual(['WebGL: WebAssembly was 3 times as fast here']);
    expect(engine.benchmark()).toEqual(benchmark);
    engine.dispose();
  });

  it('benchmarks again on another card', async () => {
    const benchmark = { renderer: 'another card', webgl: 1, wasm: 300 };
    const engine = await startEngine(loaded, { compare: true, benchmark }, [slowGpu().candidate, fused, ...plain()]);
    expect(engine.benchmark()).toMatchObject({ renderer: RENDERER });
    engine.dispose();
  });

  it.each([
    ['without an earlier benchmark', undefined],
    ['and an earlier benchmark that WebAssembly has won', { renderer: RENDERER, webgl: 100, wasm: 300 }],
  ])('stays on the graphics card where WebAssembly is forbidden, %s, and says so once', async (_, benchmark) => {
    const { candidate, state } = slowGpu();
    const forbidden = { ...fused, ruledOut: () => 'forbidden' };
    const engine = await startEngine(loaded, { compare: true, benchmark }, [
      candidate,
      forbidden,
      { ...forbidden, label: 'WebAssembly' },
      ...plain(),
    ]);
    expect(engine.backend()).toBe('webgl');
    expect(engine.benchmark()).toBeUndefined();
    expect(engine.passedOver().map(inEnglish)).toEqual(['WebAssembly (fused): forbidden']);
    state.lost = true;
    await engine.run('encode', window, 1, WINDOW_SIZE);
    expect(engine.backend()).toBe('cpu');
    expect(engine.passedOver().map(inEnglish)).toEqual([
      'WebAssembly (fused): forbidden',
      expect.stringMatching(/^WebGL: failed while computing/),
      'WebAssembly: forbidden',
    ]);
    engine.dispose();
  });

  it('runs no benchmark if a backend is chosen by name', async () => {
    const { candidate } = slowGpu();
    const engine = await startEngine(loaded, { compare: true, preference: 'webgl' }, [candidate, fused, ...plain()]);
    expect([engine.backend(), engine.benchmark()]).toEqual(['webgl', undefined]);
    engine.dispose();
  });
});
