/** @jest-environment node */
import { bundledModel } from './bundledModel.fixture';
import { type LoadedModel, loadModel } from './load';
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

it('refuses an activation that no engine computes', () => {
  const other = changed('"recurrent_activation":"sigmoid"', '"recurrent_activation":"hard_sigmoid"');
  expect(() => readLayers(other)).toThrow(
    'the layer encoder_lstm_1 has recurrent_activation hard_sigmoid, not sigmoid'
  );
});

it('refuses a network with other layers', () => {
  const other = changed(/encoder_lstm_2/g, 'encoder_gru');
  expect(() => readLayers(other)).toThrow('the model has no LSTM layer named encoder_lstm_2');
});

it('refuses weights that do not fit their layer', () => {
  const other = changed('"latent/kernel","shape":[32,16]', '"latent/kernel","shape":[16,32]');
  expect(() => readLayers(other)).toThrow('the weights latent/kernel are not of shape 32 × 16');
});

it('refuses quantized weights', () => {
  const other = changed('"shape":[1,16],"dtype":"float32"', '"shape":[1,16],"dtype":"float16"');
  expect(() => readLayers(other)).toThrow('the weights are not plain float32');
});

it('refuses layers in another order, and one that stands between two others', () => {
  const reordered = changed('[[["decoder_lstm_1",0,0,{}]]]', '[[["repeat",0,0,{}]]]');
  expect(() => readLayers(reordered)).toThrow('the layer decoder_lstm_2 does not follow decoder_lstm_1');
  const model = JSON.stringify(loaded.layersModel);
  const dense = /\{"class_name":"Dense","name":"latent".*?\]\]\]\}/.exec(model)?.[0] ?? '';
  const between = changed(dense, `${dense.replace(/"latent"/g, '"more"')},${dense}`);
  expect(() => readLayers(between)).toThrow('the layer latent does not follow encoder_lstm_2');
  const behind = changed(/(\])(,"input_layers")/, `,${dense.replace(/"latent"/g, '"more"')}$1$2`);
  expect(() => readLayers(behind)).toThrow('the layer more does not follow reconstruction');
});

it('refuses a layer that keeps its state from one batch to the next', () => {
  const stateful = changed('"stateful":false', '"stateful":true');
  expect(() => readLayers(stateful)).toThrow('the layer encoder_lstm_1 has stateful true, not false');
});

it('refuses another latent than the manifest’s', () => {
  const other = { ...loaded, manifest: { ...loaded.manifest, latentSize: 8 } };
  expect(() => readLayers(other)).toThrow('the latent has 16 numbers, but manifest.json states 8');
});

it('refuses more weights and fewer than the layers take', () => {
  // 65,873 weights of 4 bytes, as the model card counts them.
  const longer = { ...loaded, weights: new ArrayBuffer(263_496) };
  expect(() => readLayers(longer)).toThrow('the layers take 263492 bytes of weights, not 263496');
  const shorter = { ...loaded, weights: loaded.weights.slice(0, -4) };
  expect(() => readLayers(shorter)).toThrow('the layers take 263492 bytes of weights, not 263488');
  const more = changed('"weights":[', '"weights":[{"name":"more/kernel","shape":[1e300],"dtype":"float32"},');
  expect(() => readLayers(more)).toThrow(/^the layers take 4e\+300 bytes of weights, not 263492$/);
});

it('refuses weights that are no numbers', () => {
  const weights = loaded.weights.slice(0);
  new DataView(weights).setFloat32(weights.byteLength - 4, NaN, true);
  expect(() => readLayers({ ...loaded, weights })).toThrow(
    'the weights reconstruction/bias contain a value that is not a number'
  );
});
