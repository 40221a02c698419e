import type { AnalysisClient, EngineChoice } from './analysisClient';
import { AnalysisError, notLoaded } from './failure';

export type { AnalysisClient, AskOptions, EngineChoice } from './analysisClient';
export { AnalysisError } from './failure';

const shared = new Map<EngineChoice, AnalysisClient>();

/** One pool of workers for all panels of the page that use this engine. The first call starts the pool. */
export function sharedAnalysisClient(engine: EngineChoice = 'auto'): AnalysisClient {
  const client = shared.get(engine) ?? lazyClient(engine);
  shared.set(engine, client);
  return client;
}

/** Loads the pool in the background, so that panels draw their series without waiting for it. */
function lazyClient(engine: EngineChoice): AnalysisClient {
  let loading: Promise<AnalysisClient> | null = null;
  const pool = (): Promise<AnalysisClient> => {
    loading ??= import(/* webpackChunkName: "workers" */ './pooledClient').then(
      ({ openPool }) => openPool(engine),
      (thrown: unknown) => {
        loading = null;
        throw new AnalysisError(notLoaded('workers.js', thrown));
      }
    );
    return loading;
  };
  // The first question reports a failure to load.
  pool().catch(() => undefined);
  return {
    analyse: async (request, options) => (await pool()).analyse(request, options),
    inspect: async (request, options) => (await pool()).inspect(request, options),
    learn: async (request, options) => (await pool()).learn(request, options),
    retry: () => {
      pool().then(
        (client) => client.retry(),
        () => undefined
      );
    },
  };
}
