import * as Comlink from 'comlink';
import { batchRows, createAutoencoder } from '../model/autoencoder';
import { startEngine } from '../model/engine';
import { batchingEngine } from '../model/batchingEngine';
import { type ModelSource, loadModel } from '../model/load';
import { memoisedAutoencoder } from '../model/memoisedAutoencoder';
import { GenerationalCache } from '../model/generationalCache';
import { MessageError, message } from '../shared/message';
import type { WorkerSetup } from './protocol';
import { type RunningEngine, analysisService } from './service';

/** Series whose windows share a batch on a graphics card, where a batch costs much the same however large it is. */
const SERIES_AT_ONCE_ON_WEBGL = 8;

/** The one place that brings the detector and the model together. */
async function start({ assetsUrl, preference, memoryBytes, race, first }: WorkerSetup): Promise<RunningEngine> {
  const modelFiles = new Map<string, ArrayBuffer>(first?.modelFiles);
  const loaded = await loadModel(kept(modelFiles, fetchedFrom(`${assetsUrl}models/`)));
  const engine = await startEngine(loaded, {
    preference: preference ?? first?.engine.backend,
    wasmPath: `${assetsUrl}wasm/`,
    measure: !first,
    race,
    passedOver: first?.engine.passedOver,
  });
  const { name, version } = loaded.manifest;
  const memory = new GenerationalCache(memoryBytes);
  const gathering = batchingEngine(engine);
  return {
    status: () => ({
      backend: engine.backend(),
      passedOver: engine.passedOver(),
      pointsPerSecond: engine.pointsPerSecond() ?? first?.engine.pointsPerSecond ?? 0,
      model: { name, version, sha256: loaded.sha256 },
    }),
    race: engine.race(),
    modelFiles,
    atOnce: () => (engine.backend() === 'webgl' ? SERIES_AT_ONCE_ON_WEBGL : 1),
    autoencoder: (windowSize, signal) =>
      memoisedAutoencoder(createAutoencoder(gathering, windowSize, signal), {
        memory,
        origin: engine.backend,
        rowsAtATime: () => batchRows(engine, windowSize),
      }),
  };
}

/** Keeps the model's files, and takes them from where they are kept. */
function kept(files: Map<string, ArrayBuffer>, source: ModelSource): ModelSource {
  return async (path, revision) => {
    const content = files.get(path) ?? (await source(path, revision));
    files.set(path, content);
    return content;
  };
}

/** A file whose content is known may come from any cache; the manifest is asked for anew. */
function fetchedFrom(folder: string): ModelSource {
  return async (path, revision) => {
    const response = await (revision === undefined
      ? fetch(folder + path, { cache: 'no-cache' })
      : fetch(`${folder}${path}?_cache=${revision.slice(0, 16)}`));
    if (!response.ok) {
      const status = `${response.status} ${response.statusText}`.trim();
      throw new MessageError(message('failure.status', '{{url}} answers {{status}}', { url: response.url, status }));
    }
    return response.arrayBuffer();
  };
}

Comlink.expose(analysisService(start));
