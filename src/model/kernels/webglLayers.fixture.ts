import type { KernelConfig } from '@tensorflow/tfjs-core';
import { addConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Add';
import { batchMatMulConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/BatchMatMul';
import { _fusedMatMulConfig as fusedMatMulConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/_FusedMatMul';
import { castConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Cast';
import { concatConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Concat';
import { expandDimsConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/ExpandDims';
import { fillConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Fill';
import { identityConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Identity';
import { multiplyConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Multiply';
import { packConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Pack';
import { reshapeConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Reshape';
import { sigmoidConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Sigmoid';
import { sliceConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Slice';
import { splitVConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/SplitV';
import { sumConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Sum';
import { tanhConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Tanh';
import { tileConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Tile';
import { transposeConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Transpose';
import { unpackConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Unpack';
import { zerosLikeConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/ZerosLike';

/**
 * The operations that Dense and LSTM layers take, for WebGL. The plugin has a program of its own there; with these
 * registered, tfjs's layers run beside it, for comparison.
 */
export const WEBGL_LAYERS_KERNELS: readonly KernelConfig[] = [
  addConfig,
  batchMatMulConfig,
  fusedMatMulConfig,
  castConfig,
  concatConfig,
  expandDimsConfig,
  fillConfig,
  identityConfig,
  multiplyConfig,
  packConfig,
  reshapeConfig,
  sigmoidConfig,
  sliceConfig,
  splitVConfig,
  sumConfig,
  tanhConfig,
  tileConfig,
  transposeConfig,
  unpackConfig,
  zerosLikeConfig,
];
