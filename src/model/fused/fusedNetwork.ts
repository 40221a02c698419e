import { type Message, MessageError, message, wordingOf } from '../../shared/message';
import type { LoadedModel } from '../load';
import { notStarted } from '../modelError';
import type { Network } from '../network';
import { kernelLayers } from './kernelLayers';
import { layOut } from './layout';
import { LSTM_WASM } from './lstm.wasm';

/** Windows per call: enough to share each load of the weights, few enough to fit into the processor's cache. */
const BLOCK = 16;
const PAGE_BYTES = 65536;

type Half = (structure: number, from: number, count: number, steps: number, to: number) => void;

/** Why the kernels cannot run in a browser that runs WebAssembly, or null. */
export function fusedRuledOut(): Message | null {
  return WebAssembly.validate(binary())
    ? null
    : message('engine.no-simd', 'this browser does not support SIMD in WebAssembly');
}

/**
 * The whole network in WebAssembly, without tfjs (docs/decisions/0005). It computes a block of windows per call. Its
 * memory is allocated once and never grows.
 *
 * @throws MessageError if they do not start or cannot compute this network
 */
export async function buildFusedNetwork(loaded: LoadedModel): Promise<Network> {
  const layers = kernelLayers(loaded.layers);
  const longest = loaded.manifest.windowSize.max;
  const layout = layOut(layers, BLOCK, longest);
  const memory = new WebAssembly.Memory({ initial: Math.ceil(layout.bytes / PAGE_BYTES) });
  const { encode, decode } = await instantiate(memory);
  layout.write(memory.buffer);
  const latentSize = layers.latent.outputs;
  const windowsAt = new Float32Array(memory.buffer, layout.windows, BLOCK * longest);
  const latentsAt = new Float32Array(memory.buffer, layout.latents, BLOCK * latentSize);

  /** Copies each block into the kernels' memory, computes it and copies the answer out. */
  function inBlocks(
    input: Float32Array,
    [from, width]: readonly [Float32Array, number],
    [to, outputWidth]: readonly [Float32Array, number],
    count: number,
    compute: (rows: number) => void
  ): Float32Array {
    const output = new Float32Array(count * outputWidth);
    for (let done = 0; done < count; done += BLOCK) {
      const rows = Math.min(BLOCK, count - done);
      from.set(input.subarray(done * width, (done + rows) * width));
      compute(rows);
      output.set(to.subarray(0, rows * outputWidth), done * outputWidth);
    }
    return output;
  }

  function answer(windowSize: number, values: () => Float32Array): ReturnType<Network['encode']> {
    if (windowSize > longest) {
      throw new RangeError(`The network takes windows of at most ${longest} points, not ${windowSize}.`);
    }
    const computed = values();
    return { data: async () => computed, dispose: () => undefined };
  }

  return {
    encode: (windows, count, windowSize) =>
      answer(windowSize, () =>
        inBlocks(windows, [windowsAt, windowSize], [latentsAt, latentSize], count, (rows) =>
          encode(layout.encoder, layout.windows, rows, windowSize, layout.latents)
        )
      ),
    decode: (latents, count, windowSize) =>
      answer(windowSize, () =>
        inBlocks(latents, [latentsAt, latentSize], [windowsAt, windowSize], count, (rows) =>
          decode(layout.decoder, layout.latents, rows, windowSize, layout.windows)
        )
      ),
    dispose: () => undefined,
  };
}

async function instantiate(memory: WebAssembly.Memory): Promise<{ encode: Half; decode: Half }> {
  try {
    const module = await WebAssembly.compile(binary());
    const { exports } = await WebAssembly.instantiate(module, { env: { memory } });
    const { encode, decode } = exports;
    return { encode: encode as Half, decode: decode as Half };
  } catch (thrown) {
    throw new MessageError(notStarted(wordingOf(thrown)));
  }
}

function binary(): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(LSTM_WASM), (character) => character.charCodeAt(0));
}
