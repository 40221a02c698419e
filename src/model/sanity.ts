import { type Saying, saying } from '../saying';
import type { Manifest } from './manifest';
import type { Network } from './network';

/** Largest difference to plain JavaScript that half-precision textures explain; a broken driver is off by far more. */
const TOLERANCE = 0.02;

/**
 * Latent and reconstruction of one short, fixed window, in one array: what an engine is asked before it is trusted. A
 * faulty graphics driver seldom throws, it answers nonsense.
 */
export async function answerToKnownWindow(network: Network, manifest: Manifest): Promise<Float32Array> {
  const { min: windowSize } = manifest.windowSize;
  const window = Float32Array.from({ length: windowSize }, (_, point) => Math.sin((2 * Math.PI * point) / windowSize));
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

/** @returns what is wrong with an answer, or null; `reference` is the same question answered in plain JavaScript */
export function faultOf(answer: Float32Array, reference: Float32Array): Saying | null {
  if (!answer.every(Number.isFinite)) {
    return saying('engine.known-not-finite', 'it answers a known window with something that is not a number');
  }
  const off = answer.reduce((most, value, index) => Math.max(most, Math.abs(value - reference[index])), 0);
  return off <= TOLERANCE
    ? null
    : saying('engine.known-off', 'its answer to a known window is off by {{off}}', { off: off.toPrecision(2) });
}
