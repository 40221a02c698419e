/** @jest-environment node */
import { bundledModel } from '../bundledModel.fixture';
import { readLayers } from '../layers';
import { loadModel } from '../load';
import { kernelLayers } from './kernelLayers';

it('rules itself out for a layer whose units do not fill registers', async () => {
  const layers = readLayers(await loadModel(bundledModel));
  expect(kernelLayers(layers)).toBe(layers);
  const narrow = { ...layers, encoderSecond: { ...layers.encoderSecond, units: 30 } };
  expect(() => kernelLayers(narrow)).toThrow('the layer encoder_lstm_2 has 30 units, not a multiple of 4');
});
