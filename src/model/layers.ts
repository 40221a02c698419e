import { MessageError, message } from '../shared/message';
import { MANIFEST_FILE, type Manifest } from './manifest';

/** A dense layer. */
export interface DenseLayer {
  /** Row-major, [inputs][outputs] */
  readonly kernel: Float32Array;
  readonly bias: Float32Array;
  readonly inputs: number;
  readonly outputs: number;
  readonly tanh: boolean;
}

/** An LSTM layer. Its columns are the gates input, forget, cell and output, in this order, as in Keras. */
export interface LstmLayer {
  /** Row-major, [inputs][4 · units] */
  readonly kernel: Float32Array;
  /** Row-major, [units][4 · units] */
  readonly recurrentKernel: Float32Array;
  readonly bias: Float32Array;
  readonly inputs: number;
  readonly units: number;
}

/** The trained network in the order of its layers. */
export interface NetworkLayers {
  readonly encoderDense: DenseLayer;
  readonly encoderFirst: LstmLayer;
  readonly encoderSecond: LstmLayer;
  readonly latent: DenseLayer;
  readonly decoderFirst: LstmLayer;
  readonly decoderSecond: LstmLayer;
  readonly decoderDense: DenseLayer;
  readonly output: DenseLayer;
}

/** The content of the model's files. */
export interface ModelContent {
  readonly manifest: Manifest;
  /** Parsed model.json, a tf.js LayersModel. */
  readonly layersModel: unknown;
  /** Content of weights.bin: little-endian float32 in the order of model.json's weights manifest. */
  readonly weights: ArrayBuffer;
}

const LAYERS_AT = ['modelTopology', 'model_config', 'config', 'layers'];

interface LayerConfig {
  readonly className: string;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** The layers after the input. `repeat` has no weights. */
const ORDER = [
  ...['encoder_dense', 'encoder_lstm_1', 'encoder_lstm_2', 'latent', 'repeat'],
  ...['decoder_lstm_1', 'decoder_lstm_2', 'decoder_dense', 'reconstruction'],
];

/**
 * Reads sizes and weights of the layers. Checks the files against each other and against the manifest, because the
 * engines read the layers by name and would miss a layer between them.
 *
 * @throws MessageError that names the difference from the network that the plugin and the manifest expect
 */
export function readLayers({ manifest, layersModel, weights }: ModelContent): NetworkLayers {
  const reader = new LayerReader(layersModel, weights);
  const encoderDense = reader.dense('encoder_dense', 1, 'tanh');
  const encoderFirst = reader.lstm('encoder_lstm_1', encoderDense.outputs, true);
  const encoderSecond = reader.lstm('encoder_lstm_2', encoderFirst.units, false);
  const latent = reader.dense('latent', encoderSecond.units, 'linear');
  const decoderFirst = reader.lstm('decoder_lstm_1', latent.outputs, true);
  const decoderSecond = reader.lstm('decoder_lstm_2', decoderFirst.units, true);
  const decoderDense = reader.dense('decoder_dense', decoderSecond.units, 'tanh');
  const output = reader.dense('reconstruction', decoderDense.outputs, 'linear');
  if (output.outputs !== 1) {
    throw new MessageError(
      message('network.not-one-unit', 'the layer {{layer}} has {{units}} units, not 1', {
        layer: 'reconstruction',
        units: output.outputs,
      })
    );
  }
  if (latent.outputs !== manifest.latentSize) {
    throw new MessageError(
      message('network.latent-size', 'the latent has {{found}} numbers, but {{file}} states {{due}}', {
        found: latent.outputs,
        file: MANIFEST_FILE,
        due: manifest.latentSize,
      })
    );
  }
  checkOrder(layersModel);
  checkBytes(4 * reader.floats, weights.byteLength);
  return { encoderDense, encoderFirst, encoderSecond, latent, decoderFirst, decoderSecond, decoderDense, output };
}

/** Reads layers by name and checks their settings and shapes. */
class LayerReader {
  /** Weights read so far. */
  floats = 0;
  private readonly configs: ReadonlyMap<string, LayerConfig>;
  private readonly tensors: ReadonlyMap<string, WeightTensor>;

  constructor(layersModel: unknown, weights: ArrayBuffer) {
    this.configs = layerConfigs(layersModel);
    this.tensors = weightTensors(layersModel, weights);
  }

  dense(name: string, inputs: number, activation: 'tanh' | 'linear'): DenseLayer {
    const outputs = this.units(name, 'Dense', { activation, use_bias: true });
    return {
      kernel: this.weight(`${name}/kernel`, inputs, outputs),
      bias: this.weight(`${name}/bias`, outputs),
      inputs,
      outputs,
      tanh: activation === 'tanh',
    };
  }

