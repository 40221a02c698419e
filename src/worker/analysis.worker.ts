import * as Comlink from 'comlink';
import { batchRows, createAutoencoder } from '../model/autoencoder';
import { batchingEngine } from '../model/batchingEngine';
import { startEngine } from '../model/engine';
import { GenerationalCache } from '../model/generationalCache';
import { type ModelSource, loadModel } from '../model/load';
import { memoisedAutoencoder } from '../model/memoisedAutoencoder';
import { MessageError, message } from '../shared/message';
import type { WorkerSetup } from './protocol';
import { type RunningEngine, analysisService } from './service';

/** Series whose windows share batches on WebGL, because the cost of a batch hardly depends on its size. */
const CONCURRENCY_ON_WEBGL = 8;

/** Connects the detector to the model. No other module imports both. */
async function start({ assetsUrl, preference, cacheBytes, benchmark, first }: WorkerSetup): Promise<RunningEngine> {
  const modelFiles = new Map<string, ArrayBuffer>(first?.modelFiles);
  const loaded = await loadModel(cached(modelFiles, fetchedFrom(`${assetsUrl}models/`)));
  const engine = await startEngine(loaded, {
    preference: preference ?? first?.engine.backend,
    wasmPath: `${assetsUrl}wasm/`,
    compare: !first,
    benchmark,
    passedOver: first?.engine.passedOver,
  });
  const { name, version } = loaded.manifest;
  const cache = new GenerationalCache(cacheBytes);
  const batching = batchingEngine(engine);
  return {
    status: () => ({
      backend: engine.backend(),
      passedOver: engine.passedOver(),
      model: { name, version, sha256: loaded.sha256 },
    }),
    benchmark: engine.benchmark(),
    modelFiles,
    concurrency: () => (engine.backend() === 'webgl' ? CONCURRENCY_ON_WEBGL : 1),
    autoencoder: (windowSize, signal) =>
      memoisedAutoencoder(createAutoencoder(batching, windowSize, signal), {
        cache,
        backend: engine.backend,
        rowsAtATime: () => batchRows(engine, windowSize),
      }),
  };
}

/** Stores the files in `files` and serves stored ones from there. */
function cached(files: Map<string, ArrayBuffer>, source: ModelSource): ModelSource {
  return async (path, revision) => {
    const content = files.get(path) ?? (await source(path, revision));
    files.set(path, content);
    return content;
  };
}

/** Files with a revision may come from the browser's cache. The manifest has none, so the server is asked each time. */
function fetchedFrom(folder: string): ModelSource {
  return async (path, revision) => {
    const response = await (revision === undefined
      ? fetch(folder + path, { cache: 'no-cache' })
      : fetch(`${folder}${path}?_cache=${revision.slice(0, 16)}`));
    if (!response.ok) {
      const status = `${response.status} ${response.statusText}`.trim();
      throw new MessageError(
        message('failure.status', '{{url}} responded with {{status}}', { url: response.url, status })
      );
    }
    return response.arrayBuffer();
  };
}

Comlink.expose(analysisService(start));
