import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl/dist/backend_webgl';
import { type KernelConfig, type Tensor, type TensorInfo, engine } from '@tensorflow/tfjs-core';
import { lstmShader } from './lstmShader';

const KERNEL = 'FusedRecurrence';

/** How one half of the network runs over a batch. */
export interface Schedule {
  /** Steps of a window. */
  readonly steps: number;
  /** Draw calls: the steps plus the delay of the answer. */
  readonly ticks: number;
  /** Columns of the state. */
  readonly stateColumns: number;
  readonly outputsFrom: number;
  readonly outputColumns: number;
}

/**
 * Runs one half of the network with one draw call per tick.
 *
 * @param network a packed half
 * @param given windows or latents, [windows][values]; both even, so that tfjs's packing fills every texel
 * @returns [windows][2 · outputColumns]; the caller disposes of it
 */
export function runRecurrence(network: Tensor, given: Tensor, schedule: Schedule): Tensor {
  return engine().runKernel(KERNEL, { network, given }, { ...schedule });
}

/** The kernel behind `runRecurrence`, for tfjs's registry. */
export const recurrenceConfig: KernelConfig = {
  kernelName: KERNEL,
  backendName: 'webgl',
  kernelFunc: ({ inputs, backend, attrs }) =>
    recur(backend as MathBackendWebGL, inputs as unknown as Inputs, attrs as unknown as Schedule),
};

interface Inputs {
  readonly network: TensorInfo;
  readonly given: TensorInfo;
}

function recur(
  backend: MathBackendWebGL,
  { network, given }: Inputs,
  { steps, ticks, stateColumns, outputsFrom, outputColumns }: Schedule
): TensorInfo {
  const height = given.shape[0] / 2;
  const inner = lstmShader(height, stateColumns);
  const last = lstmShader(height, outputColumns);
  // The first tick reads no state, but a texture must be bound.
  let state: TensorInfo = network;
  for (let tick = 0; tick < ticks; tick++) {
    const ends = tick === ticks - 1;
    const uniforms = [[tick], [steps], [ends ? outputsFrom : 0]];
    const next = backend.runWebGLProgram(ends ? last : inner, [network, given, state], 'float32', uniforms, true);
    if (state !== network) {
      backend.disposeIntermediateTensorInfo(state);
    }
    state = next;
  }
  return state;
}
