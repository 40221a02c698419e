/** @jest-environment node */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { inEnglish } from '../../shared/message';
import { type BackendCandidate, backendChain } from '../backend';
import { bundledModel } from '../bundledModel.fixture';
import { startEngine } from '../engine';
import { type LoadedModel, loadModel } from '../load';
import { type Network, buildNetwork } from '../network';
import { setBackend } from '../tfjs';
import { buildFusedNetwork } from './fusedNetwork';

// Plain JavaScript, the reference here, takes seconds for the longest windows on a busy machine.

let loaded: LoadedModel;
beforeAll(async () => {
  loaded = await loadModel(bundledModel);
});

afterEach(() => jest.restoreAllMocks());

/** Smooth, rough and level stretches, up to ten times what the network was trained on. */
function roughWindows(count: number, windowSize: number): Float32Array {
  let state = 7;
  return Float32Array.from({ length: count * windowSize }, (_, index) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const window = Math.floor(index / windowSize);
    return (1 + (window % 10)) * (Math.sin(index / (3 + window)) + (window % 3) * (state / 2 ** 32 - 0.5));
  });
}

async function answers(network: Network, windows: Float32Array, count: number, windowSize: number) {
  const latent = network.encode(windows, count, windowSize);
  const latents = (await latent.data()) as Float32Array;
  const reconstruction = network.decode(latents, count, windowSize);
  const reconstructions = (await reconstruction.data()) as Float32Array;
  latent.dispose();
  reconstruction.dispose();
  return { latents, reconstructions };
}

function largestDifference(found: Float32Array, expected: Float32Array): number {
  expect(found).toHaveLength(expected.length);
  return found.reduce((most, value, index) => Math.max(most, Math.abs(value - expected[index])), 0);
}

describe('beside the layers of tensorflow.js in plain JavaScript', () => {
  let layers: Network;
  let fused: Network;
  beforeAll(async () => {
    await setBackend('cpu');
    layers = await buildNetwork(loaded);
    fused = await buildFusedNetwork(loaded);
  });
  afterAll(() => layers.dispose());

  it.each([
    [1, 64],
    [3, 64],
    [16, 16],
    [17, 16],
    [33, 17],
    [5, 100],
    [3, 256],
  ])('gives the same latents and reconstructions for %d windows of %d points', async (count, windowSize) => {
    const windows = roughWindows(count, windowSize);
    const expected = await answers(layers, windows, count, windowSize);
    const found = await answers(fused, windows, count, windowSize);
    expect(largestDifference(found.latents, expected.latents)).toBeLessThan(1e-5);
    expect(largestDifference(found.reconstructions, expected.reconstructions)).toBeLessThan(1e-5);
  });

  it('answers a window the same, whatever stands beside it', async () => {
    const windows = roughWindows(35, 24);
    const together = await answers(fused, windows, 35, 24);
    const alone = await answers(fused, windows.subarray(34 * 24), 1, 24);
    expect(alone.latents).toEqual(together.latents.subarray(34 * 16));
    expect(alone.reconstructions).toEqual(together.reconstructions.subarray(34 * 24));
  });

  it('says that a value is not a number instead of hiding it', async () => {
    const { latents } = await answers(fused, new Float32Array(16).fill(NaN), 1, 16);
    expect(latents).toEqual(new Float32Array(16).fill(NaN));
  });

  it('holds activations at their limits for values of any size', async () => {
    const { latents, reconstructions } = await answers(fused, new Float32Array(16).fill(1e30), 1, 16);
    const expected = await answers(layers, new Float32Array(16).fill(1e30), 1, 16);
    expect(largestDifference(latents, expected.latents)).toBeLessThan(1e-5);
    expect(largestDifference(reconstructions, expected.reconstructions)).toBeLessThan(1e-5);
  });

  it('refuses windows longer than its memory has room for', () => {
    expect(() => fused.encode(new Float32Array(257), 1, 257)).toThrow('at most 256 points, not 257');
  });
});

it('takes its memory once and no more over repeated runs', async () => {
  const { Memory } = WebAssembly;
  const taken: WebAssembly.Memory[] = [];
  jest.spyOn(WebAssembly, 'Memory').mockImplementation((descriptor) => {
    taken.push(new Memory(descriptor));
    return taken[taken.length - 1];
  });
  const fused = await buildFusedNetwork(loaded);
  const [{ buffer }] = taken;
  for (let round = 0; round < 20; round++) {
    await answers(fused, roughWindows(40, 64), 40, 64);
  }
  expect(taken).toHaveLength(1);
  expect(taken[0].buffer).toBe(buffer);
  expect(buffer.byteLength).toBeLessThan(2 ** 20);
});

it('gives the reason when it does not start otherwise', async () => {
  jest.spyOn(WebAssembly, 'instantiate').mockRejectedValue(new RangeError('out of memory'));
  await expect(buildFusedNetwork(loaded)).rejects.toThrow('it does not start (out of memory)');
});

describe('in the chain of backends', () => {
  const wasmAndBehind = () => backendChain({ preference: 'wasm' });
  const labelled = (chain: BackendCandidate[]) => chain.map(({ label }) => label);

  it('comes before tensorflow.js', () => {
    expect(labelled(wasmAndBehind())).toEqual(['WebAssembly (fused)', 'WebAssembly', 'JavaScript']);
  });

  it.each([
    ['Chromium and Firefox', () => new WebAssembly.CompileError('blocked by CSP')],
    ['Safari', () => new EvalError("Refused to create a WebAssembly object because 'unsafe-eval' is not allowed")],
  ])('is passed over when the page forbids WebAssembly as in %s, and JavaScript computes', async (_, refusal) => {
    jest.spyOn(WebAssembly, 'Module').mockImplementation(() => {
      throw refusal();
    });
    const compile = jest.spyOn(WebAssembly, 'compile');
    const engine = await startEngine(loaded, {}, wasmAndBehind());
    expect(engine.backend()).toBe('cpu');
    const forbidden = "the page's content security policy forbids it; script-src 'wasm-unsafe-eval' would allow it";
    expect(engine.passedOver().map(inEnglish)).toEqual([
      `WebAssembly (fused): ${forbidden}`,
      `WebAssembly: ${forbidden}`,
    ]);
    expect(compile).not.toHaveBeenCalled();
    engine.dispose();
  });

  it('is passed over in a browser without SIMD', () => {
    jest.spyOn(WebAssembly, 'validate').mockReturnValue(false);
    expect(inEnglish(wasmAndBehind()[0].ruledOut() ?? '')).toBe('this browser does not support SIMD in WebAssembly');
  });

  it('is passed over in a browser without WebAssembly', () => {
    const present = Object.getOwnPropertyDescriptor(globalThis, 'WebAssembly') as PropertyDescriptor;
    Object.defineProperty(globalThis, 'WebAssembly', { value: undefined, configurable: true });
    try {
      expect(inEnglish(wasmAndBehind()[0].ruledOut() ?? '')).toBe('this browser does not support WebAssembly');
    } finally {
      Object.defineProperty(globalThis, 'WebAssembly', present);
    }
  });
});

it('is made of bytes that a fresh compilation gives again', () => {
  const root = path.resolve(__dirname, '../../..');
  const { status, stderr } = spawnSync(process.execPath, ['scripts/wasm.mjs', '--check'], {
    cwd: root,
    encoding: 'utf8',
  });
  expect([status, stderr]).toEqual([0, '']);
});
