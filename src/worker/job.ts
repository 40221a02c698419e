import type { Outcome } from '../detector/detection';
import type { Series } from '../detector/series';
import type { DetectorSettings } from '../detector/settings';
import { contentKey } from './contentKey';
import type { AnalysisPhase, AnalysisRequest, AnalysisResult, EngineStatus, WiderStride } from './protocol';

/** One series to be computed, for whichever jobs wait for it. */
export interface Task {
  readonly key: string;
  /** Which series it is, the same from refresh to refresh; undefined where that is not known. */
  readonly identity: string | undefined;
  readonly series: Series;
  readonly settings: DetectorSettings;
  readonly leastStride: number;
}

/** Whom a job answers. */
export interface Asker {
  readonly resolve: (result: AnalysisResult) => void;
  readonly reject: (reason: Error) => void;
  readonly onPhase?: (phase: AnalysisPhase) => void;
  /** Whether somebody looks at it now: those go first. */
  readonly isSeen?: () => boolean;
}

/** How windows of a request move. */
export interface Stride {
  readonly least: number;
  readonly wider?: WiderStride;
}

/** One request on its way: which of its series are known and which are waited for. */
export class Job {
  /** Places of each content that is waited for; the same content may stand in several. */
  private readonly missing = new Map<string, number[]>();
  private readonly outcomes: Outcome[] = [];
  private readonly askedAt = performance.now();
  private known = 0;
  private stride: Stride | null = null;
  /** Whether something was computed for it, rather than found in the cache. */
  computed = false;

  constructor(
    readonly request: AnalysisRequest,
    readonly asker: Asker
  ) {}

  /** Settles what there is to compute, once it is known how fast that goes; the first word stays. */
  settle(stride: Stride): void {
    if (this.stride) {
      return;
    }
    this.stride = stride;
    const { series, settings } = this.request;
    series.forEach((one, place) => {
      const key = contentKey(one, { ...settings, leastStride: stride.least });
      this.missing.set(key, [...(this.missing.get(key) ?? []), place]);
    });
  }

  get complete(): boolean {
    return this.stride !== null && this.missing.size === 0;
  }

  get progress(): AnalysisPhase {
    return { phase: 'computing', done: this.known, total: this.request.series.length };
  }

  keys(): string[] {
    return [...this.missing.keys()];
  }

  waitsFor(key: string): boolean {
    return this.missing.has(key);
  }

  /** @returns whether it had waited for this outcome */
  accept(key: string, outcome: Outcome): boolean {
    const places = this.missing.get(key);
    if (!places) {
      return false;
    }
    places.forEach((place) => (this.outcomes[place] = outcome));
    this.known += places.length;
    this.missing.delete(key);
    return true;
  }

  /** What is waited for, in the request's order. */
  *tasks(): Generator<Task> {
    const { series, settings, panel, names } = this.request;
    for (const [key, [place]] of this.missing) {
      const identity = panel === undefined || names === undefined ? undefined : `${panel}\n${names[place]}`;
      yield { key, identity, series: series[place], settings, leastStride: this.stride?.least ?? 0 };
    }
  }

  /** @param readyAt when the first worker was ready, by `performance.now()`; what went before it was warm-up */
  result(engine: EngineStatus, readyAt = this.askedAt): AnalysisResult {
    const elapsedMs = this.computed ? performance.now() - Math.max(this.askedAt, readyAt) : 0;
    const widerStride = this.stride?.wider;
    return { outcomes: this.outcomes, engine, elapsedMs, cached: !this.computed, ...(widerStride && { widerStride }) };
  }
}
