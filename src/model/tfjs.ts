/**
 * The only import of tensorflow.js. Its package entries include all gradients and some two hundred kernels for each of
 * three backends. This module includes only what Dense and LSTM layers need. WebGL has one kernel, the plugin's own.
 */
import { enableProdMode, registerKernel } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu/dist/base';
import '@tensorflow/tfjs-backend-wasm/dist/base';
import '@tensorflow/tfjs-backend-webgl/dist/base';
import { Dense, RepeatVector } from '@tensorflow/tfjs-layers/dist/layers/core';
import { LSTM } from '@tensorflow/tfjs-layers/dist/layers/recurrent';
import * as cpuKernels from './kernels/cpu';
import * as wasmKernels from './kernels/wasm';
import { recurrenceConfig } from './webgl/recurrence';

// Otherwise tfjs writes advice to the console.
enableProdMode();
for (const kernel of [...Object.values(cpuKernels), ...Object.values(wasmKernels), recurrenceConfig]) {
  registerKernel(kernel);
}

/** The layers that a model.json may contain. Importing them registers them by class name. */
export const KNOWN_LAYERS = { Dense, LSTM, RepeatVector };

export { setWasmPaths } from '@tensorflow/tfjs-backend-wasm/dist/base';
export type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl/dist/backend_webgl';
export {
  type io,
  type Tensor,
  backend,
  env,
  memory,
  removeBackend,
  setBackend,
  tensor,
  tidy,
  tile,
  expandDims,
} from '@tensorflow/tfjs-core';
export { input, loadLayersModel, model } from '@tensorflow/tfjs-layers/dist/exports';
export type { SymbolicTensor } from '@tensorflow/tfjs-layers/dist/engine/topology';
export type { LayersModel } from '@tensorflow/tfjs-layers/dist/engine/training';
