import { GATE_SCALES, TANH_SCALE } from '../fused/packing';
import type { DenseLayer, LstmLayer, NetworkLayers } from '../layers';

/** How the shader computes a column. */
export const KINDS = {
  /** One input value times a weight: a step of the window, or a latent. */
  given: 0,
  /** A unit of an LSTM layer: its output and its cell. */
  lstm: 1,
  /** Two units of a dense layer. */
  dense: 2,
  /** Two steps of the reconstruction, copied from tick to tick. */
  series: 3,
} as const;

/** Added to a kind if tanh follows. */
export const WITH_TANH = 4;

/** One half of the network in the shader's format (docs/decisions/0006). */
export interface PackedHalf {
  /** [height][width] texels in tfjs's packed order. Each column describes a column of the state; outputs come last. */
  readonly texels: Float32Array;
  readonly height: number;
  readonly width: number;
  /** First column of the answer. */
  readonly outputsFrom: number;
  /** Ticks between the input and the answer. */
  readonly delay: number;
  /** Whether the answer accumulates in the state, two steps per column. */
  readonly overTime: boolean;
}

interface Column {
  readonly kind: number;
  /** First column of the state that it reads. For `given`: index of the input value, or -1 for that of the tick. */
  readonly from: number;
  /** Ticks after the input: one more than the columns that it reads. */
  readonly delay: number;
  readonly bias: readonly number[];
  /** [inputs][4]: the gates of one unit, or the kind's outputs. */
  readonly weights: ReadonlyArray<readonly number[]>;
}

/** Packs the encoder: window → latents. Its state: dense units, units of both LSTM layers. */
export function packEncoder({ encoderDense, encoderFirst, encoderSecond, latent }: NetworkLayers): PackedHalf {
  const secondFrom = encoderDense.outputs + encoderFirst.units;
  const state = [
    ...windowColumns(encoderDense),
    ...lstmColumns(encoderFirst, 0, 1),
    ...lstmColumns(encoderSecond, encoderDense.outputs, 2),
  ];
  return pack(state, denseColumns(latent, secondFrom, 3), false);
}

/** Packs the decoder: latents → window. Its state: latents, units of both LSTM layers, dense units, steps so far. */
export function packDecoder({ latent, decoderFirst, decoderSecond, decoderDense, output }: NetworkLayers): PackedHalf {
  const secondFrom = latent.outputs + decoderFirst.units;
  const denseFrom = secondFrom + decoderSecond.units;
  const state = [
    ...latentColumns(latent.outputs),
    ...lstmColumns(decoderFirst, 0, 1),
    ...lstmColumns(decoderSecond, latent.outputs, 2),
    ...denseColumns(decoderDense, secondFrom, 3),
  ];
  return pack(state, [seriesColumn(output, denseFrom, 4)], true);
}

function windowColumns({ kernel, bias, outputs, tanh }: DenseLayer): Column[] {
  const scale = tanh ? TANH_SCALE : 1;
  return Array.from({ length: outputs }, (_, unit) => ({
    kind: KINDS.given + (tanh ? WITH_TANH : 0),
    from: -1,
    delay: 0,
    bias: [scale * bias[unit]],
    weights: [[scale * kernel[unit]]],
  }));
}

function latentColumns(latents: number): Column[] {
  return Array.from({ length: latents }, (_, from) => ({
    kind: KINDS.given,
    from,
    delay: 0,
    bias: [0],
    weights: [[1]],
  }));
}

function lstmColumns({ kernel, recurrentKernel, bias, inputs, units }: LstmLayer, from: number, delay: number) {
  const gates = (matrix: Float32Array, row: number, unit: number) =>
    GATE_SCALES.map((scale, gate) => scale * matrix[row * 4 * units + gate * units + unit]);
  return Array.from({ length: units }, (_, unit) => ({
    kind: KINDS.lstm,
    from,
    delay,
    bias: gates(bias, 0, unit),
    weights: Array.from({ length: inputs + units }, (__, row) =>
      row < inputs ? gates(kernel, row, unit) : gates(recurrentKernel, row - inputs, unit)
    ),
  }));
}

function denseColumns({ kernel, bias, inputs, outputs, tanh }: DenseLayer, from: number, delay: number): Column[] {
  const scale = tanh ? TANH_SCALE : 1;
  return Array.from({ length: outputs / 2 }, (_, pair) => ({
    kind: KINDS.dense + (tanh ? WITH_TANH : 0),
    from,
    delay,
    bias: [scale * bias[2 * pair], scale * bias[2 * pair + 1]],
    weights: Array.from({ length: inputs }, (__, row) => [
      scale * kernel[row * outputs + 2 * pair],
      scale * kernel[row * outputs + 2 * pair + 1],
    ]),
  }));
}

/** Its weights come in pairs, because a column of its input holds two dense units. */
function seriesColumn({ kernel, bias, inputs }: DenseLayer, from: number, delay: number): Column {
  return {
    kind: KINDS.series,
    from,
    delay,
    bias: [bias[0]],
    weights: Array.from({ length: inputs / 2 }, (_, pair) => [kernel[2 * pair], kernel[2 * pair + 1]]),
  };
}

/** Texel rows of a column: its description, its bias, then the weights of each input. */
function pack(state: readonly Column[], outputs: readonly Column[], overTime: boolean): PackedHalf {
  const columns = [...state, ...outputs];
  const height = 2 + Math.max(...columns.map(({ weights }) => weights.length));
  const width = columns.length;
  const texels = new Float32Array(4 * height * width);
  columns.forEach(({ kind, from, delay, bias, weights }, column) => {
    [[kind, from, weights.length, delay], bias, ...weights].forEach((texel, row) =>
      texel.forEach((value, channel) => (texels[packedIndex(row, column, channel, width)] = value))
    );
  });
  return { texels, height, width, outputsFrom: state.length, delay: outputs[0].delay, overTime };
}

/** Index of a texel's channel in a packed [2 · height][2 · width] tensor. A texel holds a square of four values. */
function packedIndex(row: number, column: number, channel: number, width: number): number {
  return (2 * row + (channel >> 1)) * 2 * width + 2 * column + (channel & 1);
}
