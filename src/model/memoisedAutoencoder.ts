import type { Autoencoder } from '../detector/autoencoder';
import type { Kind, GenerationalCache } from './generationalCache';

export interface Memoising {
  readonly memory: GenerationalCache;
  /** Which backend answers now; what another one answered is forgotten. */
  readonly origin: () => string;
  /** Rows that are computed, and then kept, at a time: an aborted question leaves behind what was done by then. */
  readonly rowsAtATime: () => number;
}

/**
 * The network, asked only for windows and latents that it has not answered before. Rows are known by their content, so
 * that a refresh, which brings a few new points, costs the few windows that hold them.
 *
 * Right only for a network that answers a row alike whichever rows are asked with it; ours does, to the last bit.
 */
export function memoisedAutoencoder(network: Autoencoder, { memory, origin, rowsAtATime }: Memoising): Autoencoder {
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
    memory.belongTo(origin());
    for (let row = 0; row < count; row++) {
      const known = memory.recall(kind, words, row);
      if (known) {
        answers.set(known, row * answerWidth);
      } else {
        missing.push(row);
      }
    }
    for (let from = 0; from < missing.length;) {
      const rows = missing.slice(from, from + rowsAtATime());
      const batch = new Float32Array(rows.length * width);
      rows.forEach((row, i) => batch.set(asked.subarray(row * width, (row + 1) * width), i * width));
      const computed = await compute(batch, rows.length);
      memory.belongTo(origin());
      rows.forEach((row, i) => {
        const one = computed.subarray(i * answerWidth, (i + 1) * answerWidth);
        answers.set(one, row * answerWidth);
        memory.keep(kind, words, row, one);
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
