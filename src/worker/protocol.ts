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
