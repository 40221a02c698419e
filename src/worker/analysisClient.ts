import type { Inspection } from '../detector/explain/inspection';
import type { LearntMemory } from '../detector/memory/learntMemory';
import type { AskOptions } from './dispatcher';
import type { AnalysisRequest, AnalysisResult, BackendName, InspectionRequest, LearningRequest } from './protocol';

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
   * Makes a memory of what is usual in each series, to be kept and remembered another time. Series that cannot be judged
   * are left out, and if the request's settings name a window size, so are series with windows of another size.
   *
   * @throws as `analyse`
   */
  learn(request: LearningRequest, options: Pick<AskOptions, 'signal'>): Promise<LearntMemory>;
  /** After a failure: start afresh with a new worker. */
  retry(): void;
}

/** Where the network runs; 'auto' is where it runs fastest. */
export type EngineChoice = 'auto' | BackendName;
