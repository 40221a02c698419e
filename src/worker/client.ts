import { Dispatcher, type DispatcherOptions } from './dispatcher';
import type { AnalysisPhase, AnalysisRequest, AnalysisResult } from './protocol';

export { AnalysisError } from './failure';

export interface AnalysisClient {
  /**
   * Judges every series of the request. The caller's arrays are left as they are; those of the result are shared with
   * the cache and with other callers, so they are for reading.
   *
   * @throws AnalysisError (carries an AnalysisFailure), or a DOMException named AbortError once the signal is aborted
   */
  analyse(
    request: AnalysisRequest,
    options: { signal: AbortSignal; onPhase?: (phase: AnalysisPhase) => void }
  ): Promise<AnalysisResult>;
  /** After a failure: start afresh with a new worker. */
  retry(): void;
}

let shared: AnalysisClient | undefined;

/** One worker and one model for all panels of the page; the first call starts them. */
export function sharedAnalysisClient(): AnalysisClient {
  shared ??= createAnalysisClient();
  return shared;
}

/** A client with a worker of its own, which starts at once. `end` gives everything back. */
export function createAnalysisClient(options: DispatcherOptions = {}): AnalysisClient & { end(): void } {
  const dispatcher = new Dispatcher(options);
  dispatcher.warmUp();
  return dispatcher;
}
