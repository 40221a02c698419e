import type { Autoencoder } from '../detector/autoencoder';
import type { GenerationalCache, Kind } from './generationalCache';

export interface MemoiseOptions {
  readonly cache: GenerationalCache;
  /** The backend that computes now. Another backend's answers are dropped. */
  readonly backend: () => string;
  /** Rows per batch. After each batch the cache holds its answers, even if the next batch is aborted. */
  readonly rowsAtATime: () => number;
}

/**
 * Computes only windows and latents that the cache does not hold. Rows are compared by content, so a refresh costs only
 * the windows that contain new points.
 *
 * Requires a network whose answer to a row does not depend on the other rows of the batch. Ours meets this exactly.
 */
export function memoisedAutoencoder(
  network: Autoencoder,
  { cache, backend, rowsAtATime }: MemoiseOptions
): Autoencoder {
  const { windowSize, latentSize } = network;
  const encoding: Kind = { name: `encode ${windowSize}`, width: windowSize, answerWidth: latentSize };
  const decoding: Kind = { name: `decode ${windowSize}`, width: latentSize, answerWidth: windowSize };

  async function answer(
    kind: Kind,
    compute: (rows: Float32Array, count: number) => Promise<Float32Array>,
    asked: Float32Array,
    count: number
  ): Promise<Float32Array> {
    const { width, answerWidth } = kind;
    const words = new Int32Array(asked.buffer, asked.byteOffset, asked.length);
    const answers = new Float32Array(count * answerWidth);
    const missing: number[] = [];
    cache.clearUnlessFrom(backend());
    for (let row = 0; row < count; row++) {
      const cached = cache.get(kind, words, row);
      if (cached) {
        answers.set(cached, row * answerWidth);
      } else {
        missing.push(row);
      }
    }
    for (let from = 0; from < missing.length;) {
      const rows = missing.slice(from, from + rowsAtATime());
      const batch = new Float32Array(rows.length * width);
      rows.forEach((row, i) => batch.set(asked.subarray(row * width, (row + 1) * width), i * width));
      const computed = await compute(batch, rows.length);
      cache.clearUnlessFrom(backend());
      rows.forEach((row, i) => {
        const one = computed.subarray(i * answerWidth, (i + 1) * answerWidth);
        answers.set(one, row * answerWidth);
        cache.set(kind, words, row, one);
      });
      from += rows.length;
    }
    return answers;
  }

  return {
    windowSize,
    latentSize,
    encode: (windows, count) => answer(encoding, network.encode, windows, count),
    decode: (latents, count) => answer(decoding, network.decode, latents, count),
  };
}
