import { type StartedWorker, createAnalysisWorker, workerUnavailable } from './factory';
import { AnalysisError, sentenceOf } from './failure';
import { Job, type Task } from './job';
import { DeathRecord, workerDied } from './deathRecord';
import { type CacheBounds, OutcomeCache } from './outcomeCache';
import type {
  AnalysisFailure,
  AnalysisPhase,
  AnalysisRequest,
  AnalysisResult,
  EngineStatus,
  TaskAnswer,
} from './protocol';
import { type Patience, WorkerLink } from './workerLink';

export interface DispatcherOptions {
  readonly createWorker?: () => StartedWorker;
  readonly patience?: Patience;
  readonly cache?: CacheBounds;
  /** After so long without a question the worker and its memory are given back, milliseconds. */
  readonly idleMs?: number;
  /** So long a failure answers every question; then the next one tries anew, milliseconds. */
  readonly failureRestMs?: number;
}

/** Tasks the worker holds: one that it computes and one that waits, so that it never idles for the page's thread. */
const IN_FLIGHT = 2;
const DEFAULT_CACHE: CacheBounds = { entries: 1_000, bytes: 64 * 1024 * 1024 };
const IDLE_MS = 5 * 60_000;
const FAILURE_REST_MS = 60_000;

/**
 * The page's side: it knows what every panel waits for, holds verdicts by content, gives the worker one series after
 * another in the panels' turns, and starts a new worker when one ends.
 */
