/** @jest-environment node */
import { bundledModel } from '../bundledModel.fixture';
import { type DenseLayer, type LstmLayer, type NetworkLayers, readLayers } from '../layers';
import { loadModel } from '../load';
import { type PackedHalf, packDecoder, packEncoder } from './weightTexture';

let layers: NetworkLayers;
beforeAll(async () => {
  layers = readLayers(await loadModel(bundledModel));
});

const dense = ({ kernel, bias }: DenseLayer) => [...kernel, ...bias];
const lstm = ({ kernel, recurrentKernel, bias }: LstmLayer) => [...kernel, ...recurrentKernel, ...bias];
const nonZero = (values: Iterable<number>) => [...values].filter((value) => value !== 0).length;

/** The four channels of a texel, as tfjs packs squares of a [2 · height][2 · width] tensor. */
function texel({ texels, width }: PackedHalf, row: number, column: number): number[] {
  const at = 4 * row * width + 2 * column;
  return [texels[at], texels[at + 1], texels[at + 2 * width], texels[at + 2 * width + 1]];
}

/** Everything but the first row of texels, which says what the columns are. */
const weights = (half: PackedHalf) => half.texels.subarray(4 * half.width);

it('holds every weight of the encoder once', () => {
  const { encoderDense, encoderFirst, encoderSecond, latent } = layers;
  const expected = [dense(encoderDense), lstm(encoderFirst), lstm(encoderSecond), dense(latent)].map(nonZero);
  expect(nonZero(weights(packEncoder(layers)))).toBe(expected.reduce((sum, count) => sum + count));
});

it('holds every weight of the decoder once, and a one for each latent that it passes on', () => {
  const { latent, decoderFirst, decoderSecond, decoderDense, output } = layers;
  const expected = [lstm(decoderFirst), lstm(decoderSecond), dense(decoderDense), dense(output)].map(nonZero);
  expect(nonZero(weights(packDecoder(layers)))).toBe(expected.reduce((sum, count) => sum + count) + latent.outputs);
});

it('lets every column read only columns that are one tick ahead of it, or its own layer', () => {
  for (const half of [packEncoder(layers), packDecoder(layers)]) {
    const delays = Array.from({ length: half.width }, (_, column) => texel(half, 0, column)[3]);
    for (let column = 0; column < half.width; column++) {
      const [kind, from, inputs, delay] = texel(half, 0, column);
      const read = kind % 4 === 0 ? [] : delays.slice(from, from + inputs);
      expect(read.filter((other) => other !== delay - 1 && other !== delay)).toEqual([]);
      expect(read.length === 0).toBe(delay === 0);
    }
    expect(Math.max(...delays)).toBe(half.delay);
  }
});

it('lays the four gates of a unit side by side, input, forget, cell, output, scaled for powers of two', () => {
  const half = packEncoder(layers);
  const { kernel, units } = layers.encoderFirst;
  const unit = 5;
  const input = 3;
  const column = layers.encoderDense.outputs + unit;
  const gates = [0, 1, 2, 3].map((gate) => kernel[input * 4 * units + gate * units + unit]);
  texel(half, 2 + input, column).forEach((weight, gate) =>
    expect(weight).toBeCloseTo(gates[gate] * (gate === 2 ? -2 : -1) * Math.LOG2E, 6)
  );
});
