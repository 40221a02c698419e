import { MessageError, message } from '../../shared/message';
import { kernelLayers } from '../fused/kernelLayers';
import type { LoadedModel } from '../load';
import type { Answer, Network } from '../network';
import { NO_WEBGL2 } from '../renderer';
import { type Tensor, env, tensor } from '../tfjs';
import { runRecurrence } from './recurrence';
import { type PackedHalf, packDecoder, packEncoder } from './weightTexture';

/** Windows per texture. A row holds two, and WebGL 2 guarantees 2,048 rows, so the autoencoder's batches fit. */
const LARGEST_BLOCK = 2048;

/**
 * The whole network on the graphics card, with one draw call per time step (docs/decisions/0006). tfjs's WebGL backend
 * must be active.
 *
 * @throws MessageError if the graphics card or the shader cannot compute this network
 */
export async function buildWebglNetwork(loaded: LoadedModel): Promise<Network> {
  if (env().getNumber('WEBGL_VERSION') < 2) {
    throw new MessageError(NO_WEBGL2);
  }
  if (!env().getBool('WEBGL_RENDER_FLOAT32_ENABLED')) {
    throw new MessageError(message('engine.no-float32', 'the graphics card does not compute in 32-bit floats'));
  }
  const layers = kernelLayers(loaded.layers);
  const latentSize = layers.latent.outputs;
  const encoder = half(packEncoder(layers));
  const decoder = half(packDecoder(layers));
  return {
    encode: (windows, count, windowSize) => encoder.run(windows, count, windowSize, windowSize, latentSize),
    decode: (latents, count, windowSize) => decoder.run(latents, count, windowSize, latentSize, windowSize),
    dispose() {
      encoder.dispose();
      decoder.dispose();
    },
  };
}

function half({ texels, height, width, outputsFrom, delay, overTime }: PackedHalf) {
  const network = tensor(texels, [2 * height, 2 * width]);

  function runBlock(rows: Float32Array, count: number, steps: number, inputs: number, outputs: number): Tensor {
    const outputColumns = Math.ceil(outputs / 2);
    const given = padded(rows, count, inputs);
    try {
      return runRecurrence(network, given, {
        steps,
        ticks: steps + delay,
        stateColumns: outputsFrom + (overTime ? outputColumns : 0),
        outputsFrom,
        outputColumns,
      });
    } finally {
      given.dispose();
    }
  }

  return {
    run(values: Float32Array, count: number, steps: number, inputs: number, outputs: number): Answer {
      const blocks: Block[] = [];
      for (let from = 0; from < count; from += LARGEST_BLOCK) {
        const size = Math.min(LARGEST_BLOCK, count - from);
        const rows = values.subarray(from * inputs, (from + size) * inputs);
        blocks.push({ from, size, computed: runBlock(rows, size, steps, inputs, outputs) });
      }
      return answer(blocks, count, outputs, rowsWithNaN(values, count, inputs));
    },
    dispose: () => network.dispose(),
  };
}

interface Block {
  /** First window. */
  readonly from: number;
  readonly size: number;
  readonly computed: Tensor;
}

function answer(blocks: readonly Block[], count: number, outputs: number, withNaN: readonly number[]): Answer {
  return {
    async data() {
      const values = new Float32Array(count * outputs);
      for (const { from, size, computed } of blocks) {
        const width = computed.shape[1] ?? outputs;
        const rows = (await computed.data()) as Float32Array;
        for (let row = 0; row < size; row++) {
          values.set(rows.subarray(row * width, row * width + outputs), (from + row) * outputs);
        }
      }
      withNaN.forEach((row) => values.fill(NaN, row * outputs, (row + 1) * outputs));
      return values;
    },
    dispose: () => blocks.forEach(({ computed }) => computed.dispose()),
  };
}

/** Rows with NaN. WebGL does not guarantee NaN, and graphics cards differ in `min` of NaN. */
function rowsWithNaN(values: Float32Array, count: number, inputs: number): number[] {
  return Array.from({ length: count }, (_, row) => row).filter((row) =>
    values.subarray(row * inputs, (row + 1) * inputs).some(Number.isNaN)
  );
}

/** Pads with zeros: windows to a rounded count, values to an even one. */
function padded(rows: Float32Array, count: number, inputs: number): Tensor {
  const height = roundedCount(count);
  const width = 2 * Math.ceil(inputs / 2);
  if (height === count && width === inputs) {
    return tensor(rows, [height, width]);
  }
  const values = new Float32Array(height * width);
  for (let row = 0; row < count; row++) {
    values.set(rows.subarray(row * inputs, (row + 1) * inputs), row * width);
  }
  return tensor(values, [height, width]);
}

/**
 * Rounds up to a count of pairs with at most three significant binary digits, which adds at most a quarter. tfjs reuses
 * textures of equal size, so rounding limits the number of sizes to a few dozen.
 */
function roundedCount(count: number): number {
  const pairs = Math.ceil(count / 2);
  const step = 2 ** Math.max(0, Math.floor(Math.log2(pairs)) - 2);
  return 2 * step * Math.ceil(pairs / step);
}
