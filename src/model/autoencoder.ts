import type { Autoencoder } from '../detector/autoencoder';
import type { BackendName } from './benchmark';
import type { Engine } from './engine';

/**
 * Most points of one batch, by backend. Batches are large enough that the cost of a call is negligible, and small enough
 * that a newer question waits only a fraction of a second.
 */
const BATCH_POINTS: Readonly<Record<BackendName, number>> = { webgl: 32768, wasm: 8192, cpu: 512 };

/**
 * Time between two turns of the event loop, milliseconds. A turn takes 1 to 4 ms, which is most of a refresh that needs
 * only a few windows.
 */
const YIELD_INTERVAL_MS = 8;

/** Most windows of `windowSize` points in one batch on the current backend. */
export function batchRows(engine: Engine, windowSize: number): number {
  return Math.max(1, Math.floor(BATCH_POINTS[engine.backend()] / windowSize));
}

/**
 * The engine as the detector's {@link Autoencoder}, for windows of `windowSize` points. It yields to the event loop
 * between batches, so that a message can cancel the request.
 *
 * @param signal once aborted, no further batch starts; encode and decode reject with a DOMException named AbortError
 * @throws RangeError if the network was not trained for this window size
 */
export function createAutoencoder(engine: Engine, windowSize: number, signal?: AbortSignal): Autoencoder {
  const { latentSize, outputTimeOrder, windowSize: bounds } = engine.manifest;
  if (!Number.isInteger(windowSize) || windowSize < bounds.min || windowSize > bounds.max) {
    throw new RangeError(`The network takes windows of ${bounds.min} to ${bounds.max} points, not ${windowSize}.`);
  }

  let lastYieldAt = performance.now();

  async function yieldIfDue(): Promise<void> {
    if (performance.now() - lastYieldAt >= YIELD_INTERVAL_MS) {
      await turnOfEventLoop();
      lastYieldAt = performance.now();
    }
  }

  async function inBatches(half: 'encode' | 'decode', input: Float32Array, count: number): Promise<Float32Array> {
    const [width, outputWidth] = half === 'encode' ? [windowSize, latentSize] : [latentSize, windowSize];
    const output = new Float32Array(count * outputWidth);
    let from = 0;
    while (from < count) {
      signal?.throwIfAborted();
      const rows = Math.min(batchRows(engine, windowSize), count - from);
      const batch = input.subarray(from * width, (from + rows) * width);
      output.set(await engine.run(half, batch, rows, windowSize), from * outputWidth);
      from += rows;
      await yieldIfDue();
    }
    return output;
  }

  return {
    windowSize,
    latentSize,
    encode: (windows, count) => inBatches('encode', windows, count),
    async decode(latents, count) {
      const windows = await inBatches('decode', latents, count);
      if (outputTimeOrder === 'reversed') {
        for (let window = 0; window < count; window++) {
          windows.subarray(window * windowSize, (window + 1) * windowSize).reverse();
        }
      }
      return windows;
    },
  };
}

/** Lets the event loop handle messages. Awaiting a resolved promise would not. */
function turnOfEventLoop(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
