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

/** The kernels' memory: where everything lies, and what is written before the first call. */
export interface Layout {
  /** Bytes in all. */
  readonly bytes: number;
  /** Addresses that the kernels' entry points take. */
  readonly encoder: number;
  readonly decoder: number;
  /** [block][steps] values, read by `encode`, written by `decode` */
  readonly windows: number;
  /** [block][latent size] values, written by `encode`, read by `decode` */
  readonly latents: number;
  write(memory: ArrayBuffer): void;
}

const FLOAT_BYTES = 4;
/** A register's; no load of one then crosses a cache line. */
const ALIGNMENT = 16;

/**
 * Lays the packed network out. The order of words in each structure is that of the class's fields in assembly/.
 *
 * @param block windows that one call computes at most
 * @param steps points of a window at most
 */
export function layOut(network: NetworkLayers, block: number, steps: number): Layout {
  const writes: Array<(memory: ArrayBuffer) => void> = [];
  // The first bytes stay free, so that no address is 0.
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

  /** @param starts where each window's sums begin, when they differ */
  function lstm({ weights, bias, inputs, units }: PackedLstm, starts?: number): number {
    const start = starts ?? place(bias);
    const stride = starts === undefined ? 0 : bias.byteLength;
    return words(place(weights), start, stride, inputs, units, room(block * units), room(block * units));
  }

  /** One row a window, of as many floats; address and stride. */
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
