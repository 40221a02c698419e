import type { Autoencoder } from '../src/detector/autoencoder';

/**
 * A linear autoencoder that needs no training: the latent is the first `latentSize` coefficients of the window's
 * discrete cosine transform, decoding sums those cosines up. It draws what is smooth and leaves what is not.
 */
export function cosineAutoencoder(windowSize: number, latentSize = 8): Autoencoder {
  const basis = new Float64Array(latentSize * windowSize);
  for (let k = 0; k < latentSize; k++) {
    for (let i = 0; i < windowSize; i++) {
      const norm = Math.sqrt((k === 0 ? 1 : 2) / windowSize);
      basis[k * windowSize + i] = norm * Math.cos((Math.PI * k * (i + 0.5)) / windowSize);
    }
  }
  return {
    windowSize,
    latentSize,
    encode: async (windows, count) => {
      const latents = new Float32Array(count * latentSize);
      for (let l = 0; l < latents.length; l++) {
        const row = Math.floor(l / latentSize) * windowSize;
        const k = (l % latentSize) * windowSize;
        let sum = 0;
        for (let i = 0; i < windowSize; i++) {
          sum += windows[row + i] * basis[k + i];
        }
        latents[l] = sum;
      }
      return latents;
    },
    decode: async (latents, count) => {
      const windows = new Float32Array(count * windowSize);
      for (let w = 0; w < windows.length; w++) {
        const row = Math.floor(w / windowSize) * latentSize;
        const i = w % windowSize;
        let sum = 0;
        for (let k = 0; k < latentSize; k++) {
          sum += latents[row + k] * basis[k * windowSize + i];
        }
        windows[w] = sum;
      }
      return windows;
    },
  };
}

/** Knows nothing: every window is drawn as zeros. The latent is the window's mean. */
export function blindAutoencoder(windowSize: number): Autoencoder {
  return {
    windowSize,
    latentSize: 1,
    encode: async (windows, count) =>
      Float32Array.from({ length: count }, (_, w) => {
        const window = windows.subarray(w * windowSize, (w + 1) * windowSize);
        return window.reduce((sum, value) => sum + value, 0) / windowSize;
      }),
    decode: async (_latents, count) => new Float32Array(count * windowSize),
  };
}
