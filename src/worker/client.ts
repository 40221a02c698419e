import type { AnalysisClient, EngineChoice } from './analysisClient';
import { AnalysisError, notLoaded } from './failure';

export type { AnalysisClient, EngineChoice } from './analysisClient';
export { AnalysisError } from './failure';

const shared = new Map<EngineChoice, AnalysisClient>();

/** One pool of workers and one model for all panels of the page that ask for this engine; the first call starts them. */
export function sharedAnalysisClient(engine: EngineChoice = 'auto'): AnalysisClient {
  const client = shared.get(engine) ?? lateClient(engine);
  shared.set(engine, client);
  return client;
}

/** Stands for the pool until its file is there: no panel has to wait for it to draw its series. */
function lateClient(engine: EngineChoice): AnalysisClient {
  let opening: Promise<AnalysisClient> | null = null;
  const pool = (): Promise<AnalysisClient> => {
    opening ??= import(/* webpackChunkName: "workers" */ './pooledClient').then(
      ({ openPool }) => openPool(engine),
      (thrown: unknown) => {
        opening = null;
        throw new AnalysisError(notLoaded('workers.js', thrown));
      }
    );
    return opening;
  };
  // What goes wrong is said to whoever asks first.
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
