import type { NetworkLayers } from '../layers';
import {
  LANES,
  type PackedAffine,
  type PackedLstm,
  packDense,
  packLstm,
  packProjection,
  packRecurrent,
} from './packing';

/** The layout of the kernels' memory. */
export interface Layout {
  /** Total size. */
  readonly bytes: number;
  /** Addresses of the structures for the kernels' entry points. */
  readonly encoder: number;
  readonly decoder: number;
  /** [block][steps] values, read by `encode`, written by `decode` */
  readonly windows: number;
  /** [block][latent size] values, written by `encode`, read by `decode` */
  readonly latents: number;
  /** Writes the weights and structures before the first call. */
  write(memory: ArrayBuffer): void;
}

const FLOAT_BYTES = 4;
/** The size of a SIMD register, so that no load crosses a cache line. */
const ALIGNMENT = 16;

/**
 * Lays out the packed network. The words of each structure have the order of the class's fields in assembly/.
 *
 * @param block most windows per call
 * @param steps most points of a window
 */
export function layOut(network: NetworkLayers, block: number, steps: number): Layout {
  const writes: Array<(memory: ArrayBuffer) => void> = [];
  // The first bytes stay unused, so that no address is 0.
  let end = ALIGNMENT;

  function reserve(bytes: number): number {
    const address = end;
    end += Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
    return address;
  }
  const room = (floats: number) => reserve(floats * FLOAT_BYTES);
  function place(values: Float32Array | Int32Array): number {
    const address = reserve(values.byteLength);
    writes.push((memory) =>
      new Uint8Array(memory).set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), address)
    );
    return address;
  }
  const words = (...values: number[]) => place(Int32Array.from(values));

  const affine = ({ weights, bias, inputs, outputs, tanh }: PackedAffine) =>
    words(place(weights), place(bias), inputs, outputs, Number(tanh));

  /** @param starts address of the initial sums of each window; default: the bias for all */
  function lstm({ weights, bias, inputs, units }: PackedLstm, starts?: number): number {
    const start = starts ?? place(bias);
    const stride = starts === undefined ? 0 : bias.byteLength;
    return words(place(weights), start, stride, inputs, units, room(block * units), room(block * units));
  }

  /** Scratch memory with a row of floats per window: address and stride. */
  const rows = (floats: number) => [room(block * floats), floats * FLOAT_BYTES] as const;

  const { encoderDense, encoderFirst, encoderSecond, latent } = network;
  const encoder = words(
    affine(packDense(encoderDense)),
    lstm(packLstm(encoderFirst)),
    lstm(packLstm(encoderSecond)),
    affine(packDense(latent)),
    ...rows(encoderDense.outputs + encoderFirst.units + encoderSecond.units)
  );

  const { decoderFirst, decoderSecond, decoderDense, output } = network;
  const decoder = words(
    affine(packProjection(decoderFirst)),
    lstm(packRecurrent(decoderFirst), room(block * 4 * decoderFirst.units)),
    lstm(packLstm(decoderSecond)),
    affine(packDense(decoderDense)),
    affine(packDense(output)),
    ...rows(decoderFirst.units + decoderSecond.units + decoderDense.outputs + LANES)
  );

  const windows = room(block * steps);
  const latents = room(block * latent.outputs);
  return {
    bytes: end,
    encoder,
    decoder,
    windows,
    latents,
    write: (memory) => writes.forEach((write) => write(memory)),
  };
}
