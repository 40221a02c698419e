import type { Autoencoder } from '../src/detector/autoencoder';

/**
 * A linear autoencoder that needs no training: the latent is the first `latentSize` coefficients of the window's
 * discrete cosine transform, decoding sums those cosines up. It draws what is smooth and leaves what is not.
 */
export function cosineAutoencoder(windowSize: number, latentSize = 8): Autoencoder {
  const basis = Array.from({ length: latentSize }, (_, k) =>
    Array.from(
      { length: windowSize },
      (_unused, i) => Math.sqrt((k === 0 ? 1 : 2) / windowSize) * Math.cos((Math.PI * k * (i + 0.5)) / windowSize)
    )
  );
  return {
    windowSize,
    latentSize,
    encode: async (windows, count) => product(windows, count, windowSize, latentSize, (i, k) => basis[k][i]),
    decode: async (latents, count) => product(latents, count, latentSize, windowSize, (k, i) => basis[k][i]),
  };
}

/** Knows nothing: every window is drawn as zeros. The latent is the window's mean. */
export function blindAutoencoder(windowSize: number): Autoencoder {
  return {
    windowSize,
    latentSize: 1,
    encode: async (windows, count) => product(windows, count, windowSize, 1, () => 1 / windowSize),
    decode: async (_latents, count) => new Float32Array(count * windowSize),
  };
}

function product(
  rows: Float32Array,
  count: number,
  from: number,
  to: number,
  weight: (i: number, j: number) => number
): Float32Array {
  const out = new Float32Array(count * to);
  for (let r = 0; r < count; r++) {
    for (let j = 0; j < to; j++) {
      let sum = 0;
      for (let i = 0; i < from; i++) {
        sum += rows[r * from + i] * weight(i, j);
      }
      out[r * to + j] = sum;
    }
  }
  return out;
}
