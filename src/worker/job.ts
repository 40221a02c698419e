import type { Outcome } from '../detector/detection';
import { contentKey } from './contentKey';
import { suspectOf } from './crashTracker';
import type { AnalysisPhase, AnalysisResult, EngineStatus, SeriesQuestion, WiderStride } from './protocol';
import { type Resolved, questionOf } from './seriesQuestion';

/** One series to be computed, for whichever jobs wait for it. */
export interface Task {
  readonly key: string;
  /** Which series it is, the same from refresh to refresh; undefined where that is not known. */
  readonly identity: string | undefined;
  readonly question: SeriesQuestion;
  /** Of the series' grid. */
  readonly slots: number;
}

/** @param name of the series, among those of its panel */
export function identityOf(panel: string | undefined, name: string | undefined): string | undefined {
  return panel === undefined || name === undefined ? undefined : `${panel}\n${name}`;
}

/** Whom a job answers. */
export interface Asker {
  readonly resolve: (result: AnalysisResult) => void;
  readonly reject: (reason: Error) => void;
  readonly onPhase?: (phase: AnalysisPhase) => void;
  /** Whether its panel is visible now: those go first. */
  readonly isVisible?: () => boolean;
  /** Whether there is an answer already and this is a better one: it goes behind those that have none. */
  readonly canWait?: boolean;
}

/** How windows of a request move. */
export interface Stride {
  /** Points by which the windows of each series move at least. */
  readonly least: readonly number[];
  readonly wider?: WiderStride;
}

/** One request on its way: which of its series are known and which are waited for. */
export class Job {
  /** Each content that is waited for, and its places; the same content may stand in several. */
  private readonly missing = new Map<string, { readonly question: SeriesQuestion; readonly places: number[] }>();
  private readonly outcomes: Outcome[] = [];
  private readonly askedAt = performance.now();
  private known = 0;
  private stride: Stride | null = null;
  /** Whether something was computed for it, rather than found in the cache. */
  computed = false;

  constructor(
    readonly request: Resolved,
    readonly asker: Asker
  ) {}

  /** Settles what there is to compute, once it is known how fast that goes; the first word stays. */
  settle(stride: Stride): void {
    if (this.stride) {
      return;
    }
    this.stride = stride;
    this.request.series.forEach((_, place) => {
      const question = questionOf(this.request, place, stride.least[place]);
      const key = contentKey(question);
      const same = this.missing.get(key);
      if (same) {
        same.places.push(place);
      } else {
        this.missing.set(key, { question, places: [place] });
      }
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

  hasSuspect(id: string): boolean {
    for (const task of this.tasks()) {
      if (suspectOf(task).id === id) {
        return true;
      }
    }
    return false;
  }

  /** @returns whether it had waited for this outcome */
  accept(key: string, outcome: Outcome): boolean {
    const awaited = this.missing.get(key);
    if (!awaited) {
      return false;
    }
    const { places } = awaited;
    places.forEach((place) => (this.outcomes[place] = outcome));
    this.known += places.length;
    this.missing.delete(key);
    return true;
  }

  /** What is waited for, in the request's order. */
  *tasks(): Generator<Task> {
    const { panel, names, slots } = this.request;
    for (const [key, { question, places }] of this.missing) {
      const [first] = places;
      yield { key, identity: identityOf(panel, names?.[first]), question, slots: slots[first] };
    }
  }

  /** @param readyAt when the first worker was ready, by `performance.now()`; what went before it was warm-up */
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
