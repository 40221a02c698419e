import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Autoencoder } from '../src/detector/autoencoder';
import { detect } from '../src/detector/detect';
import type { Outcome } from '../src/detector/detection';
import type { Series } from '../src/detector/series';
import type { DetectorSettings } from '../src/detector/settings';
import { batchRows, createAutoencoder } from '../src/model/autoencoder';
import { startEngine } from '../src/model/engine';
import { type ModelSource, loadModel } from '../src/model/load';
import { rememberedAutoencoder } from '../src/model/rememberedAutoencoder';
import type { RowMemory } from '../src/model/rowMemory';
import { env } from '../src/model/tfjs';
import type { CsvSeries } from './csv';
import type { DetectRequest } from './flags';

export const BUNDLED_MODEL = join(__dirname, '..', 'models');

export interface Job {
  readonly file: string;
  readonly series: CsvSeries;
  /** What was measured around its rows, of which nothing is printed. */
  readonly context?: Series;
}

export type JudgeRequest = Pick<DetectRequest, 'backend' | 'modelFolder' | 'rules' | 'format'> & {
  readonly settings: DetectorSettings;
};

/** Judges one series after another on one thread. */
export interface Judge {
  /** Why the asked-for backend does not run; empty when it does. */
  readonly passedOver: readonly string[];
  judge(series: Series, settings: DetectorSettings): Promise<Outcome>;
}

/** A model's folder on disk. */
export function modelFrom(folder: string): ModelSource {
  return async (path) => {
    const content = await readFile(join(folder, path));
    return content.buffer.slice(content.byteOffset, content.byteOffset + content.byteLength) as ArrayBuffer;
  };
}

/**
 * @param memory what the network answered before, for a series that is judged again under other settings
 * @throws ModelError when the model's files or all backends fail
 */
export async function openJudge(
  { backend, modelFolder = BUNDLED_MODEL }: Pick<JudgeRequest, 'backend' | 'modelFolder'>,
  memory?: RowMemory
): Promise<Judge> {
  // Standard output and error belong to the results; tfjs greets people who run it in Node.
  env().set('PROD', true);
  const engine = await startEngine(await loadModel(modelFrom(modelFolder)), { preference: backend });
  const autoencoderFor = (windowSize: number): Autoencoder => {
    const network = createAutoencoder(engine, windowSize);
    const rowsAtATime = () => batchRows(engine, windowSize);
    return memory ? rememberedAutoencoder(network, { memory, origin: engine.backend, rowsAtATime }) : network;
  };
  return {
    passedOver: engine.passedOver(),
    judge: async (series, settings) => detect(series, autoencoderFor(settings.windowSize), settings),
  };
}
