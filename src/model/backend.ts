import { AbortScope } from '../shared/abortSignal';
import { type Wording, MessageError, wordingOf, message } from '../shared/message';
import { buildFusedNetwork, fusedRuledOut, NO_WEBASSEMBLY } from './fused/fusedNetwork';
import type { LoadedModel } from './load';
import { notStarted } from './modelError';
import { type Network, buildNetwork } from './network';
import { type GpuProbe, isSoftwareRenderer, probeGpu } from './renderer';
import { type MathBackendWebGL, backend, env, removeBackend, setBackend, setWasmPaths } from './tfjs';
import { buildWebglNetwork } from './webgl/webglNetwork';

export type BackendName = 'webgl' | 'wasm' | 'cpu';

/** A backend that is in force. */
export interface ActiveBackend {
  /** Cut when the backend goes away under a running computation. */
  readonly lifeline: AbortScope;
  /** Whether it has gone away; what was read since then is worthless, for WebGL answers zeros without an error. */
  isLost(): boolean;
  /** Gives its memory back. Harmless when it is lost. */
  release(): void;
}

/** Of WebGL, whose card may be taken away at any time. */
export const CONTEXT_LOST = message('engine.context-lost', 'the graphics card took its context back');

/** One link of the chain. */
export interface BackendCandidate {
  readonly name: BackendName;
  /** How a person calls it. */
  readonly label: string;
  /** What the browser calls the graphics card that it computes on; for one that computes on none, left out. */
  renderer?(): string | undefined;
  /** A plain reason to pass it over without trying, or null. */
  ruledOut(): Wording | null;
  /** Puts it in force. @throws anything when it cannot be */
  activate(): Promise<ActiveBackend>;
  /** Lays the network out on it, once it is in force. @throws anything when it cannot compute this network */
  build(loaded: LoadedModel): Promise<Network>;
}

export interface BackendOptions {
  /** The fastest backend that may be tried, tried even on a software renderer. Default: as the machine allows. */
  readonly preference?: BackendName;
  /**
   * Folder of tfjs-backend-wasm*.wasm with a slash at its end: a URL in a browser, a path in Node. Left out in Node, the
   * binaries of the installed package serve.
   */
  readonly wasmPath?: string;
  /** Asks for the graphics card; tests put in an answer. */
  readonly gpu?: () => GpuProbe;
}

/**
 * WebGL on a graphics card, then WebAssembly with the plugin's own fused kernels, then with tfjs's, then plain
 * JavaScript: fastest first.
 */
export function backendChain({ preference, wasmPath, gpu = probeGpu }: BackendOptions): BackendCandidate[] {
  const chain = [webgl(gpu, preference === 'webgl'), fusedWasm(), wasm(wasmPath), cpu()];
  const first = chain.findIndex(({ name }) => name === preference);
  return chain.slice(Math.max(first, 0));
}

/** tfjs keeps textures for reuse, of every size that it ever needed; with more than this it deletes what is let go. */
const KEPT_TEXTURE_BYTES = 256 * 1024 * 1024;

function webgl(gpu: () => GpuProbe, forced: boolean): BackendCandidate {
  let found: GpuProbe | undefined;
  const probed = () => (found ??= gpu());
  return {
    name: 'webgl',
    label: 'WebGL',
    renderer() {
      const probe = probed();
      return 'renderer' in probe ? probe.renderer : undefined;
    },
    ruledOut() {
      const probe = probed();
      if ('missing' in probe) {
        return probe.missing;
      }
      return !forced && isSoftwareRenderer(probe.renderer)
        ? message('engine.software-renderer', 'software renderer ({{renderer}})', { renderer: probe.renderer })
        : null;
    },
    build: buildWebglNetwork,
    async activate() {
      env().set('SOFTWARE_WEBGL_ENABLED', forced);
      // Shapes as uniforms: tfjs's own programs, which bring values in and out, are compiled once, not for every shape.
      env().set('WEBGL_USE_SHAPES_UNIFORMS', true);
      env().set('WEBGL_DELETE_TEXTURE_THRESHOLD', KEPT_TEXTURE_BYTES);
      await take('webgl');
      const { gl } = (backend() as MathBackendWebGL).gpgpu;
      let lost = false;
      const lifeline = new AbortScope();
      gl.canvas.addEventListener('webglcontextlost', () => {
        lost = true;
        lifeline.cut(new MessageError(CONTEXT_LOST));
      });
      return { lifeline, isLost: () => lost || gl.isContextLost(), release: removeWebgl };
    },
  };
}

function removeWebgl(): void {
  try {
    removeBackend('webgl');
  } catch {
    // A lost context has nothing left to give back.
  }
}

/** Needs no backend of tfjs and no binary fetched: its own one, 5 kB, is part of the script. */
function fusedWasm(): BackendCandidate {
  return {
    name: 'wasm',
    label: 'WebAssembly (fused)',
    ruledOut: fusedRuledOut,
    build: buildFusedNetwork,
    activate: async () => STEADY,
  };
}

function wasm(wasmPath: string | undefined): BackendCandidate {
  return {
    name: 'wasm',
    label: 'WebAssembly',
    ruledOut: () => (typeof WebAssembly === 'undefined' ? NO_WEBASSEMBLY : null),
    build: buildNetwork,
    async activate() {
      // The threaded binary starts workers of its own and needs a cross-origin isolated page; the plugin ships without.
      env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
      if (wasmPath !== undefined) {
        setWasmPaths(wasmPath);
      }
      await take('wasm');
      return STEADY;
    },
  };
}

function cpu(): BackendCandidate {
  return {
    name: 'cpu',
    label: 'JavaScript',
    ruledOut: () => null,
    build: buildNetwork,
    async activate() {
      await take('cpu');
      return STEADY;
    },
  };
}

async function take(name: BackendName): Promise<void> {
  let taken: boolean;
  try {
    taken = await setBackend(name);
  } catch (thrown) {
    throw new MessageError(notStarted(wordingOf(thrown)));
  }
  if (!taken) {
    throw new MessageError(message('engine.no-start', 'it does not start'));
  }
}

/** WebAssembly and JavaScript cannot go away under a computation. They stay registered, for a later engine. */
const STEADY: ActiveBackend = {
  lifeline: new AbortScope(),
  isLost: () => false,
  release: () => undefined,
};
