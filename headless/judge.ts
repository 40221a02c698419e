import type { Autoencoder } from '../src/detector/autoencoder';
import { detect } from '../src/detector/detect';
import type { DetectOptions } from '../src/detector/options';
import { run } from '../src/detector/pipeline';
import type { MemoryMismatch, Outcome } from '../src/detector/detection';
import { detectionOf } from '../src/detector/resultMapping';
import type { PipelineState } from '../src/detector/state';
import type { Series } from '../src/detector/series';
import type { DetectorSettings } from '../src/detector/settings';
import { learn } from '../src/detector/memory/learn';
import type { RememberedWindows } from '../src/detector/memory/warmMemory';
import { windowOf } from '../src/detector/grid/windowChoice';
import { batchRows, createAutoencoder } from '../src/model/autoencoder';
import { startEngine } from '../src/model/engine';
import { loadModel } from '../src/model/load';
import { memoisedAutoencoder } from '../src/model/memoisedAutoencoder';
import type { GenerationalCache } from '../src/model/generationalCache';
import { env } from '../src/model/tfjs';
import { inEnglish } from '../src/shared/message';
import type { AscendingSeries } from '../src/series/ascending';
import type { CsvSeries } from './csv';
import type { DetectRequest } from './flags';
import { BUNDLED_MODEL, modelFrom } from './modelFolder';

export interface Job {
  readonly file: string;
  readonly series: CsvSeries;
  /** What was measured around its rows, of which nothing is printed. */
  readonly context?: Series;
  /** What people said about it, and what was learnt of it. */
  readonly known?: Known;
}

export type Known = Pick<DetectOptions, 'labels' | 'remembered'>;

export type JudgeOptions = Known & Pick<DetectOptions, 'onProgress'>;

export type JudgeRequest = Pick<DetectRequest, 'backend' | 'modelFolder' | 'rules' | 'format'> & {
  readonly settings: DetectorSettings;
  /** Whether what can be learnt of a series is wanted besides its lines. */
  readonly learns?: boolean;
};

/** Judges one series after another on one thread. */
export interface Judge {
  /** Why the asked-for backend does not run; empty when it does. */
  readonly passedOver: readonly string[];
  judge(series: Series, settings: DetectorSettings, options?: JudgeOptions): Promise<Outcome>;
  /** The same, with what is worth keeping of the series; null where nothing is. */
  study(series: Series, settings: DetectorSettings, options?: JudgeOptions): Promise<Studied>;
}

/** What a thread says about a series, with the series itself: both move from thread to thread, so that no copy is kept. */
export interface Answer extends Pick<Studied, 'learnt'> {
  /** As the file has it. */
  readonly series: CsvSeries;
  /** Its points, which the outcome is about. */
  readonly judged: AscendingSeries;
  /** By the rules on reporting, on the points of the series alone. */
  readonly outcome: Outcome;
  /** Why what was learnt of it before took no part; left out where it did, or nothing was. */
  readonly misfit?: MemoryMismatch;
}

export interface Studied {
  readonly outcome: Outcome;
  readonly learnt: Omit<RememberedWindows, 'id'> | null;
  /** What the outcome was made of; null where the series was not judged. */
  readonly state: PipelineState | null;
}

/**
 * @param cache what the network answered before, for a series that is judged again under other settings
 * @throws ModelError when the model's files or all backends fail
 */
export async function openJudge(
  { backend, modelFolder = BUNDLED_MODEL }: Pick<JudgeRequest, 'backend' | 'modelFolder'>,
  cache?: GenerationalCache
): Promise<Judge> {
  // Standard output and error belong to the results; tfjs greets people who run it in Node.
  env().set('PROD', true);
  const engine = await startEngine(await loadModel(modelFrom(modelFolder)), { preference: backend });
  const autoencoderFor = (series: Series, settings: DetectorSettings, known?: Known): Autoencoder => {
    const windowSize = windowOf(settings, series, known);
    const network = createAutoencoder(engine, windowSize);
    const rowsAtATime = () => batchRows(engine, windowSize);
    return cache ? memoisedAutoencoder(network, { cache, backend: engine.backend, rowsAtATime }) : network;
  };
  const study = async (series: Series, settings: DetectorSettings, options?: JudgeOptions): Promise<Studied> => {
    const examination = await run(series, autoencoderFor(series, settings, options), settings, options);
    return examination.status === 'judged'
      ? {
          outcome: { status: 'detected', detection: detectionOf(examination.state) },
          learnt: learn(examination.state),
          state: examination.state,
        }
      : { outcome: examination, learnt: null, state: null };
  };
  return {
    passedOver: engine.passedOver().map(inEnglish),
    study,
    judge: async (series, settings, options) =>
      detect(series, autoencoderFor(series, settings, options), settings, options),
  };
}
