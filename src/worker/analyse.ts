import type { Autoencoder } from '../detector/autoencoder';
import { detect } from '../detector/detect';
import type { Outcome } from '../detector/detection';
import { failureOf, sentenceOf } from './failure';
import type { AnalysisRequest } from './protocol';

/** Gives the network for windows of so many points. @throws when it takes no such windows */
export type AutoencoderFactory = (windowSize: number) => Autoencoder;

/**
 * Judges series by series. What breaks in one series is that series' outcome; the others go on.
 *
 * @param judge for tests: what stands in for the detector
 * @returns one outcome a series, in order
 * @throws what ends the whole request: an AbortError once `signal` is aborted, or a failure of the engine
 */
export async function analyse(
  { series, settings }: AnalysisRequest,
  autoencoderFor: AutoencoderFactory,
  signal?: AbortSignal,
  judge: typeof detect = detect
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const one of series) {
    signal?.throwIfAborted();
    try {
      outcomes.push(await judge(one, autoencoderFor(settings.windowSize), settings, { signal }));
    } catch (thrown) {
      signal?.throwIfAborted();
      if (failureOf(thrown)) {
        throw thrown;
      }
      outcomes.push({ status: 'failed', message: sentenceOf(thrown) });
    }
  }
  return outcomes;
}