  lstm(name: string, inputs: number, sequences: boolean): LstmLayer {
    const units = this.units(name, 'LSTM', {
      activation: 'tanh',
      recurrent_activation: 'sigmoid',
      use_bias: true,
      return_sequences: sequences,
      go_backwards: false,
      return_state: false,
      stateful: false,
    });
    return {
      kernel: this.weight(`${name}/kernel`, inputs, 4 * units),
      recurrentKernel: this.weight(`${name}/recurrent_kernel`, units, 4 * units),
      bias: this.weight(`${name}/bias`, 4 * units),
      inputs,
      units,
    };
  }

  /** Checks a layer's class and settings. @returns its number of units */
  private units(name: string, className: string, expected: LayerConfig['settings']): number {
    const found = this.configs.get(name);
    if (found?.className !== className) {
      throw new MessageError(
        message('network.no-layer', 'the model has no {{type}} layer named {{layer}}', { type: className, layer: name })
      );
    }
    for (const [setting, value] of Object.entries(expected)) {
      if (found.settings[setting] !== value) {
        throw new MessageError(
          message('network.other-setting', 'the layer {{layer}} has {{setting}} {{found}}, not {{due}}', {
            layer: name,
            setting,
            found: String(found.settings[setting]),
            due: String(value),
          })
        );
      }
    }
    return Number(found.settings.units);
  }

  private weight(name: string, ...shape: number[]): Float32Array {
    const found = this.tensors.get(name);
    if (!found || found.shape.join() !== shape.join()) {
      throw new MessageError(
        message('network.other-shape', 'the weights {{weights}} are not of shape {{shape}}', {
          weights: name,
          shape: shape.join(' × '),
        })
      );
    }
    if (!found.values.every(Number.isFinite)) {
      throw new MessageError(
        message('network.not-finite', 'the weights {{weights}} contain a value that is not a number', { weights: name })
      );
    }
    this.floats += found.values.length;
    return found.values;
  }
}

/** Checks that the layers form a chain behind the input, in the expected order. */
function checkOrder(model: unknown): void {
  const listed = list(at(model, ...LAYERS_AT));
  const names = listed.map((layer) => String(at(layer, 'config', 'name')));
  const length = Math.max(names.length, ORDER.length + 1);
  for (let index = 1; index < length; index++) {
    const [before, due] = [names[index - 1], ORDER[index - 1]];
    const fedBy = at(listed[index], 'inbound_nodes', '0', '0', '0');
    if (names[index] !== due || fedBy !== before) {
      throw new MessageError(
        message('network.other-order', 'the layer {{layer}} does not follow {{before}}', {
          layer: due ?? names[index],
          before: ORDER[index - 2] ?? before,
        })
      );
    }
  }
}

/** Another reader might use bytes that no layer here uses, so there must be none. */
function checkBytes(taken: number, found: number): void {
  if (taken !== found) {
    throw new MessageError(
      message('network.weight-bytes', 'the layers take {{due}} bytes of weights, not {{found}}', { due: taken, found })
    );
  }
}

function layerConfigs(model: unknown): Map<string, LayerConfig> {
  const configs = new Map<string, LayerConfig>();
  for (const layer of list(at(model, ...LAYERS_AT))) {
    const settings = at(layer, 'config');
    configs.set(String(at(layer, 'config', 'name')), {
      className: String(at(layer, 'class_name')),
      settings: isRecord(settings) ? settings : {},
    });
  }
  return configs;
}

interface WeightTensor {
  readonly shape: readonly unknown[];
  readonly values: Float32Array;
}

function weightTensors(model: unknown, content: ArrayBuffer): Map<string, WeightTensor> {
  const tensors = new Map<string, WeightTensor>();
  let offset = 0;
  for (const group of list(at(model, 'weightsManifest'))) {
    for (const entry of list(at(group, 'weights'))) {
      if (at(entry, 'dtype') !== 'float32' || at(entry, 'quantization') !== undefined) {
        throw new MessageError(message('network.no-float32', 'the weights are not plain float32'));
      }
      const shape = list(at(entry, 'shape'));
      const size = shape.reduce<number>((product, extent) => product * Number(extent), 1);
      if (!(offset + 4 * size <= content.byteLength)) {
        checkBytes(offset + 4 * size, content.byteLength);
      }
      tensors.set(String(at(entry, 'name')), { shape, values: new Float32Array(content, offset, size) });
      offset += 4 * size;
    }
  }
  return tensors;
}

function at(value: unknown, ...keys: string[]): unknown {
  return keys.reduce((inner, key) => (isRecord(inner) ? inner[key] : undefined), value);
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
