import { registerKernel } from '@tensorflow/tfjs-core';
import { backendChain } from '../../../src/model/backend';
import { type Engine, startEngine } from '../../../src/model/engine';
import { buildFusedNetwork } from '../../../src/model/fused/fusedNetwork';
import { WEBGL_LAYERS_KERNELS } from '../../../src/model/kernels/webglLayers.fixture';
import { type LoadedModel, loadModel } from '../../../src/model/load';
import { type Network, buildNetwork } from '../../../src/model/network';
import { type MathBackendWebGL, backend, env, memory } from '../../../src/model/tfjs';
import { buildWebglNetwork } from '../../../src/model/webgl/webglNetwork';
import { inEnglish } from '../../../src/shared/message';
import { type GlCounts, countGl } from './glCounter';

/** The program under test, tf.layers on WebGL, and the plugin's kernels in WebAssembly, which have tests of their own. */
export type NetworkName = 'program' | 'layers' | 'wasm';

export interface ParityCase {
  readonly windows: number[][];
  readonly latents: number[][];
  readonly reconstructions: number[][];
}

/** Held by the page; everything in it survives the way out of the browser. */
export interface Holdings {
  readonly tensors: number;
  /** Bytes of textures, in use and kept for reuse. */
  readonly gpuBytes: number;
  readonly textures: number;
}

export interface WebglPage {
  /** @param files content in base64 by name */
  load(files: Record<string, string>): Promise<void>;
  /** Puts WebGL in force as the plugin does and builds the networks on it. */
  build(...names: NetworkName[]): Promise<void>;
  /** Largest differences between two networks' answers to the same random windows. */
  differences(
    names: [NetworkName, NetworkName],
    count: number,
    windowSize: number
  ): Promise<{ latents: number; reconstructions: number }>;
  /** Largest difference to answers from elsewhere, in forward time. */
  differenceTo(expected: ParityCase): Promise<{ latents: number; reconstructions: number }>;
  /** Latents of one window; NaN and infinities survive the way out of the browser. */
  latentsOf(name: NetworkName, window: number[]): Promise<number[]>;
  /** What encoding and decoding a batch asks of WebGL. */
  cost(name: NetworkName, count: number, windowSize: number): Promise<GlCounts>;
  /** Milliseconds that each network took, in turn, after one round to warm up. */
  race(names: readonly NetworkName[], count: number, windowSize: number, rounds: number): Promise<number[][]>;
  /** @param counts batch sizes, one after the other */
  runs(name: NetworkName, counts: number[], windowSize: number): Promise<Holdings>;
  /** Runs a batch on an engine that prefers WebGL. @param loseAtDraw the draw call before which the context is lost */
  engine(loseAtDraw?: number): Promise<{ backend: string; passedOver: readonly string[]; latents: number[] }>;
}

const gl = countGl();
WEBGL_LAYERS_KERNELS.forEach(registerKernel);

let loaded: LoadedModel;
const networks = new Map<NetworkName, Network>();

const BUILDERS: Readonly<Record<NetworkName, (model: LoadedModel) => Promise<Network>>> = {
  program: buildWebglNetwork,
  layers: buildNetwork,
  wasm: buildFusedNetwork,
};

/** Sines with noise, the same for the same size. */
function randomWindows(count: number, windowSize: number): Float32Array {
  let state = 7;
  return Float32Array.from({ length: count * windowSize }, (_, index) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return 1.5 * Math.sin(index / (3 + (Math.floor(index / windowSize) % 17))) + (state / 2 ** 32 - 0.5);
  });
}

async function answers(name: NetworkName, windows: Float32Array, count: number, windowSize: number) {
  const network = networks.get(name);
  if (!network) {
    throw new Error(`build ${name} first`);
  }
  const latent = network.encode(windows, count, windowSize);
  const latents = (await latent.data()) as Float32Array;
  latent.dispose();
  const reconstruction = network.decode(latents, count, windowSize);
  const reconstructions = (await reconstruction.data()) as Float32Array;
  reconstruction.dispose();
  return { latents, reconstructions };
}

function largestDifference(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (found.length !== expected.length || found.length === 0) {
    throw new Error(`${found.length} values instead of ${expected.length}`);
  }
  return Array.from(found).reduce((most, value, index) => Math.max(most, Math.abs(value - expected[index])), 0);
}

const page: WebglPage = {
  async load(files) {
    loaded = await loadModel(
      async (path) => Uint8Array.from(atob(files[path]), (character) => character.charCodeAt(0)).buffer
    );
  },
  async build(...names) {
    const [webgl] = backendChain({ preference: 'webgl' });
    await webgl.activate();
    // tf.layers alone run as tfjs is delivered.
    env().set('WEBGL_USE_SHAPES_UNIFORMS', names.includes('program'));
    for (const name of names) {
      networks.set(name, await BUILDERS[name](loaded));
    }
  },
  async differences([first, second], count, windowSize) {
    const windows = randomWindows(count, windowSize);
    const found = await answers(first, windows, count, windowSize);
    const expected = await answers(second, windows, count, windowSize);
    return {
      latents: largestDifference(found.latents, expected.latents),
      reconstructions: largestDifference(found.reconstructions, expected.reconstructions),
    };
  },
  async differenceTo({ windows, latents, reconstructions }) {
    const windowSize = windows[0].length;
    const found = await answers('program', Float32Array.from(windows.flat()), windows.length, windowSize);
    const reversed = reconstructions.map((window) => [...window].reverse());
    return {
      latents: largestDifference(found.latents, latents.flat()),
      reconstructions: largestDifference(found.reconstructions, reversed.flat()),
    };
  },
  async latentsOf(name, window) {
    return Array.from((await answers(name, Float32Array.from(window), 1, window.length)).latents);
  },
  async cost(name, count, windowSize) {
    gl.reset();
    await answers(name, randomWindows(count, windowSize), count, windowSize);
    return gl.counts();
  },
  async race(names, count, windowSize, rounds) {
    const windows = randomWindows(count, windowSize);
    const times = names.map((): number[] => []);
    for (let round = 0; round <= rounds; round++) {
      for (const [index, name] of names.entries()) {
        const begin = performance.now();
        await answers(name, windows, count, windowSize);
        if (round > 0) {
          times[index].push(performance.now() - begin);
        }
      }
    }
    return times;
  },
  async runs(name, counts, windowSize) {
    for (const count of counts) {
      await answers(name, randomWindows(count, windowSize), count, windowSize);
    }
    const { numBytesInGPUAllocated } = (backend() as MathBackendWebGL).memory() as { numBytesInGPUAllocated: number };
    return { tensors: memory().numTensors, gpuBytes: numBytesInGPUAllocated, textures: gl.counts().textures };
  },
  async engine(loseAtDraw) {
    const engine: Engine = await startEngine(loaded, { preference: 'webgl' });
    if (loseAtDraw !== undefined) {
      loseContextAt(loseAtDraw);
    }
    const latents = await engine.run('encode', randomWindows(4, 64), 4, 64);
    return { backend: engine.backend(), passedOver: engine.passedOver().map(inEnglish), latents: Array.from(latents) };
  },
};

function loseContextAt(draw: number): void {
  const context = (backend() as MathBackendWebGL).gpgpu.gl;
  const { drawElements } = context;
  let left = draw;
  context.drawElements = (...args) => {
    if (left-- === 0) {
      context.getExtension('WEBGL_lose_context')?.loseContext();
    }
    drawElements.apply(context, args);
  };
}

Object.assign(window, { webglPage: page });
