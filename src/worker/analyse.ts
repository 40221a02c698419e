import type { Autoencoder } from '../detector/autoencoder';
import { detect } from '../detector/detect';
import type { Outcome } from '../detector/detection';
import { inspect, inspectUnjudged } from '../detector/explain/inspect';
import type { Inspection, InspectionQuestion } from '../detector/explain/inspection';
import { learn } from '../detector/memory/learn';
import { run } from '../detector/pipeline';
import { wordingOf } from '../shared/message';
import { failureOf } from './failure';
import type { LearntWindows, SeriesQuestion } from './protocol';

/** The question about a series. Only the series and its settings are required. */
type AskedSeries = Pick<SeriesQuestion, 'series' | 'settings'> & Partial<SeriesQuestion>;

/** @throws RangeError if the network does not take windows of this many points */
export type AutoencoderFactory = (windowSize: number) => Autoencoder;

/**
 * Judges one series. An error in the arithmetic becomes a `failed` outcome, because it concerns this series only.
 *
 * @param judge the detector; tests replace it
 * @throws an AbortError once `signal` is aborted, or a failure of the engine
 */
export async function analyse(
  { series, settings, ...options }: AskedSeries,
  autoencoderFor: AutoencoderFactory,
  signal?: AbortSignal,
  judge: typeof detect = detect
): Promise<Outcome> {
  signal?.throwIfAborted();
  try {
    return await judge(series, autoencoderFor(settings.windowSize), settings, { signal, ...options });
  } catch (thrown) {
    signal?.throwIfAborted();
    if (failureOf(thrown)) {
      throw thrown;
    }
    return { status: 'failed', message: wordingOf(thrown) };
  }
}

/**
 * Inspects one range of one series.
 *
 * @throws an AbortError once `signal` is aborted, a failure of the engine, or an error in the arithmetic
 */
export async function inspectSeries(
  question: SeriesQuestion,
  about: InspectionQuestion,
  autoencoderFor: AutoencoderFactory,
  signal?: AbortSignal
): Promise<Inspection> {
  const result = await runPipeline(question, autoencoderFor, signal);
  return result.status === 'judged'
    ? inspect(result.state, about, question.labels)
    : inspectUnjudged(question.series, result.reason, question.settings.windowSize, about);
}

/**
 * Learns the windows of one series.
 *
 * @throws as {@link inspectSeries}
 */
export async function learnSeries(
  question: SeriesQuestion,
  autoencoderFor: AutoencoderFactory,
  signal?: AbortSignal
): Promise<LearntWindows> {
  const result = await runPipeline(question, autoencoderFor, signal);
  return result.status === 'judged' ? learn(result.state) : null;
}

async function runPipeline(
  { series, settings, ...options }: SeriesQuestion,
  autoencoderFor: AutoencoderFactory,
  signal?: AbortSignal
): ReturnType<typeof run> {
  signal?.throwIfAborted();
  return run(series, autoencoderFor(settings.windowSize), settings, { signal, ...options });
}
