import { Affine } from './affine';
import { Lstm } from './lstm';

/** The encoder: addresses, in the order in which `layout.ts` writes them. */
@unmanaged
export class Encoder {
  dense: Affine;
  first: Lstm;
  second: Lstm;
  latent: Affine;
  /** A row a window: [dense's outputs][first's outputs][second's outputs] */
  rows: usize;
  rowStride: usize;
}

/** The decoder: addresses, in the order in which `layout.ts` writes them. */
@unmanaged
export class Decoder {
  /** What the latent adds to every step of the first LSTM, its bias included. */
  projection: Affine;
  first: Lstm;
  second: Lstm;
  dense: Affine;
  /** One output, followed by three zeros. */
  output: Affine;
  /** A row a window: [first's outputs][second's outputs][dense's outputs][output's] */
  rows: usize;
  rowStride: usize;
}

/**
 * @param windows address of [count][steps] values
 * @param latents address for [count][latent size] values
 */
export function encode(encoder: Encoder, windows: usize, count: i32, steps: i32, latents: usize): void {
  const stride = encoder.rowStride;
  const toFirst = encoder.rows;
  const toSecond = toFirst + <usize>encoder.first.inputs * 4;
  const toLatent = toSecond + <usize>encoder.second.inputs * 4;
  encoder.first.reset(toFirst, stride, count);
  encoder.second.reset(toSecond, stride, count);
  for (let step = 0; step < steps; step++) {
    encoder.dense.apply(windows + step * 4, steps * 4, toFirst, stride, count);
    encoder.first.step(toFirst, stride, count);
    encoder.second.step(toSecond, stride, count);
  }
  encoder.latent.apply(toLatent, stride, latents, encoder.latent.outputs * 4, count);
}

/**
 * @param latents address of [count][latent size] values
 * @param windows address for [count][steps] values, in the decoder's own order of time
 */
export function decode(decoder: Decoder, latents: usize, count: i32, steps: i32, windows: usize): void {
  const stride = decoder.rowStride;
  const toFirst = decoder.rows;
  const toDense = toFirst + <usize>decoder.second.inputs * 4;
  const toOutput = toDense + <usize>decoder.second.units * 4;
  const output = toOutput + <usize>decoder.dense.outputs * 4;
  decoder.projection.apply(
    latents,
    decoder.projection.inputs * 4,
    decoder.first.start,
    decoder.first.startStride,
    count
  );
  decoder.first.reset(toFirst, stride, count);
  decoder.second.reset(toFirst, stride, count);
  for (let step = 0; step < steps; step++) {
    decoder.first.step(toFirst, stride, count);
    decoder.second.step(toFirst, stride, count);
    decoder.dense.apply(toDense, stride, toOutput, stride, count);
    decoder.output.apply(toOutput, stride, output, stride, count);
    for (let window = 0; window < count; window++) {
      f32.store(windows + (window * steps + step) * 4, f32.load(output + window * stride));
    }
  }
}
