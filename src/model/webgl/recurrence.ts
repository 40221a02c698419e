import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl/dist/backend_webgl';
import { type KernelConfig, type Tensor, type TensorInfo, engine } from '@tensorflow/tfjs-core';
import { lstmShader } from './lstmShader';

const KERNEL = 'FusedRecurrence';

/** How a half of the network runs over a batch. */
export interface Course {
  /** Steps of a window. */
  readonly steps: number;
  /** Draw calls: steps and the ticks by which the answer comes later. */
  readonly ticks: number;
  /** Columns of the state. */
  readonly stateColumns: number;
  readonly outputsFrom: number;
  readonly outputColumns: number;
}

/**
 * Runs one half of the network, a draw call a tick.
 *
 * @param network a packed half
 * @param given windows or latents, [windows][values]; both even, so that tfjs's packing leaves no texel half empty
 * @returns [windows][2 · outputColumns]; the caller disposes it
 */
export function runRecurrence(network: Tensor, given: Tensor, course: Course): Tensor {
  return engine().runKernel(KERNEL, { network, given }, { ...course });
}

/** The kernel behind `runRecurrence`, for tfjs's registry. */
export const recurrenceConfig: KernelConfig = {
  kernelName: KERNEL,
  backendName: 'webgl',
  kernelFunc: ({ inputs, backend, attrs }) =>
    recur(backend as MathBackendWebGL, inputs as unknown as Inputs, attrs as unknown as Course),
};

interface Inputs {
  readonly network: TensorInfo;
  readonly given: TensorInfo;
}

function recur(
  backend: MathBackendWebGL,
  { network, given }: Inputs,
  { steps, ticks, stateColumns, outputsFrom, outputColumns }: Course
): TensorInfo {
  const height = given.shape[0] / 2;
  const inner = lstmShader(height, stateColumns);
  const last = lstmShader(height, outputColumns);
  // The first tick reads no state; some texture has to be bound.
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
