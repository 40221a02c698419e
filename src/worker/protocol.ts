import type { Outcome } from '../detector/detection';
import type { Inspection, InspectionQuestion } from '../detector/explain/inspection';
import type { Series } from '../detector/series';
import type { DetectorSettings, ResolvedSettings } from '../detector/settings';
import type { Labels } from '../detector/labels/labels';
import type { RememberedWindows } from '../detector/memory/warmMemory';
import type { Wording } from '../shared/message';

/** What the page says to the workers and what it gets back, carried by comlink. */
export interface AnalysisRequest {
  readonly series: readonly Series[];
  readonly settings: DetectorSettings;
  /** Of each series, what departs from `settings`, another window size too; undefined where nothing does. */
  readonly overrides?: ReadonlyArray<Partial<DetectorSettings> | undefined>;
  /** Of each series, what people have said about it. */
  readonly teachings?: ReadonlyArray<Labels | undefined>;
  /** Of each series, its windows of other times. */
  readonly remembered?: ReadonlyArray<RememberedWindows | undefined>;
  /** Who asks, the same from refresh to refresh: a refreshed series goes to the worker that knows its windows. */
  readonly panel?: string;
  /** Of each series, the same from refresh to refresh. */
  readonly names?: readonly string[];
  /** Time that all series together may take, milliseconds; windows lie farther apart where it would not do. */
  readonly budgetMs?: number;
}

/** A question about one range of time of one series. */
export interface InspectionRequest extends InspectionQuestion {
  readonly series: Series;
  /** The series' own: with what overrides them. */
  readonly settings: DetectorSettings;
  readonly labels?: Labels;
  readonly remembered?: RememberedWindows;
  /** As the verdict that is inspected had it; where it is left out, as a verdict has it that has time. */
  readonly leastStride?: number;
  /** As in the {@link AnalysisRequest}: then the worker that knows the series is asked. */
  readonly panel?: string;
  readonly name?: string;
}

/** A question for what is worth remembering of each series. */
export interface LearningRequest extends Omit<AnalysisRequest, 'budgetMs'> {
  /** By which the windows of each series are found again. */
  readonly names: readonly string[];
  /** Of each series, as the panel's verdicts had it; where it is left out, as a verdict has it that has time. */
  readonly leastStrides?: readonly number[];
}

/** One series and all that its verdict depends on. */
export interface SeriesQuestion {
  readonly series: Series;
  readonly settings: ResolvedSettings;
  /** Points by which windows move at least. */
  readonly leastStride: number;
  readonly labels?: Labels;
  readonly remembered?: RememberedWindows;
}

export type BackendName = 'webgl' | 'wasm' | 'cpu';

/** Which engine ran, and why not another one. */
export interface EngineStatus {
  readonly backend: BackendName;
  /** One plain sentence for each backend that was passed over, e.g. "WebGL: software renderer (SwiftShader)". */
  readonly passedOver: readonly Wording[];
  /** Points of windows that one worker takes through the network in a second, as measured at its start. */
  readonly pointsPerSecond: number;
  readonly model: {
    readonly name: string;
    readonly version: string;
    /** of weights.bin, hex */ readonly sha256: string;
  };
}

/** Windows that moved by more than they usually do, to keep to the time. */
export interface WiderStride {
  readonly stride: number;
  readonly usual: number;
  readonly budgetMs: number;
}

export interface AnalysisResult {
  /** One outcome a series, in the request's order. */
  readonly outcomes: readonly Outcome[];
  readonly engine: EngineStatus;
  /** Wall time of this analysis without warm-up, milliseconds. 0 when it came from the cache. */
  readonly elapsedMs: number;
  readonly cached: boolean;
  /** Of each series, points by which its windows moved at least. */
  readonly leastStrides: readonly number[];
  /** Left out where windows moved as they usually do. */
  readonly widerStride?: WiderStride;
}

/** What went wrong, as a panel can say it in any language: `message` is what is wrong, `remedy` what to do. */
export interface AnalysisFailure {
  readonly code: 'model-missing' | 'model-corrupt' | 'worker-unavailable' | 'worker-died' | 'engine-failed';
  readonly message: Wording;
  readonly remedy: Wording;
}

/** Where an analysis stands. */
export type AnalysisPhase =
  | { readonly phase: 'warming-up' }
  | { readonly phase: 'computing'; /** series done */ readonly done: number; readonly total: number };

/** How fast WebGL and WebAssembly were on one machine, points a second. */
export interface Benchmark {
  /** Of the graphics card, as the browser calls it. */
  readonly renderer: string;
  readonly webgl: number;
  readonly wasm: number;
}

/** What the page tells a new worker. */
export interface WorkerSetup {
  /** The plugin's folder, absolute, with a slash at its end: models/ and wasm/ lie in it. */
  readonly assetsUrl: string;
  /** The fastest backend that may be tried, tried even on a software renderer. Default: as the machine allows. */
  readonly preference?: BackendName;
  /** Bytes of the network's answers that the worker remembers at most. */
  readonly memoryBytes?: number;
  /** What was measured here on another day. */
  readonly race?: Benchmark;
  /** What the page's first worker found out, for those after it. */
  readonly first?: FirstWorker;
}

export interface FirstWorker {
  readonly engine: EngineStatus;
  /** The model's files by path, as they were fetched. */
  readonly modelFiles: ReadonlyMap<string, ArrayBuffer>;
}

export type StartAnswer =
  | ({ readonly kind: 'ready'; /** where it was run or remembered */ readonly race?: Benchmark } & FirstWorker)
  | { readonly kind: 'failure'; readonly failure: AnalysisFailure };

/** A task is one series. */
export type TaskAnswer =
  | { readonly kind: 'outcome'; readonly outcome: Outcome; readonly engine: EngineStatus }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failure'; readonly failure: AnalysisFailure };

/** What is worth remembering of one series; null where it was not judged, or has no memory. */
export type LearntWindows = Omit<RememberedWindows, 'id'> | null;

/** To a question beside the verdicts. */
export type OnDemandAnswer<T> =
  | { readonly kind: 'answer'; readonly answer: T }
  /** The arithmetic broke over this series; the engine is whole. `message` says how, in one sentence. */
  | { readonly kind: 'broken'; readonly message: Wording }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failure'; readonly failure: AnalysisFailure };

/** What the worker offers. No call rejects but by a fault of the port; what goes wrong is in the answer. */
export interface AnalysisService {
  start(setup: WorkerSetup): Promise<StartAnswer>;
  /** @param task a number of the page's choice, by which to cancel it */
  analyse(task: number, question: SeriesQuestion): Promise<TaskAnswer>;
  /** Goes before analyses that wait for their turn. */
  inspect(task: number, question: SeriesQuestion, about: InspectionQuestion): Promise<OnDemandAnswer<Inspection>>;
  learn(task: number, question: SeriesQuestion): Promise<OnDemandAnswer<LearntWindows>>;
  cancel(task: number): void;
  /** A sign of life; answered between two batches. */
  ping(): void;
}
