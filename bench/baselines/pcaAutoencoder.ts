import type { Autoencoder } from '../../src/detector/autoencoder';
import { principalComponents } from './principalComponents';

/** As many latents as the network has. */
export const PCA_LATENTS = 16;

/**
 * Principal components in place of the network: windows and latents as the detector knows them, fitted on the windows
 * of one series.
 *
 * @param windows shape [count, windowSize]: all that the detector will have encoded
 */
export function pcaAutoencoder(windows: Float32Array, count: number, windowSize: number): Autoencoder {
  const components = principalComponents(windows, count, windowSize, PCA_LATENTS);
  return {
    windowSize,
    latentSize: PCA_LATENTS,
    encode: async (some, n) => components.project(some, n),
    decode: async (latents, n) => components.draw(latents, n),
  };
}

/**
 * An autoencoder that learns nothing and keeps what it is shown, so that the detector itself says which windows it cuts.
 */
export function recordingAutoencoder(windowSize: number): Autoencoder & { readonly seen: Float32Array[] } {
  const seen: Float32Array[] = [];
  return {
    windowSize,
    latentSize: 1,
    seen,
    async encode(windows, count) {
      seen.push(windows.slice(0, count * windowSize));
      return new Float32Array(count);
    },
    decode: async (_, count) => new Float32Array(count * windowSize),
  };
}
