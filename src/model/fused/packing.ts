import type { DenseLayer, LstmLayer } from '../layers';

/** Values per SIMD register. */
export const LANES = 4;

/** The kernels compute sigmoid and tanh from 2^x. The weights contain these factors from the argument to x. */
const SIGMOID_SCALE = -Math.LOG2E;
export const TANH_SCALE = -2 * Math.LOG2E;
/** For the gates input, forget, cell and output. */
export const GATE_SCALES = [SIGMOID_SCALE, SIGMOID_SCALE, TANH_SCALE, SIGMOID_SCALE];

/** An affine map as the kernels read it. */
export interface PackedAffine {
  /** [outputs / 4][inputs][4] */
  readonly weights: Float32Array;
  /** [outputs] */
  readonly bias: Float32Array;
  readonly inputs: number;
  /** A multiple of 4; additional outputs are zeros. */
  readonly outputs: number;
  readonly tanh: boolean;
}

/** An LSTM layer as the kernels read it. */
export interface PackedLstm {
  /** [units / 4][inputs + units][gate][4] */
  readonly weights: Float32Array;
  /** [units / 4][gate][4] */
  readonly bias: Float32Array;
  /** 0 if `packProjection` handles the inputs. */
  readonly inputs: number;
  readonly units: number;
}

/** Packs a dense layer, with its outputs padded to whole registers. */
export function packDense({ kernel, bias, inputs, outputs, tanh }: DenseLayer): PackedAffine {
  const scale = tanh ? TANH_SCALE : 1;
  const padded = Math.ceil(outputs / LANES) * LANES;
  return affine(
    inputs,
    padded,
    tanh,
    (input, output) => (output < outputs ? scale * kernel[input * outputs + output] : 0),
    (output) => (output < outputs ? scale * bias[output] : 0)
  );
}

/** Packs an LSTM layer. One map takes inputs and previous outputs, so a step is one multiplication. */
export function packLstm({ kernel, recurrentKernel, bias, inputs, units }: LstmLayer): PackedLstm {
  return {
    weights: packRows(kernel, inputs, recurrentKernel, units),
    bias: gateColumns(bias, 0, units),
    inputs,
    units,
  };
}

/** Packs only the recurrent part of a layer whose inputs are constant over time. */
export function packRecurrent({ recurrentKernel, bias, units }: LstmLayer): PackedLstm {
  return {
    weights: packRows(new Float32Array(0), 0, recurrentKernel, units),
    bias: gateColumns(bias, 0, units),
    inputs: 0,
    units,
  };
}

/** Packs the map from constant inputs to their share of each step's sums, bias included. */
export function packProjection({ kernel, bias, inputs, units }: LstmLayer): PackedAffine {
  const packedBias = gateColumns(bias, 0, units);
  const rows = Array.from({ length: inputs }, (_, input) => gateColumns(kernel, input, units));
  return affine(
    inputs,
    4 * units,
    false,
    (input, output) => rows[input][output],
    (output) => packedBias[output]
  );
}

function affine(
  inputs: number,
  outputs: number,
  tanh: boolean,
  weight: (input: number, output: number) => number,
  bias: (output: number) => number
): PackedAffine {
  const weights = new Float32Array(inputs * outputs);
  let at = 0;
  for (let block = 0; block < outputs; block += LANES) {
    for (let input = 0; input < inputs; input++) {
      for (let lane = 0; lane < LANES; lane++) {
        weights[at++] = weight(input, block + lane);
      }
    }
  }
  return { weights, bias: Float32Array.from({ length: outputs }, (_, output) => bias(output)), inputs, outputs, tanh };
}

function packRows(kernel: Float32Array, inputs: number, recurrent: Float32Array, units: number): Float32Array {
  const rows = [
    ...Array.from({ length: inputs }, (_, input) => gateColumns(kernel, input, units)),
    ...Array.from({ length: units }, (_, unit) => gateColumns(recurrent, unit, units)),
  ];
  const width = LANES * 4;
  const weights = new Float32Array(rows.length * 4 * units);
  let at = 0;
  for (let block = 0; block < units / LANES; block++) {
    for (const row of rows) {
      weights.set(row.subarray(block * width, (block + 1) * width), at);
      at += width;
    }
  }
  return weights;
}

/** One row of an LSTM layer's weights, scaled for its gates, in the order [units / 4][gate][4]. */
function gateColumns(matrix: Float32Array, row: number, units: number): Float32Array {
  const packed = new Float32Array(4 * units);
  let at = 0;
  for (let block = 0; block < units; block += LANES) {
    for (let gate = 0; gate < 4; gate++) {
      for (let lane = 0; lane < LANES; lane++) {
        packed[at++] = GATE_SCALES[gate] * matrix[row * 4 * units + gate * units + block + lane];
      }
    }
  }
  return packed;
}
