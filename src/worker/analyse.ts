import type { Autoencoder } from '../detector/autoencoder';
import { detect } from '../detector/detect';
import { run } from '../detector/pipeline';
import type { Outcome } from '../detector/detection';
import { inspect, inspectUnjudged } from '../detector/explain/inspect';
import type { Inspection, InspectionQuestion } from '../detector/explain/inspection';
import { learn } from '../detector/memory/learn';
import { wordingOf } from '../shared/message';
import { failureOf } from './failure';
import type { LearntWindows, SeriesQuestion } from './protocol';

/** A series, as much of the question as there is to it. */
type AskedSeries = Pick<SeriesQuestion, 'series' | 'settings'> & Partial<SeriesQuestion>;

/** Gives the network for windows of so many points. @throws when it takes no such windows */
export type AutoencoderFactory = (windowSize: number) => Autoencoder;

/**
 * Judges one series. What breaks in it is its outcome; what breaks the engine is thrown.
 *
 * @param judge for tests: what stands in for the detector
 * @throws an AbortError once `signal` is aborted, or a failure of the engine
 */
export async function analyse(
  { series, settings, ...known }: AskedSeries,
  autoencoderFor: AutoencoderFactory,
  signal?: AbortSignal,
  judge: typeof detect = detect
): Promise<Outcome> {
  signal?.throwIfAborted();
  try {
    return await judge(series, autoencoderFor(settings.windowSize), settings, { signal, ...known });
  } catch (thrown) {
    signal?.throwIfAborted();
    if (failureOf(thrown)) {
      throw thrown;
    }
    return { status: 'failed', message: wordingOf(thrown) };
  }
}

/**
 * Looks closely at one range of one series, by the same way as {@link analyse}.
 *
 * @throws an AbortError once `signal` is aborted, a failure of the engine, or what breaks over this series
 */
export async function inspectSeries(
  { series, settings, ...known }: SeriesQuestion,
  about: InspectionQuestion,
  autoencoderFor: AutoencoderFactory,
  signal?: AbortSignal
): Promise<Inspection> {
  signal?.throwIfAborted();
  const examination = await run(series, autoencoderFor(settings.windowSize), settings, { signal, ...known });
  return examination.status === 'judged'
    ? inspect(examination.state, about, known.labels)
    : inspectUnjudged(series, examination.reason, settings.windowSize, about);
}

/**
 * Finds what is worth remembering of one series, by the same way as {@link analyse}.
 *
 * @throws as {@link inspectSeries}
 */
export async function learnSeries(
  { series, settings, ...known }: SeriesQuestion,
  autoencoderFor: AutoencoderFactory,
  signal?: AbortSignal
): Promise<LearntWindows> {
  signal?.throwIfAborted();
  const examination = await run(series, autoencoderFor(settings.windowSize), settings, { signal, ...known });
  return examination.status === 'judged' ? learn(examination.state) : null;
}
