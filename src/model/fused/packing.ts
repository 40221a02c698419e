import type { DenseLayer, LstmLayer } from '../layers';

/** Values of one SIMD register. */
export const LANES = 4;

/** Sigmoid and tanh are computed from 2^x; these factors turn an argument into x and are multiplied into the weights. */
const SIGMOID_SCALE = -Math.LOG2E;
export const TANH_SCALE = -2 * Math.LOG2E;
/** Of the gates input, forget, cell and output. */
export const GATE_SCALES = [SIGMOID_SCALE, SIGMOID_SCALE, TANH_SCALE, SIGMOID_SCALE];

/** An affine map as the kernels read it. */
export interface PackedAffine {
  /** [outputs / 4][inputs][4] */
  readonly weights: Float32Array;
  /** [outputs] */
  readonly bias: Float32Array;
  readonly inputs: number;
  /** A multiple of 4; outputs beyond the layer's own are zeros. */
  readonly outputs: number;
  readonly tanh: boolean;
}

/** An LSTM layer as the kernels read it. */
export interface PackedLstm {
  /** [units / 4][inputs + units][gate][4] */
  readonly weights: Float32Array;
  /** [units / 4][gate][4] */
  readonly bias: Float32Array;
  /** 0 where the inputs are left to `packProjection`. */
  readonly inputs: number;
  readonly units: number;
}

/** A dense layer, its outputs padded to whole registers. */
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

/** Inputs and last outputs of an LSTM layer in one map: a step is one multiplication. */
export function packLstm({ kernel, recurrentKernel, bias, inputs, units }: LstmLayer): PackedLstm {
  return { ...packRows(kernel, inputs, recurrentKernel, units), bias: columns(bias, 0, units), inputs, units };
}

/** The recurrent part alone, for a layer whose inputs are constant over time. */
export function packRecurrent({ recurrentKernel, bias, units }: LstmLayer): PackedLstm {
  return {
    ...packRows(new Float32Array(0), 0, recurrentKernel, units),
    bias: columns(bias, 0, units),
    inputs: 0,
    units,
  };
}

/** What constant inputs add to every step's sums, bias included; outputs in the order of an LSTM layer's bias. */
export function packProjection({ kernel, bias, inputs, units }: LstmLayer): PackedAffine {
  const packedBias = columns(bias, 0, units);
  const rows = Array.from({ length: inputs }, (_, input) => columns(kernel, input, units));
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

function packRows(kernel: Float32Array, inputs: number, recurrent: Float32Array, units: number) {
  const rows = [
    ...Array.from({ length: inputs }, (_, input) => columns(kernel, input, units)),
    ...Array.from({ length: units }, (_, unit) => columns(recurrent, unit, units)),
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
  return { weights };
}

/** One row of an LSTM layer's weights, scaled for its gates, in the order [units / 4][gate][4]. */
function columns(matrix: Float32Array, row: number, units: number): Float32Array {
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
