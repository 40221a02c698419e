import type { Outcome } from '../detector/detection';
import type { Inspection, InspectionQuestion } from '../detector/explain/inspection';
import type { Series } from '../detector/series';
import type { DetectorSettings, ResolvedSettings } from '../detector/settings';
import type { Labels } from '../detector/labels/labels';
import type { RememberedWindows } from '../detector/memory/warmMemory';
import type { BackendName, Benchmark } from '../model/benchmark';
import type { Wording } from '../shared/message';

export type { BackendName, Benchmark } from '../model/benchmark';

/** The series of a panel to analyse, and how. The arrays below have an entry per series. */
export interface AnalysisRequest {
  readonly series: readonly Series[];
  readonly settings: DetectorSettings;
  /** Changes to `settings`. */
  readonly overrides?: ReadonlyArray<Partial<DetectorSettings> | undefined>;
  /** The user's labels. */
  readonly teachings?: ReadonlyArray<Labels | undefined>;
  /** Windows learnt from other times. */
  readonly remembered?: ReadonlyArray<RememberedWindows | undefined>;
  /** Identifies the panel across refreshes, so that a series returns to the worker that has its windows cached. */
  readonly panel?: string;
  /** Identify the series across refreshes. */
  readonly names?: readonly string[];
  /** Time for all series together on a usual machine, milliseconds. If it is short, the stride widens. */
  readonly budgetMs?: number;
}

/** A question about one time range of one series. */
export interface InspectionRequest
  extends InspectionQuestion, Pick<SeriesQuestion, 'series' | 'labels' | 'remembered'>, Pick<AnalysisRequest, 'panel'> {
  /** The settings of the series, with its overrides applied. */
  readonly settings: DetectorSettings;
  /** The stride of the inspected verdict, points. Default: the usual stride. */
  readonly leastStride?: number;
  /** Identifies the series across refreshes. */
  readonly name?: string;
}

/** A request to learn the windows of each series. */
export interface LearningRequest extends Omit<AnalysisRequest, 'budgetMs'> {
  /** The windows of each series are stored under its name. */
  readonly names: readonly string[];
  /** The strides of the panel's verdicts, points. Default: the usual strides. */
  readonly leastStrides?: readonly number[];
}

/** One series and everything that its verdict depends on. */
export interface SeriesQuestion {
  readonly series: Series;
  readonly settings: ResolvedSettings;
  /** Smallest step between windows, points. */
  readonly leastStride: number;
  readonly labels?: Labels;
  readonly remembered?: RememberedWindows;
}

/** Which engine ran, and why faster ones did not. */
export interface EngineStatus {
  readonly backend: BackendName;
  /** One sentence per backend that was passed over, e.g. "WebGL: software renderer (SwiftShader)". */
  readonly passedOver: readonly Wording[];
  readonly model: {
    readonly name: string;
    readonly version: string;
    /** of weights.bin, hex */ readonly sha256: string;
  };
}

/** A stride wider than usual, chosen to stay within the budget. Strides in points. */
export interface WiderStride {
  readonly stride: number;
  readonly usual: number;
  readonly budgetMs: number;
}

/**
 * The outcome of one series, or an error that occurred while it was judged; other series are not affected. `message`
 * describes it in one sentence.
 */
export type SeriesOutcome = Outcome | { readonly status: 'failed'; readonly message: Wording };

export interface AnalysisResult {
  /** One outcome per series, in the request's order. */
  readonly outcomes: readonly SeriesOutcome[];
  readonly engine: EngineStatus;
  /** Wall time without warm-up, milliseconds; 0 if all outcomes came from the cache. */
  readonly elapsedMs: number;
  readonly cached: boolean;
  /** Smallest step between windows of each series, points. */
  readonly leastStrides: readonly number[];
  /** Absent if the stride was the usual one. */
  readonly widerStride?: WiderStride;
}

/** A failure that the panel can show in any language: `message` says what is wrong, `remedy` what to do. */
export interface AnalysisFailure {
  readonly code: 'model-missing' | 'model-corrupt' | 'worker-unavailable' | 'worker-died' | 'engine-failed';
  readonly message: Wording;
  readonly remedy: Wording;
}

/** The progress of an analysis. */
export type AnalysisPhase =
  | { readonly phase: 'warming-up' }
  | { readonly phase: 'computing'; /** series with an outcome */ readonly done: number; readonly total: number };

/** What the page sends to a new worker. */
export interface WorkerSetup {
  /** Absolute URL of the plugin's folder, which holds models/ and wasm/. It ends with a slash. */
  readonly assetsUrl: string;
  /** The fastest backend to try, even on a software renderer. Default: the fastest that the machine allows. */
  readonly preference?: BackendName;
  /** Most bytes of the cache of the network's answers. */
  readonly cacheBytes?: number;
  /** A benchmark stored earlier. */
  readonly benchmark?: Benchmark;
  /** What the page's first worker found, for later workers. */
  readonly first?: FirstWorker;
}

export interface FirstWorker {
  readonly engine: EngineStatus;
  /** The fetched files of the model, by path. */
  readonly modelFiles: ReadonlyMap<string, ArrayBuffer>;
}

export type StartAnswer =
  | ({ readonly kind: 'ready'; /** if it was measured or stored */ readonly benchmark?: Benchmark } & FirstWorker)
  | { readonly kind: 'failure'; readonly failure: AnalysisFailure };

/** The answer to a task, and the engine that computed it. */
export type Answer<T> =
  | { readonly kind: 'answer'; readonly answer: T; readonly engine: EngineStatus }
  /** The arithmetic failed for this series; the engine still runs. */
  | { readonly kind: 'broken'; readonly message: Wording; readonly engine: EngineStatus }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failure'; readonly failure: AnalysisFailure };

/** The learnt windows of one series; null if it was not judged or its memory is off. */
export type LearntWindows = Omit<RememberedWindows, 'id'> | null;

/** The worker's interface. Errors are answers; a call rejects only if the message port fails. */
export interface AnalysisService {
  start(setup: WorkerSetup): Promise<StartAnswer>;
  /** @param task a number chosen by the page, for `cancel` */
  analyse(task: number, question: SeriesQuestion): Promise<Answer<Outcome>>;
  /** Goes ahead of waiting analyses, as `learn` does. */
  inspect(task: number, question: SeriesQuestion, about: InspectionQuestion): Promise<Answer<Inspection>>;
  learn(task: number, question: SeriesQuestion): Promise<Answer<LearntWindows>>;
  cancel(task: number): void;
  /** Answered between two batches, as a sign of life. */
  ping(): void;
}
