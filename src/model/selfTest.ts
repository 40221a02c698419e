import { type Message, message } from '../shared/message';
import { MANIFEST_FILE, type Manifest } from './manifest';
import { type Network, read } from './network';

/** Largest difference from plain JavaScript due to half-precision textures. Broken drivers differ by far more. */
const TOLERANCE = 0.02;

/**
 * Threshold on the error of the wrong time order divided by that of the right one. The ratio is 8.1 for the bundled
 * network, 2.6 after 100 of its 5,500 training steps, 1.3 after 20 and 1.1 after 5.
 */
const ORDER_MARGIN = 1.5;

/**
 * Computes latent and reconstruction of one short, fixed window. Each engine must pass this test before it is used,
 * because a faulty graphics driver returns wrong numbers instead of an error.
 *
 * @returns latentSize + windowSize numbers
 */
export async function answerToKnownWindow(network: Network, manifest: Manifest): Promise<Float32Array> {
  const { min: windowSize } = manifest.windowSize;
  const latents = await read(network.encode(knownWindow(windowSize), 1, windowSize));
  return Float32Array.of(...latents, ...(await read(network.decode(latents, 1, windowSize))));
}

/** One period of a sine, because its reverse is its negative. */
function knownWindow(windowSize: number): Float32Array {
  return Float32Array.from({ length: windowSize }, (_, point) => Math.sin((2 * Math.PI * point) / windowSize));
}

/**
 * Compares the time order in the manifest with the network's output. A barely trained network fits both and passes.
 *
 * @param answer to the known window, in plain JavaScript
 * @returns the fault, or null
 */
export function timeOrderFault(answer: Float32Array, { windowSize, outputTimeOrder }: Manifest): Message | null {
  const window = knownWindow(windowSize.min);
  const reconstruction = answer.slice(answer.length - window.length);
  const forward = distance(reconstruction, window);
  const reversed = distance(reconstruction.reverse(), window);
  const [stated, other] = outputTimeOrder === 'forward' ? [forward, reversed] : [reversed, forward];
  return stated > ORDER_MARGIN * other
    ? message(
        'network.other-time-order',
        '{{file}} states outputTimeOrder "{{stated}}", but the network outputs the other order',
        {
          file: MANIFEST_FILE,
          stated: outputTimeOrder,
        }
      )
    : null;
}

function distance(reconstruction: Float32Array, window: Float32Array): number {
  return reconstruction.reduce((sum, value, point) => sum + Math.abs(value - window[point]), 0);
}

/** @param reference the answer in plain JavaScript @returns the answer's fault, or null */
export function faultOf(answer: Float32Array, reference: Float32Array): Message | null {
  if (!answer.every(Number.isFinite)) {
    return message('engine.known-not-finite', 'its output for a known window contains a value that is not a number');
  }
  const off = answer.reduce((most, value, index) => Math.max(most, Math.abs(value - reference[index])), 0);
  return off <= TOLERANCE
    ? null
    : message('engine.known-off', 'its output for a known window is off by {{off}}', { off: off.toPrecision(2) });
}
