import type { Autoencoder } from '../detector/autoencoder';
import { detect } from '../detector/detect';
import type { Outcome } from '../detector/detection';
import { failureOf, sentenceOf } from './failure';
import type { Series } from '../detector/series';
import type { DetectorSettings } from '../detector/settings';

/** Gives the network for windows of so many points. @throws when it takes no such windows */
export type AutoencoderFactory = (windowSize: number) => Autoencoder;

/**
 * Judges one series. What breaks in it is its outcome; what breaks the engine is thrown.
 *
 * @param leastStride points by which windows move at least
 * @param judge for tests: what stands in for the detector
 * @throws an AbortError once `signal` is aborted, or a failure of the engine
 */
export async function analyse(
  { series, settings, leastStride }: { series: Series; settings: DetectorSettings; leastStride?: number },
  autoencoderFor: AutoencoderFactory,
  signal?: AbortSignal,
  judge: typeof detect = detect
): Promise<Outcome> {
  signal?.throwIfAborted();
  try {
    return await judge(series, autoencoderFor(settings.windowSize), settings, { signal, leastStride });
  } catch (thrown) {
    signal?.throwIfAborted();
    if (failureOf(thrown)) {
      throw thrown;
    }
    return { status: 'failed', message: sentenceOf(thrown) };
  }
}
