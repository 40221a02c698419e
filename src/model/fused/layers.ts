import { SaidError, saying } from '../../saying';
import type { LoadedModel } from '../load';

/** A dense layer. */
export interface DenseLayer {
  /** Row-major, [inputs][outputs] */
  readonly kernel: Float32Array;
  readonly bias: Float32Array;
  readonly inputs: number;
  readonly outputs: number;
  readonly tanh: boolean;
}

/** An LSTM layer; its columns are the gates input, forget, cell and output, one after the other, as in Keras. */
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

interface LayerConfig {
  readonly className: string;
  readonly settings: Readonly<Record<string, unknown>>;
}

/**
 * Reads sizes and weights out of the model's files.
 *
 * @throws Error that says what about the network the fused kernels cannot compute
 */
export function readLayers({ layersModel, weights }: LoadedModel): NetworkLayers {
  const configs = layerConfigs(layersModel);
  const tensors = weightTensors(layersModel, weights);

  function config(name: string, className: string, expected: Readonly<Record<string, unknown>>): LayerConfig {
    const found = configs.get(name);
    if (found?.className !== className) {
      throw new SaidError(
        saying('network.no-layer', 'the model has no {{type}} layer named {{layer}}', { type: className, layer: name })
      );
    }
    for (const [setting, value] of Object.entries(expected)) {
      if (found.settings[setting] !== value) {
        throw new SaidError(
          saying('network.other-setting', 'the layer {{layer}} has {{setting}} {{found}}, not {{due}}', {
            layer: name,
            setting,
            found: String(found.settings[setting]),
            due: String(value),
          })
        );
      }
    }
    return found;
  }

  function weight(name: string, ...shape: number[]): Float32Array {
    const found = tensors.get(name);
    if (!found || found.shape.join() !== shape.join()) {
      throw new SaidError(
        saying('network.other-shape', 'the weights {{weights}} are not of shape {{shape}}', {
          weights: name,
          shape: shape.join(' × '),
        })
      );
    }
    return found.values;
  }

  function dense(name: string, inputs: number, activation: 'tanh' | 'linear'): DenseLayer {
    const { settings } = config(name, 'Dense', { activation, use_bias: true });
    const outputs = Number(settings.units);
    return {
      kernel: weight(`${name}/kernel`, inputs, outputs),
      bias: weight(`${name}/bias`, outputs),
      inputs,
      outputs,
      tanh: activation === 'tanh',
    };
  }

  function lstm(name: string, inputs: number, sequences: boolean): LstmLayer {
    const { settings } = config(name, 'LSTM', {
      activation: 'tanh',
      recurrent_activation: 'sigmoid',
      use_bias: true,
      return_sequences: sequences,
      go_backwards: false,
    });
    const units = inFours(name, Number(settings.units));
    return {
      kernel: weight(`${name}/kernel`, inputs, 4 * units),
      recurrentKernel: weight(`${name}/recurrent_kernel`, units, 4 * units),
      bias: weight(`${name}/bias`, 4 * units),
      inputs,
      units,
    };
  }

  const encoderDense = dense('encoder_dense', 1, 'tanh');
  const encoderFirst = lstm('encoder_lstm_1', inFours('encoder_dense', encoderDense.outputs), true);
  const encoderSecond = lstm('encoder_lstm_2', encoderFirst.units, false);
  const latent = dense('latent', encoderSecond.units, 'linear');
  const decoderFirst = lstm('decoder_lstm_1', inFours('latent', latent.outputs), true);
  const decoderSecond = lstm('decoder_lstm_2', decoderFirst.units, true);
  const decoderDense = dense('decoder_dense', decoderSecond.units, 'tanh');
  const output = dense('reconstruction', inFours('decoder_dense', decoderDense.outputs), 'linear');
  if (output.outputs !== 1) {
    throw new SaidError(
      saying('network.not-one-unit', 'the layer {{layer}} has {{units}} units, not 1', {
        layer: 'reconstruction',
        units: output.outputs,
      })
    );
  }
  return {
    encoderDense,
    encoderFirst,
    encoderSecond,
    latent,
    decoderFirst,
    decoderSecond,
    decoderDense,
    output,
  };
}

function inFours(name: string, units: number): number {
  if (!Number.isInteger(units) || units <= 0 || units % 4 !== 0) {
    throw new SaidError(
      saying('network.not-in-fours', 'the layer {{layer}} has {{units}} units, not a multiple of 4', {
        layer: name,
        units,
      })
    );
  }
  return units;
}

function layerConfigs(model: unknown): Map<string, LayerConfig> {
  const configs = new Map<string, LayerConfig>();
  for (const layer of list(at(model, 'modelTopology', 'model_config', 'config', 'layers'))) {
    const settings = at(layer, 'config');
    configs.set(String(at(layer, 'config', 'name')), {
      className: String(at(layer, 'class_name')),
      settings: isRecord(settings) ? settings : {},
    });
  }
  return configs;
}

function weightTensors(model: unknown, content: ArrayBuffer): Map<string, { shape: unknown[]; values: Float32Array }> {
  const tensors = new Map<string, { shape: unknown[]; values: Float32Array }>();
  let offset = 0;
  for (const group of list(at(model, 'weightsManifest'))) {
    for (const entry of list(at(group, 'weights'))) {
      if (at(entry, 'dtype') !== 'float32' || at(entry, 'quantization') !== undefined) {
        throw new SaidError(saying('network.no-float32', 'the weights are not plain float32'));
      }
      const shape = list(at(entry, 'shape'));
      const size = shape.reduce<number>((product, extent) => product * Number(extent), 1);
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
