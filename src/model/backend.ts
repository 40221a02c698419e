import { reasonOf } from './modelError';
import { type GpuProbe, isSoftwareRenderer, probeGpu } from './renderer';
import { type MathBackendWebGL, backend, env, removeBackend, setBackend, setWasmPaths } from './tfjs';

export type BackendName = 'webgl' | 'wasm' | 'cpu';

/** A backend of tfjs that is in force. */
export interface ActiveBackend {
  /** Rejects when the backend goes away under a running computation; never resolves. */
  readonly lost: Promise<never>;
  /** Whether it has gone away; what was read since then is worthless, for WebGL answers zeros without an error. */
  isLost(): boolean;
  /** Gives its memory back. Harmless when it is lost. */
  release(): void;
}

/** One link of the chain. */
export interface BackendCandidate {
  readonly name: BackendName;
  /** How a person calls it. */
  readonly label: string;
  /** A plain reason to pass it over without trying, or null. */
  ruledOut(): string | null;
  /** Makes it tfjs's backend. @throws anything when it cannot be */
  activate(): Promise<ActiveBackend>;
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

/** WebGL on a graphics card, then WebAssembly, then plain JavaScript: fastest first. */
export function backendChain({ preference, wasmPath, gpu = probeGpu }: BackendOptions): BackendCandidate[] {
  const chain = [webgl(gpu, preference === 'webgl'), wasm(wasmPath), cpu()];
  const first = chain.findIndex(({ name }) => name === preference);
  return chain.slice(Math.max(first, 0));
}

function webgl(gpu: () => GpuProbe, forced: boolean): BackendCandidate {
  return {
    name: 'webgl',
    label: 'WebGL',
    ruledOut() {
      const probe = gpu();
      if ('missing' in probe) {
        return probe.missing;
      }
      return !forced && isSoftwareRenderer(probe.renderer) ? `software renderer (${probe.renderer})` : null;
    },
    async activate() {
      env().set('SOFTWARE_WEBGL_ENABLED', forced);
      await take('webgl');
      const { gl } = (backend() as MathBackendWebGL).gpgpu;
      let lost = false;
      const gone = new Promise<never>((_, reject) => {
        gl.canvas.addEventListener('webglcontextlost', () => {
          lost = true;
          reject(new Error('the graphics card took its context back'));
        });
      });
      // It may go between two computations, when nobody waits for it.
      gone.catch(() => undefined);
      return { lost: gone, isLost: () => lost || gl.isContextLost(), release: removeWebgl };
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

function wasm(wasmPath: string | undefined): BackendCandidate {
  return {
    name: 'wasm',
    label: 'WebAssembly',
    ruledOut: () => (typeof WebAssembly === 'undefined' ? 'this browser has no WebAssembly' : null),
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
    throw new Error(`it does not start (${reasonOf(thrown)})`);
  }
  if (!taken) {
    throw new Error('it does not start');
  }
}

/** WebAssembly and JavaScript cannot go away under a computation. They stay registered, for a later engine. */
const STEADY: ActiveBackend = {
  lost: new Promise<never>(() => undefined),
  isLost: () => false,
  release: () => undefined,
};
