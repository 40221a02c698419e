import type { DenseLayer, LstmLayer, NetworkLayers } from '../layers';
import { GATE_SCALES, TANH_SCALE } from '../fused/packing';

/** How a column's texel comes about; the program compares with these. */
export const KINDS = {
  /** One value of what is given, times a weight: a step of the window, or a latent. */
  given: 0,
  /** A unit of an LSTM layer: its output and its cell. */
  lstm: 1,
  /** Two units of a dense layer. */
  dense: 2,
  /** Two steps of the reconstruction, kept from tick to tick. */
  series: 3,
} as const;

/** Added to a kind when tanh follows. */
export const WITH_TANH = 4;

/** One half of the network as the program reads it (docs/decisions/0006). */
export interface PackedHalf {
  /** Texture of [height][width] texels in tfjs's packed order: a column for each column of the state, outputs last. */
  readonly texels: Float32Array;
  readonly height: number;
  readonly width: number;
  /** First column that holds the half's answer. */
  readonly outputsFrom: number;
  /** Ticks by which the answer comes later than what is given. */
  readonly delay: number;
  /** Whether the answer is collected over time, two steps a column, and so must be part of the state. */
  readonly overTime: boolean;
}

interface Column {
  readonly kind: number;
  /** First column of the state that it reads; for `given`, which value, or -1 for the tick's own. */
  readonly from: number;
  /** Ticks by which it lags behind what is given: one more than what it reads. */
  readonly delay: number;
  readonly bias: readonly number[];
  /** [inputs][4]: the gates of one unit, or as many outputs as the kind has. */
  readonly weights: ReadonlyArray<readonly number[]>;
}

/** Window → latents. Its state: dense units, units of the first LSTM layer, units of the second. */
export function packEncoder({ encoderDense, encoderFirst, encoderSecond, latent }: NetworkLayers): PackedHalf {
  const secondFrom = encoderDense.outputs + encoderFirst.units;
  const state = [
    ...windowColumns(encoderDense),
    ...lstmColumns(encoderFirst, 0, 1),
    ...lstmColumns(encoderSecond, encoderDense.outputs, 2),
  ];
  return pack(state, denseColumns(latent, secondFrom, 3), false);
}

/** Latents → reconstruction. Its state: latents, units of both LSTM layers, dense units, then the steps so far. */
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

/** Reads dense units, of which a column holds two, so its weights come in pairs. */
function seriesColumn({ kernel, bias, inputs }: DenseLayer, from: number, delay: number): Column {
  return {
    kind: KINDS.series,
    from,
    delay,
    bias: [bias[0]],
    weights: Array.from({ length: inputs / 2 }, (_, pair) => [kernel[2 * pair], kernel[2 * pair + 1]]),
  };
}

/** Texel rows of a column: what it is, its bias, then a weight for each of its inputs. */
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

/** Where tfjs looks in a [2 · height][2 · width] tensor for a channel of a texel: each holds a square of four values. */
function packedIndex(row: number, column: number, channel: number, width: number): number {
  return (2 * row + (channel >> 1)) * 2 * width + 2 * column + (channel & 1);
}
