/**
 * The one door to tensorflow.js. The packages' own entries bring every layer's gradient and some two hundred kernels
 * for each of three backends; a bundle through here holds what a network of Dense and LSTM layers takes, and nothing
 * registers itself twice. WebGL has one kernel, the plugin's own.
 */
import { enableProdMode, registerKernel } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu/dist/base';
import '@tensorflow/tfjs-backend-wasm/dist/base';
import '@tensorflow/tfjs-backend-webgl/dist/base';
import { Dense, RepeatVector } from '@tensorflow/tfjs-layers/dist/layers/core';
import { LSTM } from '@tensorflow/tfjs-layers/dist/layers/recurrent';
import { CPU_KERNELS } from './kernels/cpu';
import { WASM_KERNELS } from './kernels/wasm';
import { recurrenceConfig } from './webgl/recurrence';

// Without it tfjs advises on the console.
enableProdMode();
for (const kernel of [...CPU_KERNELS, ...WASM_KERNELS, recurrenceConfig]) {
  registerKernel(kernel);
}

/** Layers that a model.json may name. tfjs's loader finds them by class name once they are imported. */
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
