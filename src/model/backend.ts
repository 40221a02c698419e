import { AbortScope } from '../shared/abortSignal';
import { MessageError, type Wording, message, wordingOf } from '../shared/message';
import type { BackendName } from './benchmark';
import { buildFusedNetwork, fusedRuledOut } from './fused/fusedNetwork';
import type { LoadedModel } from './load';
import { notStarted } from './modelError';
import { type Network, buildNetwork } from './network';
import { type GpuProbe, isSoftwareRenderer, probeGpu } from './renderer';
import { type MathBackendWebGL, backend, env, removeBackend, setBackend, setWasmPaths } from './tfjs';
import { webAssemblyRuledOut } from './webAssembly';
import { buildWebglNetwork } from './webgl/webglNetwork';

/** A running backend. */
export interface ActiveBackend {
  /** Aborted if the backend is lost during a computation. */
  readonly abortScope: AbortScope;
  /** Whether the backend is lost. A lost WebGL context answers zeros without an error. */
  isLost(): boolean;
  /** Frees its memory. Does nothing if the backend is lost. */
  release(): void;
}

export const CONTEXT_LOST = message('engine.context-lost', 'the browser lost its WebGL context');

/** A backend that may be tried. */
export interface BackendCandidate {
  readonly name: BackendName;
  /** Its name in the panel. */
  readonly label: string;
  /** The browser's name of the graphics card; absent for backends on the processor. */
  renderer?(): string | undefined;
  /** Why the backend cannot run here, found without starting it; or null. */
  ruledOut(): Wording | null;
  /** Starts the backend. @throws anything if it does not start */
  activate(): Promise<ActiveBackend>;
  /** Builds the network on the running backend. @throws anything if the backend cannot compute it */
  build(loaded: LoadedModel): Promise<Network>;
}

export interface BackendOptions {
  /** The fastest backend to try, even on a software renderer. Default: the fastest that machine and page allow. */
  readonly preference?: BackendName;
  /**
   * Folder of tfjs-backend-wasm*.wasm, with a slash at its end: a URL in a browser, a path in Node. Default in Node: the
   * binaries of the installed package.
   */
  readonly wasmPath?: string;
  /** Finds the graphics card; tests replace it. */
  readonly gpu?: () => GpuProbe;
  /** Why WebAssembly cannot run, or null; tests replace it. */
  readonly webAssembly?: () => Wording | null;
}

/**
 * The backends, fastest first: WebGL, WebAssembly with the plugin's fused kernels, WebAssembly with tfjs's kernels, plain
 * JavaScript.
 */
export function backendChain({
  preference,
  wasmPath,
  gpu = probeGpu,
  webAssembly = webAssemblyRuledOut,
}: BackendOptions): BackendCandidate[] {
  let found: Wording | null | undefined;
  const noWasm = () => (found === undefined ? (found = webAssembly()) : found);
  // An emulated card is slower than WebAssembly and faster than plain JavaScript.
  const emulated = () => preference === 'webgl' || noWasm() !== null;
  const chain = [webgl(gpu, emulated), fusedWasm(noWasm), wasm(noWasm, wasmPath), cpu()];
  const first = chain.findIndex(({ name }) => name === preference);
  return chain.slice(Math.max(first, 0));
}

/** tfjs keeps released textures of all sizes for reuse. Above this total it deletes them. */
const KEPT_TEXTURE_BYTES = 256 * 1024 * 1024;

/** @param emulated whether a software renderer will do */
function webgl(gpu: () => GpuProbe, emulated: () => boolean): BackendCandidate {
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
      return isSoftwareRenderer(probe.renderer) && !emulated()
        ? message('engine.software-renderer', 'software renderer ({{renderer}})', { renderer: probe.renderer })
        : null;
    },
    build: buildWebglNetwork,
    async activate() {
      env().set('SOFTWARE_WEBGL_ENABLED', emulated());
      // With shapes as uniforms, tfjs compiles its own upload and download shaders once instead of once per shape.
      env().set('WEBGL_USE_SHAPES_UNIFORMS', true);
      env().set('WEBGL_DELETE_TEXTURE_THRESHOLD', KEPT_TEXTURE_BYTES);
      await setTfjsBackend('webgl');
      const { gl } = (backend() as MathBackendWebGL).gpgpu;
      let lost = false;
      const abortScope = new AbortScope();
      gl.canvas.addEventListener('webglcontextlost', () => {
        lost = true;
        abortScope.abort(new MessageError(CONTEXT_LOST));
      });
      return { abortScope, isLost: () => lost || gl.isContextLost(), release: removeWebgl };
    },
  };
}

function removeWebgl(): void {
  try {
    removeBackend('webgl');
  } catch {
    // The context is lost, and its memory with it.
  }
}

/** Needs neither a tfjs backend nor a download: its binary of 5 kB is part of the script. */
function fusedWasm(noWasm: () => Wording | null): BackendCandidate {
  return {
    name: 'wasm',
    label: 'WebAssembly (fused)',
    ruledOut: () => noWasm() ?? fusedRuledOut(),
    build: buildFusedNetwork,
    activate: async () => NEVER_LOST,
  };
}

function wasm(noWasm: () => Wording | null, wasmPath: string | undefined): BackendCandidate {
  return {
    name: 'wasm',
    label: 'WebAssembly',
    ruledOut: noWasm,
    build: buildNetwork,
    async activate() {
      // The plugin ships without the threaded binary, which needs a cross-origin isolated page.
      env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
      if (wasmPath !== undefined) {
        setWasmPaths(wasmPath);
      }
      await setTfjsBackend('wasm');
      return NEVER_LOST;
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
      await setTfjsBackend('cpu');
      return NEVER_LOST;
    },
  };
}

async function setTfjsBackend(name: BackendName): Promise<void> {
  let isSet: boolean;
  try {
    isSet = await setBackend(name);
  } catch (thrown) {
    throw new MessageError(notStarted(wordingOf(thrown)));
  }
  if (!isSet) {
    throw new MessageError(message('engine.no-start', 'it does not start'));
  }
}

/** WebAssembly and JavaScript cannot be lost. They stay registered for a later engine. */
const NEVER_LOST: ActiveBackend = {
  abortScope: new AbortScope(),
  isLost: () => false,
  release: () => undefined,
};
