import type { Inspection } from '../detector/inspection';
import type { LearntMemory } from '../detector/learntMemory';
import { type AskOptions, Dispatcher, type DispatcherOptions } from './dispatcher';
import { createAnalysisWorker } from './factory';
import type {
  AnalysisRequest,
  AnalysisResult,
  BackendName,
  InspectionRequest,
  LearningRequest,
  Race,
} from './protocol';
import { readRace, writeRace } from './raceNote';

export { AnalysisError } from './failure';

export interface AnalysisClient {
  /**
   * Judges every series of the request. The caller's arrays are left as they are; those of the result are shared with
   * the cache and with other callers, so they are for reading.
   *
   * @throws AnalysisError (carries an AnalysisFailure), or a DOMException named AbortError once the signal is aborted
   */
  analyse(request: AnalysisRequest, options: AskOptions): Promise<AnalysisResult>;
  /**
   * Looks closely at one range of one series: why it was reported, or why not. Goes before analyses that wait; a worker
   * that knows the series asks the network for little or nothing.
   *
   * @throws as `analyse`
   */
  inspect(request: InspectionRequest, options: Pick<AskOptions, 'signal'>): Promise<Inspection>;
  /**
   * Makes a memory of what is usual in each series, to be kept and remembered another time. Series whose windows are of
   * another size than the request's settings have are left out, and so are those that cannot be judged.
   *
   * @throws as `analyse`
   */
  learn(request: LearningRequest, options: Pick<AskOptions, 'signal'>): Promise<LearntMemory>;
  /** After a failure: start afresh with a new worker. */
  retry(): void;
}

/** Where the network runs; 'auto' is where it runs fastest. */
export type EngineChoice = 'auto' | BackendName;

const shared = new Map<EngineChoice, AnalysisClient>();

/** One pool of workers and one model for all panels of the page that ask for this engine; the first call starts them. */
export function sharedAnalysisClient(engine: EngineChoice = 'auto'): AnalysisClient {
  const client = shared.get(engine) ?? createAnalysisClient(optionsFor(engine));
  shared.set(engine, client);
  return client;
}

function optionsFor(engine: EngineChoice): DispatcherOptions {
  return engine === 'auto'
    ? { createWorker: () => createAnalysisWorker(undefined, { race: readRace() }), onRace: remember }
    : { createWorker: () => createAnalysisWorker(undefined, { preference: engine }) };
}

/** What was measured behind a hidden tab, which browsers slow down, is not worth remembering. */
function remember(race: Race): void {
  if (document.visibilityState === 'visible') {
    writeRace(race);
  }
}

/** A client with workers of its own, the first of which starts at once. `end` gives everything back. */
export function createAnalysisClient(options: DispatcherOptions = {}): AnalysisClient & { end(): void } {
  const dispatcher = new Dispatcher(options);
  dispatcher.warmUp();
  return dispatcher;
}
