import { type Message, message } from '../shared/message';
import { MANIFEST_FILE, type Manifest } from './manifest';
import type { Network } from './network';

/** Largest difference to plain JavaScript that half-precision textures explain; a broken driver is off by far more. */
const TOLERANCE = 0.02;

/**
 * The wrong order's error over the right one's: 8.1 for the bundled network, 2.6 after 100 of its 5,500 steps, 1.3 after
 * 20 and 1.1 after 5.
 */
const ORDER_MARGIN = 1.5;

/**
 * Latent and reconstruction of one short, fixed window, in one array: what an engine is asked before it is trusted. A
 * faulty graphics driver seldom throws, it answers nonsense.
 */
export async function answerToKnownWindow(network: Network, manifest: Manifest): Promise<Float32Array> {
  const { min: windowSize } = manifest.windowSize;
  const window = knownWindow(windowSize);
  const latent = network.encode(window, 1, windowSize);
  try {
    const latentValues = (await latent.data()) as Float32Array;
    const reconstruction = network.decode(latentValues, 1, windowSize);
    try {
      return Float32Array.of(...latentValues, ...((await reconstruction.data()) as Float32Array));
    } finally {
      reconstruction.dispose();
    }
  } finally {
    latent.dispose();
  }
}

/** A sine's period, which read backwards is its own negative. */
function knownWindow(windowSize: number): Float32Array {
  return Float32Array.from({ length: windowSize }, (_, point) => Math.sin((2 * Math.PI * point) / windowSize));
}

/**
 * Holds the manifest's order of time against what the network draws. A network that has hardly been trained draws much
 * the same in both, and passes.
 *
 * @param answer to the known window, in plain JavaScript
 * @returns what is wrong, or null
 */
export function timeOrderFault(answer: Float32Array, { windowSize, outputTimeOrder }: Manifest): Message | null {
  const window = knownWindow(windowSize.min);
  const drawn = answer.slice(answer.length - window.length);
  const forward = distance(drawn, window);
  const reversed = distance(drawn.reverse(), window);
  const [stated, other] = outputTimeOrder === 'forward' ? [forward, reversed] : [reversed, forward];
  return stated > ORDER_MARGIN * other
    ? message(
        'network.other-time-order',
        '{{file}} says outputTimeOrder "{{stated}}", but the network draws the other way',
        {
          file: MANIFEST_FILE,
          stated: outputTimeOrder,
        }
      )
    : null;
}

function distance(drawn: Float32Array, window: Float32Array): number {
  return drawn.reduce((sum, value, point) => sum + Math.abs(value - window[point]), 0);
}

/** @returns what is wrong with an answer, or null; `reference` is the same question answered in plain JavaScript */
export function faultOf(answer: Float32Array, reference: Float32Array): Message | null {
  if (!answer.every(Number.isFinite)) {
    return message('engine.known-not-finite', 'it answers a known window with something that is not a number');
  }
  const off = answer.reduce((most, value, index) => Math.max(most, Math.abs(value - reference[index])), 0);
  return off <= TOLERANCE
    ? null
    : message('engine.known-off', 'its answer to a known window is off by {{off}}', { off: off.toPrecision(2) });
}