export class Dispatcher {
  /** In the order of their turns. */
  private jobs: Job[] = [];
  /** Number of each task the worker holds, by content, in the order in which it computes them. */
  private readonly running = new Map<string, number>();
  private readonly deaths = new DeathRecord();
  private readonly cache: OutcomeCache;
  private link: WorkerLink | null = null;
  private readyAt: number | null = null;
  private engine: EngineStatus | null = null;
  private rest: { readonly failure: AnalysisFailure; readonly until: number } | null = null;
  private lastTask = 0;
  private idle: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly options: DispatcherOptions) {
    this.cache = new OutcomeCache(options.cache ?? DEFAULT_CACHE);
  }

  analyse(
    request: AnalysisRequest,
    { signal, onPhase }: { signal: AbortSignal; onPhase?: (phase: AnalysisPhase) => void }
  ): Promise<AnalysisResult> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(abortError());
        return;
      }
      const job = new Job(request, { resolve, reject, onPhase });
      for (const key of job.keys()) {
        const outcome = this.cache.get(key);
        if (outcome) {
          job.accept(key, outcome);
        }
      }
      if (job.complete && this.engine) {
        resolve(job.result(this.engine));
        return;
      }
      if (this.rest && Date.now() < this.rest.until) {
        reject(new AnalysisError(this.rest.failure));
        return;
      }
      this.rest = null;
      signal.addEventListener('abort', () => this.abandon(job), { once: true });
      this.jobs.push(job);
      this.tellPhase(job);
      this.goOn();
    });
  }

  retry(): void {
    this.rest = null;
    this.deaths.clear();
    this.letGo();
    this.warmUp();
    this.goOn();
  }

  warmUp(): void {
    this.link ??= this.open();
    this.restWhenIdle();
  }

  end(): void {
    clearTimeout(this.idle);
    this.letGo();
    this.close(this.jobs, () => abortError());
  }

  private open(): WorkerLink | null {
    try {
      const started = (this.options.createWorker ?? createAnalysisWorker)();
      const link = new WorkerLink(started, this.options.patience);
      link.ready.then(
        (engine) => this.onReady(link, engine),
        (thrown: unknown) => this.onEnd(link, thrown)
      );
      return link;
    } catch (thrown) {
      this.failAll(thrown instanceof AnalysisError ? thrown.failure : workerUnavailable(sentenceOf(thrown)));
      return null;
    }
  }

  private letGo(): void {
    this.link?.end();
    this.link = null;
    this.readyAt = null;
    this.running.clear();
  }

  private onReady(link: WorkerLink, engine: EngineStatus): void {
    if (link !== this.link) {
      return;
    }
    if (this.engine && this.engine.model.sha256 !== engine.model.sha256) {
      this.cache.clear();
    }
    this.engine = engine;
    this.readyAt = performance.now();
    this.deaths.forgive(undefined);
    this.jobs.forEach((job) => this.tellPhase(job));
    this.finishComplete();
    this.goOn();
  }

  /** Gives the worker its next tasks, one panel after the other. */
  private goOn(): void {
    if (this.jobs.length === 0) {
      this.restWhenIdle();
      return;
    }
    clearTimeout(this.idle);
    this.link ??= this.open();
    const { link } = this;
    while (link && this.readyAt !== null && this.running.size < IN_FLIGHT) {
      const task = this.nextTask();
      if (!task) {
        break;
      }
      const id = ++this.lastTask;
      this.running.set(task.key, id);
      link.analyse(id, task.series, task.settings).then(
        (answer) => this.onAnswer(link, task, answer),
        (thrown: unknown) => this.onEnd(link, thrown)
      );
    }
  }

  private nextTask(): Task | null {
    for (const job of this.jobs) {
      const task = job.nextTask(this.running);
      if (task) {
        this.jobs = [...this.jobs.filter((other) => other !== job), job];
        return task;
      }
    }
    return null;
  }

  private onAnswer(link: WorkerLink, { key }: Task, answer: TaskAnswer): void {
    if (link !== this.link) {
      return;
    }
    this.running.delete(key);
    if (answer.kind === 'failure') {
      this.letGo();
      this.failAll(answer.failure);
      return;
    }
    if (answer.kind === 'outcome') {
      this.engine = answer.engine;
      this.deaths.forgive(key);
      if (answer.outcome.status !== 'failed') {
        this.cache.set(key, answer.outcome);
      }
      for (const job of this.jobs) {
        if (job.accept(key, answer.outcome)) {
          job.computed = true;
          this.tellPhase(job);
        }
      }
      this.finishComplete();
    }
    this.goOn();
  }

  private finishComplete(): void {
    const { engine } = this;
    if (engine) {
      for (const job of this.jobs.filter(({ complete }) => complete)) {
        this.jobs = this.jobs.filter((other) => other !== job);
        job.asker.resolve(job.result(engine, this.readyAt ?? undefined));
      }
    }
  }

  /** The worker's end, or word that it never began. */
  private onEnd(link: WorkerLink, thrown: unknown): void {
    if (link !== this.link) {
      return;
    }
    const [culprit] = this.running.keys();
    this.letGo();
    if (thrown instanceof AnalysisError) {
      this.failAll(thrown.failure);
      return;
    }
    if (this.deaths.isOneTooMany(culprit)) {
      const failure = workerDied(sentenceOf(thrown));
      if (culprit === undefined) {
        this.failAll(failure);
        return;
      }
      this.deaths.forgive(culprit);
      this.close(
        this.jobs.filter((job) => job.waitsFor(culprit)),
        () => new AnalysisError(failure)
      );
    }
    this.jobs.forEach((job) => this.tellPhase(job));
    this.goOn();
  }

  private abandon(job: Job): void {
    this.close([job], abortError);
    for (const [key, task] of this.running) {
      if (!this.jobs.some((other) => other.waitsFor(key))) {
        this.link?.cancel(task);
      }
    }
    this.goOn();
  }

  private failAll(failure: AnalysisFailure): void {
    this.deaths.clear();
    this.rest = { failure, until: Date.now() + (this.options.failureRestMs ?? FAILURE_REST_MS) };
    this.close(this.jobs, () => new AnalysisError(failure));
  }

  private close(jobs: readonly Job[], reason: () => Error): void {
    this.jobs = this.jobs.filter((job) => !jobs.includes(job));
    jobs.forEach((job) => job.asker.reject(reason()));
  }

  private tellPhase(job: Job): void {
    job.asker.onPhase?.(this.readyAt === null ? { phase: 'warming-up' } : job.progress);
  }

  private restWhenIdle(): void {
    clearTimeout(this.idle);
    this.idle = setTimeout(() => this.letGo(), this.options.idleMs ?? IDLE_MS);
  }
}

function abortError(): DOMException {
  return new DOMException('A newer question took the place of this one.', 'AbortError');
}
