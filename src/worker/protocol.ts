import type { Outcome } from '../detector/detection';
import type { Series } from '../detector/series';
import type { DetectorSettings } from '../detector/settings';

/** What the page says to the worker and what it gets back, carried by comlink. */
export interface AnalysisRequest {
  readonly series: readonly Series[];
  readonly settings: DetectorSettings;
}

export type BackendName = 'webgl' | 'wasm' | 'cpu';

/** Which engine ran, and why not a faster one. */
export interface EngineStatus {
  readonly backend: BackendName;
  /** One plain sentence for each backend that was passed over, e.g. "WebGL: software renderer (SwiftShader)". */
  readonly passedOver: readonly string[];
  readonly model: {
    readonly name: string;
    readonly version: string;
    /** of weights.bin, hex */ readonly sha256: string;
  };
}

export interface AnalysisResult {
  /** One outcome a series, in the request's order. */
  readonly outcomes: readonly Outcome[];
  readonly engine: EngineStatus;
  /** Wall time of this analysis without warm-up, milliseconds. 0 when it came from the cache. */
  readonly elapsedMs: number;
  readonly cached: boolean;
}

/** What went wrong, in words a panel can show: `message` is what is wrong, `remedy` what to do. */
export interface AnalysisFailure {
  readonly code: 'model-missing' | 'model-corrupt' | 'worker-unavailable' | 'worker-died' | 'engine-failed';
  readonly message: string;
  readonly remedy: string;
}

/** Where an analysis stands. */
export type AnalysisPhase =
  | { readonly phase: 'warming-up' }
  | { readonly phase: 'computing'; /** series done */ readonly done: number; readonly total: number };

/** What the page tells a new worker. */
export interface WorkerSetup {
  /** The plugin's folder, absolute, with a slash at its end: models/ and wasm/ lie in it. */
  readonly assetsUrl: string;
  /** The fastest backend that may be tried, tried even on a software renderer. Default: as the machine allows. */
  readonly preference?: BackendName;
}

export type StartAnswer =
  | { readonly kind: 'ready'; readonly engine: EngineStatus }
  | { readonly kind: 'failure'; readonly failure: AnalysisFailure };

/** A task is one series. */
export type TaskAnswer =
  | { readonly kind: 'outcome'; readonly outcome: Outcome; readonly engine: EngineStatus }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failure'; readonly failure: AnalysisFailure };

/** What the worker offers. No call rejects but by a fault of the port; what goes wrong is in the answer. */
export interface AnalysisService {
  start(setup: WorkerSetup): Promise<StartAnswer>;
  /** @param task a number of the page's choice, by which to cancel it */
  analyse(task: number, series: Series, settings: DetectorSettings): Promise<TaskAnswer>;
  cancel(task: number): void;
  /** A sign of life; answered between two batches. */
  ping(): void;
}
