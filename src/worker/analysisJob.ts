import type { Outcome } from '../detector/detection';
import type { AskOptions } from './analysisClient';
import { type Job, type Settled, type Task, identityOf } from './jobQueue';
import type { AnalysisResult, EngineStatus, SeriesOutcome } from './protocol';
import { type Resolved, contentKey, questionOf } from './seriesQuestion';
import { type Stride, expectedMs } from './strideChoice';
import { transferred } from './workerLink';

/** The caller that a job answers. */
interface Asker extends Omit<AskOptions, 'signal'> {
  readonly resolve: (result: AnalysisResult) => void;
  readonly reject: (reason: Error) => void;
}

/** One request in progress: which of its series have an outcome and which are missing. */
export class AnalysisJob implements Job {
  /** By content key. Series of equal content share a task. */
  readonly missing = new Map<string, Task<Outcome>>();
  private readonly indices = new Map<string, number[]>();
  private readonly outcomes: SeriesOutcome[] = [];
  private readonly askedAt = performance.now();
  private done = 0;
  private stride: Stride | null = null;
  /** Whether a worker computed any of its outcomes; false if all came from the cache. */
  computed = false;

  constructor(
    readonly request: Resolved,
    private readonly asker: Asker
  ) {}

  /** Lists the tasks, once the backend is known. Later calls change nothing. */
  list(stride: Stride, { backend }: EngineStatus, onAnswer: (key: string, answer: Settled<Outcome>) => void): void {
    if (this.stride) {
      return;
    }
    this.stride = stride;
    const { panel, names, slots, series } = this.request;
    series.forEach((_, index) => {
      const question = questionOf(this.request, index, stride.least[index]);
      const key = contentKey(question);
      const same = this.indices.get(key);
      if (same) {
        same.push(index);
        return;
      }
      this.indices.set(key, [index]);
      this.missing.set(key, {
        key,
        identity: identityOf(panel, names?.[index]),
        isUrgent: false,
        expectedMs: expectedMs(slots[index], question.settings.windowSize, question.leastStride, backend),
        send: (service, id) => service.analyse(id, transferred(question)),
        settle: (answer) => onAnswer(key, answer),
      });
    });
  }

  /** @returns whether the job was waiting for this outcome */
  accept(key: string, outcome: SeriesOutcome): boolean {
    const isAwaited = this.missing.delete(key);
    if (isAwaited) {
      const indices = this.indices.get(key) ?? [];
      indices.forEach((index) => (this.outcomes[index] = outcome));
      this.done += indices.length;
    }
    return isAwaited;
  }

  get complete(): boolean {
    return this.stride !== null && this.missing.size === 0;
  }

  /** After on-demand queries, visible panels go first. Among them, jobs without any answer go first. */
  rank(): number {
    const { isVisible, canWait = false } = this.asker;
    return 1 + (isVisible?.() === false ? 2 : 0) + Number(canWait);
  }

  tellPhase(isWarmingUp: boolean): void {
    this.asker.onPhase?.(
      isWarmingUp ? { phase: 'warming-up' } : { phase: 'computing', done: this.done, total: this.request.series.length }
    );
  }

  /** @param readyAt when the first worker became ready, by `performance.now()`; the time before is warm-up */
  resolve(engine: EngineStatus, readyAt = this.askedAt): void {
    const { least = [], wider } = this.stride ?? {};
    this.asker.resolve({
      outcomes: this.outcomes,
      engine,
      elapsedMs: this.computed ? performance.now() - Math.max(this.askedAt, readyAt) : 0,
      cached: !this.computed,
      leastStrides: least,
      ...(wider && { widerStride: wider }),
    });
  }

  reject(reason: Error): void {
    this.asker.reject(reason);
  }
}
