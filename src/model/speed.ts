import type { AbortScope } from '../shared/abortSignal';
import type { Manifest } from './manifest';
import type { Network } from './network';

/** Windows of one measurement; few first, for plain JavaScript takes a second for many. */
const FEW = 4;
const MANY = 64;
/** A network that takes so long for few is not asked for many, milliseconds. */
const SLOW_MS = 50;
/** Measured so often; the best time counts, for whatever else the machine does only adds to it. */
const TIMES = 3;

/**
 * Points of windows that a network takes through its encoder and, as recall does, twice through its decoder in a second.
 * Measured once it is warm: the first call of each size compiles and allocates.
 */
export async function pointsPerSecond(network: Network, lifeline: AbortScope, manifest: Manifest): Promise<number> {
  const windowSize = manifest.windowSize.default;
  for (const [count, times] of [
    [FEW, 1],
    [MANY, TIMES],
  ]) {
    await roundTripMs(network, lifeline, count, windowSize);
    let ms = Infinity;
    for (let time = 0; time < times; time++) {
      ms = Math.min(ms, await roundTripMs(network, lifeline, count, windowSize));
    }
    if (count === MANY || ms > SLOW_MS) {
      return (1000 * count * windowSize) / Math.max(ms, 0.1);
    }
  }
  throw new Error('nothing was measured');
}

async function roundTripMs(network: Network, lifeline: AbortScope, count: number, windowSize: number): Promise<number> {
  const windows = Float32Array.from({ length: count * windowSize }, (_, point) => Math.sin(point / 5));
  const begin = performance.now();
  const latents = await read(lifeline, network.encode(windows, count, windowSize));
  await read(lifeline, network.decode(latents, count, windowSize));
  await read(lifeline, network.decode(latents, count, windowSize));
  return performance.now() - begin;
}

async function read(lifeline: AbortScope, answer: ReturnType<Network['encode']>): Promise<Float32Array> {
  try {
    return (await lifeline.hold(answer.data())) as Float32Array;
  } finally {
    answer.dispose();
  }
}
