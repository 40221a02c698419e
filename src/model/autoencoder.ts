import type { Autoencoder } from '../detector/autoencoder';
import type { BackendName } from './backend';
import type { Engine } from './engine';

/**
 * Points that one batch holds at most, by backend. Large enough that the price of a call is small beside its arithmetic,
 * small enough that a newer question waits a fraction of a second for its turn.
 */
const BATCH_POINTS: Readonly<Record<BackendName, number>> = { webgl: 32768, wasm: 8192, cpu: 512 };

/**
 * So long the thread is kept from its other messages, milliseconds. A turn of the event loop takes one to four of them,
 * which is most of a refresh that needs only a few windows.
 */
const TURN_MS = 8;

/** Windows of `windowSize` points that the backend which runs now is given at a time. */
export function batchRows(engine: Engine, windowSize: number): number {
  return Math.max(1, Math.floor(BATCH_POINTS[engine.backend()] / windowSize));
}

/**
 * The engine as the detector's seam, for windows of `windowSize` points. Between two batches the thread's other messages
 * are handled once they have waited for some milliseconds, so that a request can be cancelled.
 *
 * @param signal once it is aborted the next batch is not begun: encode and decode reject with a DOMException, AbortError
 * @throws RangeError when the network was not trained for this window size
 */
export function createAutoencoder(engine: Engine, windowSize: number, signal?: AbortSignal): Autoencoder {
  const { latentSize, outputTimeOrder, windowSize: bounds } = engine.manifest;
  if (!Number.isInteger(windowSize) || windowSize < bounds.min || windowSize > bounds.max) {
    throw new RangeError(`The network takes windows of ${bounds.min} to ${bounds.max} points, not ${windowSize}.`);
  }

  let lastTurnAt = performance.now();

  async function otherMessages(): Promise<void> {
    if (performance.now() - lastTurnAt >= TURN_MS) {
      await turnOfTheLoop();
      lastTurnAt = performance.now();
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
      await otherMessages();
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

/** A turn of the event loop; awaiting a promise alone would never let a message in. */
function turnOfTheLoop(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
