/** @jest-environment node */
import { bundledModel } from '../bundledModel.fixture';
import { type LoadedModel, loadModel } from '../load';
import { readLayers } from './layers';

let loaded: LoadedModel;
beforeAll(async () => {
  loaded = await loadModel(bundledModel);
});

/** The bundled model with something in its JSON replaced. */
function changed(from: string | RegExp, to: string): LoadedModel {
  const before = JSON.stringify(loaded.layersModel);
  const after = before.replace(from, to);
  expect(after).not.toBe(before);
  return { ...loaded, layersModel: JSON.parse(after) };
}

it('reads every weight of the file once', () => {
  const layers = Object.values(readLayers(loaded));
  const floats = layers.flatMap(({ kernel, bias, ...rest }) => [
    kernel.length,
    bias.length,
    'recurrentKernel' in rest ? rest.recurrentKernel.length : 0,
  ]);
  expect(floats.reduce((sum, length) => sum + length, 0)).toBe(loaded.weights.byteLength / 4);
});

it('rules itself out for a layer whose units do not fill registers', () => {
  const other = changed(
    '"name":"encoder_lstm_2","trainable":true,"dtype":"float32","units":32',
    '"name":"encoder_lstm_2","units":30'
  );
  expect(() => readLayers(other)).toThrow('the layer encoder_lstm_2 has 30 units, not a multiple of 4');
});

it('rules itself out for an activation that it does not compute', () => {
  const other = changed('"recurrent_activation":"sigmoid"', '"recurrent_activation":"hard_sigmoid"');
  expect(() => readLayers(other)).toThrow(
    'the layer encoder_lstm_1 has recurrent_activation hard_sigmoid, not sigmoid'
  );
});

it('rules itself out for a network with other layers', () => {
  const other = changed(/encoder_lstm_2/g, 'encoder_gru');
  expect(() => readLayers(other)).toThrow('the model has no LSTM layer named encoder_lstm_2');
});

it('rules itself out for weights that do not fit their layer', () => {
  const other = changed('"latent/kernel","shape":[32,16]', '"latent/kernel","shape":[16,32]');
  expect(() => readLayers(other)).toThrow('the weights latent/kernel are not of shape 32 × 16');
});

it('rules itself out for quantized weights', () => {
  const other = changed('"shape":[1,16],"dtype":"float32"', '"shape":[1,16],"dtype":"float16"');
  expect(() => readLayers(other)).toThrow('the weights are not plain float32');
});
