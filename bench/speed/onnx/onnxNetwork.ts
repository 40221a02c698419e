import { InferenceSession, Tensor, env } from 'onnxruntime-web/wasm';
import type { LoadedModel } from '../../../src/model/load';
import { onnxDecoder, onnxEncoder } from './model';

/** Both halves of the network, from one Float32Array to another. */
export interface PlainNetwork {
  /** @returns latents, [count, latent size] */
  encode(windows: Float32Array, count: number, windowSize: number): Promise<Float32Array>;
  /** @returns windows in the decoder's own order of time, [count, windowSize] */
  decode(latents: Float32Array, count: number, windowSize: number): Promise<Float32Array>;
}

/** The same weights in onnxruntime-web on its WebAssembly provider, in one thread: the anchor from outside. */
export async function onnxNetwork({ layers }: LoadedModel): Promise<PlainNetwork> {
  env.wasm.numThreads = 1;
  const options = { executionProviders: ['wasm'], graphOptimizationLevel: 'all' } as const;
  const encoder = await InferenceSession.create(onnxEncoder(layers), options);
  const decoder = await InferenceSession.create(onnxDecoder(layers), options);
  return {
    async encode(windows, count, windowSize) {
      const { latents } = await encoder.run({ windows: new Tensor('float32', windows, [count, windowSize, 1]) });
      return latents.data as Float32Array;
    },
    async decode(latents, count, windowSize) {
      const { windows } = await decoder.run({
        latents: new Tensor('float32', latents, [count, layers.latent.outputs]),
        steps: new Tensor('int64', BigInt64Array.of(BigInt(windowSize)), [1]),
      });
      return windows.data as Float32Array;
    },
  };
}
