import type { Outcome } from '../detector/detection';
import type { Series } from '../detector/series';
import type { DetectorSettings } from '../detector/settings';
import { contentKey } from './contentKey';
import type { AnalysisPhase, AnalysisRequest, AnalysisResult, EngineStatus } from './protocol';

/** One series to be computed, for whichever jobs wait for it. */
export interface Task {
  readonly key: string;
  readonly series: Series;
  readonly settings: DetectorSettings;
}

/** Whom a job answers. */
export interface Asker {
  readonly resolve: (result: AnalysisResult) => void;
  readonly reject: (reason: Error) => void;
  readonly onPhase?: (phase: AnalysisPhase) => void;
}

/** One request on its way: which of its series are known and which are waited for. */
export class Job {
  /** Places of each content that is waited for; the same content may stand in several. */
  private readonly missing = new Map<string, number[]>();
  private readonly outcomes: Outcome[] = [];
  private readonly askedAt = performance.now();
  private known = 0;
  /** Whether something was computed for it, rather than found in the cache. */
  computed = false;

  constructor(
    private readonly request: AnalysisRequest,
    readonly asker: Asker
  ) {
    request.series.forEach((series, place) => {
      const key = contentKey(series, request.settings);
      this.missing.set(key, [...(this.missing.get(key) ?? []), place]);
    });
  }

  get complete(): boolean {
    return this.missing.size === 0;
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

  /** The first series that is waited for and not in `running`. */
  nextTask(running: ReadonlyMap<string, unknown>): Task | null {
    for (const [key, [place]] of this.missing) {
      if (!running.has(key)) {
        return { key, series: this.request.series[place], settings: this.request.settings };
      }
    }
    return null;
  }

  /** @param readyAt when the worker was ready, by `performance.now()`; what went before it was warm-up */
  result(engine: EngineStatus, readyAt = this.askedAt): AnalysisResult {
    const elapsedMs = this.computed ? performance.now() - Math.max(this.askedAt, readyAt) : 0;
    return { outcomes: this.outcomes, engine, elapsedMs, cached: !this.computed };
  }
}
