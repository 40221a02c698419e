import type { Autoencoder } from '../src/detector/autoencoder';
import { detect, run } from '../src/detector/pipeline';
import type { DetectOptions } from '../src/detector/options';
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
import { readableError } from '../src/shared/detectorMessages';
import { inEnglish } from '../src/shared/message';
import type { AscendingSeries } from '../src/series/ascending';
import type { CsvSeries } from './csv';
import type { DetectRequest } from './flags';
import { BUNDLED_MODEL, modelFrom } from './modelFolder';

export interface Job {
  readonly file: string;
  readonly series: CsvSeries;
  /** Values around its rows, from the look-back. They are not printed. */
  readonly context?: Series;
  /** The user's labels and the learnt windows. */
  readonly known?: LabelsAndMemory;
}

export type LabelsAndMemory = Pick<DetectOptions, 'labels' | 'remembered'>;

export type JudgeOptions = LabelsAndMemory & Pick<DetectOptions, 'onProgress'>;

export type JudgeRequest = Pick<DetectRequest, 'backend' | 'modelFolder' | 'newest' | 'rules' | 'format'> & {
  readonly settings: DetectorSettings;
  /** Whether to learn the windows of each series too. */
  readonly learns?: boolean;
};

/** Judges one series after another on one thread. */
export interface Judge {
  /** Why the requested backend does not run; empty if it does. */
  readonly passedOver: readonly string[];
  judge(series: Series, settings: DetectorSettings, options?: JudgeOptions): Promise<Outcome>;
  /** Also returns the learnt windows and the pipeline's state. */
  study(series: Series, settings: DetectorSettings, options?: JudgeOptions): Promise<Studied>;
}

/** A thread's answer. It returns the series too, because the job's arrays were transferred to the thread. */
export interface Answer extends Pick<Studied, 'learnt'> {
  /** As the file has it. */
  readonly series: CsvSeries;
  /** The points of the series, in ascending order. The outcome refers to them. */
  readonly judged: AscendingSeries;
  /** After the report rules, cropped to the points of the series. */
  readonly outcome: Outcome;
  /** Why the learnt memory of the series was not used; absent if it was used or there is none. */
  readonly memoryMismatch?: MemoryMismatch;
}

export interface Studied {
  readonly outcome: Outcome;
  /** Null if the series was not judged or its memory is off. */
  readonly learnt: Omit<RememberedWindows, 'id'> | null;
  /** Null if the series was not judged. */
  readonly state: PipelineState | null;
}

/**
 * @param cache answers of the network, for series that are judged again under other settings
 * @throws ModelError if the model's files or all backends fail
 */
export async function openJudge(
  { backend, modelFolder = BUNDLED_MODEL }: Pick<JudgeRequest, 'backend' | 'modelFolder'>,
  cache?: GenerationalCache
): Promise<Judge> {
  // Otherwise tfjs prints a greeting in Node, but the standard streams belong to the results.
  env().set('PROD', true);
  const engine = await startEngine(await loadModel(modelFrom(modelFolder)), { preference: backend });
  const autoencoderFor = (series: Series, settings: DetectorSettings, known?: LabelsAndMemory): Autoencoder => {
    const windowSize = windowOf(settings, series, known);
    const network = createAutoencoder(engine, windowSize);
    const rowsAtATime = () => batchRows(engine, windowSize);
    return cache ? memoisedAutoencoder(network, { cache, backend: engine.backend, rowsAtATime }) : network;
  };
  const study = async (series: Series, settings: DetectorSettings, options?: JudgeOptions): Promise<Studied> => {
    const result = await run(series, autoencoderFor(series, settings, options), settings, options).catch(rethrow);
    return result.status === 'judged'
      ? {
          outcome: { status: 'detected', detection: detectionOf(result.state) },
          learnt: learn(result.state),
          state: result.state,
        }
      : { outcome: result, learnt: null, state: null };
  };
  return {
    passedOver: engine.passedOver().map(inEnglish),
    study,
    judge: async (series, settings, options) =>
      detect(series, autoencoderFor(series, settings, options), settings, options).catch(rethrow),
  };
}

function rethrow(thrown: unknown): never {
  throw readableError(thrown);
}
