import type { Inspection } from '../detector/explain/inspection';
import type { LearntMemory } from '../detector/memory/learntMemory';
import type {
  AnalysisPhase,
  AnalysisRequest,
  AnalysisResult,
  BackendName,
  InspectionRequest,
  LearningRequest,
} from './protocol';

export interface AskOptions {
  readonly signal: AbortSignal;
  readonly onPhase?: (phase: AnalysisPhase) => void;
  /** Whether the panel is visible. Visible panels go first. */
  readonly isVisible?: () => boolean;
  /** Whether the caller already has a coarser answer. Such requests go after those without an answer. */
  readonly canWait?: boolean;
}

export interface AnalysisClient {
  /**
   * Judges every series of the request. The caller's arrays stay unchanged. Do not change the arrays of the result: the
   * cache and other callers share them.
   *
   * @throws AnalysisError, or a DOMException named AbortError once the signal is aborted
   */
  analyse(request: AnalysisRequest, options: AskOptions): Promise<AnalysisResult>;
  /**
   * Inspects one range of one series: why it was reported, or why not. It goes ahead of waiting analyses. The worker that
   * computed the series has most answers of the network cached.
   *
   * @throws as `analyse`
   */
  inspect(request: InspectionRequest, options: Pick<AskOptions, 'signal'>): Promise<Inspection>;
  /**
   * Learns the usual windows of each series. The memory excludes series that cannot be judged. If the settings name a
   * window size, it also excludes series with windows of another size.
   *
   * @throws as `analyse`
   */
  learn(request: LearningRequest, options: Pick<AskOptions, 'signal'>): Promise<LearntMemory>;
  /** Starts a new worker after a failure. */
  retry(): void;
}

/** The backend that runs the network; 'auto' chooses the fastest. */
export type EngineChoice = 'auto' | BackendName;
