import * as Comlink from 'comlink';
import { batchRows, createAutoencoder } from '../model/autoencoder';
import { startEngine } from '../model/engine';
import { type ModelSource, loadModel } from '../model/load';
import { rememberedAutoencoder } from '../model/rememberedAutoencoder';
import { RowMemory } from '../model/rowMemory';
import type { WorkerSetup } from './protocol';
import { type RunningEngine, analysisService } from './service';

/** The one place that brings the detector and the model together. */
async function start({ assetsUrl, preference }: WorkerSetup): Promise<RunningEngine> {
  const loaded = await loadModel(fetchedFrom(`${assetsUrl}models/`));
  const engine = await startEngine(loaded, { preference, wasmPath: `${assetsUrl}wasm/` });
  const { name, version } = loaded.manifest;
  const memory = new RowMemory();
  return {
    status: () => ({
      backend: engine.backend(),
      passedOver: engine.passedOver(),
      model: { name, version, sha256: loaded.sha256 },
    }),
    autoencoder: (windowSize, signal) =>
      rememberedAutoencoder(createAutoencoder(engine, windowSize, signal), {
        memory,
        origin: engine.backend,
        rowsAtATime: () => batchRows(engine, windowSize),
      }),
  };
}

/** A file whose content is known may come from any cache; the manifest is asked for anew. */
function fetchedFrom(folder: string): ModelSource {
  return async (path, revision) => {
    const response = await (revision === undefined
      ? fetch(folder + path, { cache: 'no-cache' })
      : fetch(`${folder}${path}?_cache=${revision.slice(0, 16)}`));
    if (!response.ok) {
      throw new Error(`${response.url} answers ${response.status} ${response.statusText}`.trim());
    }
    return response.arrayBuffer();
  };
}

Comlink.expose(analysisService(start));
