import type { AbortScope } from '../shared/abortSignal';
import type { Manifest } from './manifest';
import { type Network, read } from './network';

/** Windows per measurement. The few go first, because plain JavaScript takes a second for many. */
const FEW = 4;
const MANY = 64;
/** If the few take longer than this, their time is the result. */
const SLOW_MS = 50;
/** The best time counts, because other load only adds to it. */
const REPETITIONS = 3;

/**
 * Measures how many points of windows a network encodes, and decodes twice as recall does, in a second. A warm-up call of
 * each size comes first, because it compiles and allocates.
 */
export async function pointsPerSecond(network: Network, abortScope: AbortScope, manifest: Manifest): Promise<number> {
  const windowSize = manifest.windowSize.default;
  for (const [count, times] of [
    [FEW, 1],
    [MANY, REPETITIONS],
  ]) {
    await roundTripMs(network, abortScope, count, windowSize);
    let ms = Infinity;
    for (let time = 0; time < times; time++) {
      ms = Math.min(ms, await roundTripMs(network, abortScope, count, windowSize));
    }
    if (count === MANY || ms > SLOW_MS) {
      return (1000 * count * windowSize) / Math.max(ms, 0.1);
    }
  }
  throw new Error('nothing was measured');
}

async function roundTripMs(
  network: Network,
  abortScope: AbortScope,
  count: number,
  windowSize: number
): Promise<number> {
  const windows = Float32Array.from({ length: count * windowSize }, (_, point) => Math.sin(point / 5));
  const begin = performance.now();
  const latents = await read(network.encode(windows, count, windowSize), abortScope);
  await read(network.decode(latents, count, windowSize), abortScope);
  await read(network.decode(latents, count, windowSize), abortScope);
  return performance.now() - begin;
}
