import type { Outcome } from '../detector/detection';
import { contentKey } from './contentKey';
import { suspectOf } from './crashTracker';
import type { AnalysisPhase, AnalysisResult, EngineStatus, SeriesQuestion, WiderStride } from './protocol';
import { type Resolved, questionOf } from './seriesQuestion';

/** One series to compute, for all jobs that wait for it. */
export interface Task {
  readonly key: string;
  /** Identifies the series, also across refreshes; undefined if the panel or the series has no name. */
  readonly identity: string | undefined;
  readonly question: SeriesQuestion;
  /** Number of slots in the series' grid. */
  readonly slots: number;
}

/** @param name of the series within its panel */
export function identityOf(panel: string | undefined, name: string | undefined): string | undefined {
  return panel === undefined || name === undefined ? undefined : `${panel}\n${name}`;
}

/** The caller that a job answers. */
export interface Asker {
  readonly resolve: (result: AnalysisResult) => void;
  readonly reject: (reason: Error) => void;
  readonly onPhase?: (phase: AnalysisPhase) => void;
  /** Whether the panel is visible. Visible panels go first. */
  readonly isVisible?: () => boolean;
  /** Whether the caller already has a coarser answer. Such jobs go after those without an answer. */
  readonly canWait?: boolean;
}

/** The strides of a request's series. */
export interface Stride {
  /** Smallest step between windows of each series, points. */
  readonly least: readonly number[];
  readonly wider?: WiderStride;
}

/** One request in progress: which of its series have an outcome and which are missing. */
export class Job {
  /** The questions without an outcome by content key. Series of equal content share a question. */
  private readonly missing = new Map<string, { readonly question: SeriesQuestion; readonly indices: number[] }>();
  private readonly outcomes: Outcome[] = [];
  private readonly askedAt = performance.now();
  private done = 0;
  private stride: Stride | null = null;
  /** Whether a worker computed any of its outcomes; false if all came from the cache. */
  computed = false;

  constructor(
    readonly request: Resolved,
    readonly asker: Asker
  ) {}

  /** Lists the questions, once the engine's speed is known. Later calls change nothing. */
  settle(stride: Stride): void {
    if (this.stride) {
      return;
    }
    this.stride = stride;
    this.request.series.forEach((_, index) => {
      const question = questionOf(this.request, index, stride.least[index]);
      const key = contentKey(question);
      const same = this.missing.get(key);
      if (same) {
        same.indices.push(index);
      } else {
        this.missing.set(key, { question, indices: [index] });
      }
    });
  }

  get complete(): boolean {
    return this.stride !== null && this.missing.size === 0;
  }

  get progress(): AnalysisPhase {
    return { phase: 'computing', done: this.done, total: this.request.series.length };
  }

  keys(): string[] {
    return [...this.missing.keys()];
  }

  waitsFor(key: string): boolean {
    return this.missing.has(key);
  }

  hasSuspect(id: string): boolean {
    for (const task of this.tasks()) {
      if (suspectOf(task).id === id) {
        return true;
      }
    }
    return false;
  }

  /** @returns whether the job was waiting for this outcome */
  accept(key: string, outcome: Outcome): boolean {
    const awaited = this.missing.get(key);
    if (!awaited) {
      return false;
    }
    awaited.indices.forEach((index) => (this.outcomes[index] = outcome));
    this.done += awaited.indices.length;
    this.missing.delete(key);
    return true;
  }

  /** The missing series, in the request's order. */
  *tasks(): Generator<Task> {
    const { panel, names, slots } = this.request;
    for (const [key, { question, indices }] of this.missing) {
      const [first] = indices;
      yield { key, identity: identityOf(panel, names?.[first]), question, slots: slots[first] };
    }
  }

  /** @param readyAt when the first worker became ready, by `performance.now()`; the time before is warm-up */
  result(engine: EngineStatus, readyAt = this.askedAt): AnalysisResult {
    const elapsedMs = this.computed ? performance.now() - Math.max(this.askedAt, readyAt) : 0;
    const { least = [], wider } = this.stride ?? {};
    return {
      outcomes: this.outcomes,
      engine,
      elapsedMs,
      cached: !this.computed,
      leastStrides: least,
      ...(wider && { widerStride: wider }),
    };
  }
}
