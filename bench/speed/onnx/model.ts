import { type DenseLayer, type LstmLayer, type NetworkLayers } from '../../../src/model/layers';
import { OnnxGraph } from './graph';

/** Where each of ONNX's gates (input, output, forget, cell) stands among Keras's (input, forget, cell, output). */
const GATES_FROM_KERAS = [0, 3, 1, 2];

/**
 * The encoder as an ONNX model: `windows` [count, steps, 1] → `latents` [count, latent size].
 *
 * Operators are ONNX's plain ones, as an exporter would write them; time comes first for its LSTM.
 */
export function onnxEncoder({ encoderDense, encoderFirst, encoderSecond, latent }: NetworkLayers): Uint8Array {
  const graph = new OnnxGraph('encoder');
  const windows = graph.takes('windows', 'float32', ['count', 'steps', 1]);
  const byTime = graph.apply('Transpose', [windows], 'windows_by_time', { perm: [1, 0, 2] });
  const first = lstm(graph, 'encoder_lstm_1', encoderFirst, dense(graph, 'encoder_dense', encoderDense, byTime));
  const state = lastOutput(graph, 'encoder_lstm_2', encoderSecond, first);
  dense(graph, 'latent', latent, state, 'latents');
  graph.gives('latents', ['count', latent.outputs]);
  return graph.encode();
}

/** The decoder as an ONNX model: `latents` [count, latent size] and `steps` [1] → `windows` [count, steps, 1]. */
export function onnxDecoder(layers: NetworkLayers): Uint8Array {
  const graph = new OnnxGraph('decoder');
  const latents = graph.takes('latents', 'float32', ['count', layers.latent.outputs]);
  const steps = graph.takes('steps', 'int64', [1]);
  const one = graph.constant('one', BigInt64Array.of(1n, 1n), [2]);
  const times = graph.apply('Concat', [steps, one], 'times', { axis: 0 });
  const zero = graph.constant('zero', BigInt64Array.of(0n), [1]);
  const once = graph.apply('Unsqueeze', [latents, zero], 'latents_once');
  const repeated = graph.apply('Expand', [once, times], 'repeat');
  const first = lstm(graph, 'decoder_lstm_1', layers.decoderFirst, repeated);
  const second = lstm(graph, 'decoder_lstm_2', layers.decoderSecond, first);
  const hidden = dense(graph, 'decoder_dense', layers.decoderDense, second);
  const values = dense(graph, 'reconstruction', layers.output, hidden);
  graph.apply('Transpose', [values], 'windows', { perm: [1, 0, 2] });
  graph.gives('windows', ['count', 'steps', 1]);
  return graph.encode();
}

function dense(graph: OnnxGraph, name: string, layer: DenseLayer, from: string, to = `${name}_output`): string {
  const kernel = graph.constant(`${name}_kernel`, layer.kernel, [layer.inputs, layer.outputs]);
  const bias = graph.constant(`${name}_bias`, layer.bias, [layer.outputs]);
  const product = graph.apply('MatMul', [from, kernel], `${name}_product`);
  const sum = graph.apply('Add', [product, bias], layer.tanh ? `${name}_sum` : to);
  return layer.tanh ? graph.apply('Tanh', [sum], to) : sum;
}

/** @returns name of every step's outputs, [steps, count, units] */
function lstm(graph: OnnxGraph, name: string, layer: LstmLayer, from: string): string {
  const all = graph.apply('LSTM', lstmInputs(graph, name, layer, from), `${name}_steps`, { hidden_size: layer.units });
  // ONNX gives a direction an axis of its own: [steps, 1, count, units].
  const direction = graph.constant(`${name}_direction`, BigInt64Array.of(1n), [1]);
  return graph.apply('Squeeze', [all, direction], `${name}_output`);
}

/** @returns name of the last step's outputs, [count, units] */
function lastOutput(graph: OnnxGraph, name: string, layer: LstmLayer, from: string): string {
  const inputs = lstmInputs(graph, name, layer, from);
  const last = graph.apply('LSTM', inputs, ['', `${name}_last`], { hidden_size: layer.units });
  const direction = graph.constant(`${name}_direction`, BigInt64Array.of(0n), [1]);
  return graph.apply('Squeeze', [last, direction], `${name}_output`);
}

function lstmInputs(graph: OnnxGraph, name: string, layer: LstmLayer, from: string): string[] {
  const { kernel, recurrentKernel, bias, inputs, units } = layer;
  // ONNX adds two biases, one for the inputs and one for the last outputs.
  const biases = new Float32Array(8 * units);
  biases.set(gateRows(bias, 1, units));
  return [
    from,
    graph.constant(`${name}_kernel`, gateRows(kernel, inputs, units), [1, 4 * units, inputs]),
    graph.constant(`${name}_recurrent`, gateRows(recurrentKernel, units, units), [1, 4 * units, units]),
    graph.constant(`${name}_bias`, biases, [1, 8 * units]),
  ];
}

/** From Keras's [rows][gate][unit] to ONNX's [gate][unit][rows]. */
function gateRows(matrix: Float32Array, rows: number, units: number): Float32Array {
  const turned = new Float32Array(matrix.length);
  GATES_FROM_KERAS.forEach((from, gate) => {
    for (let unit = 0; unit < units; unit++) {
      for (let row = 0; row < rows; row++) {
        turned[(gate * units + unit) * rows + row] = matrix[row * 4 * units + from * units + unit];
      }
    }
  });
  return turned;
}
