import { CrashTracker, type Suspect, suspectOf, workerDied } from './crashTracker';
import { AnalysisError, abortError } from './failure';
import type { Inspection } from '../detector/explain/inspection';
import { type LearntMemory, learntMemory } from '../detector/memory/learntMemory';
import { windowOf } from '../detector/grid/windowChoice';
import { strideFor } from '../detector/grid/windows';
import type { Wording } from '../shared/message';
import { OpenQueries } from './onDemandQuery';
import { type Asker, Job, type Task, identityOf } from './job';
import { JobQueue } from './jobQueue';
import { type CacheBounds, OutcomeCache } from './outcomeCache';
import type {
  AnalysisFailure,
  AnalysisRequest,
  AnalysisResult,
  EngineStatus,
  OnDemandAnswer,
  InspectionRequest,
  LearningRequest,
  Benchmark,
  TaskAnswer,
} from './protocol';
import { questionOf, resolved, seriesQuestion } from './seriesQuestion';
import { StrideChoice } from './strideChoice';
import type { WorkerLink } from './workerLink';
import { type PoolOptions, WorkerPool } from './workerPool';

export interface DispatcherOptions extends PoolOptions {
  readonly cache?: CacheBounds;
  /** So long a failure answers every question; then the next one tries anew, milliseconds. */
  readonly failureRestMs?: number;
  /** Told what was measured of the engines here. */
  readonly onRace?: (race: Benchmark) => void;
}

export interface AskOptions extends Omit<Asker, 'resolve' | 'reject'> {
  readonly signal: AbortSignal;
}

const DEFAULT_CACHE: CacheBounds = { entries: 1_000, bytes: 64 * 1024 * 1024 };
const FAILURE_REST_MS = 60_000;

/**
 * The page's side: it knows what every panel waits for, holds verdicts by content, has the pool compute one series
 * after another in the panels' turns, and says when no more can be done.
 */
export class Dispatcher {
  private readonly queue = new JobQueue();
  private readonly inquiries = new OpenQueries();
  private readonly crashes = new CrashTracker();
  private readonly strides = new StrideChoice();
  private readonly cache: OutcomeCache;
  private readonly pool: WorkerPool;
  private engine: EngineStatus | null = null;
  private rest: { readonly failure: AnalysisFailure; readonly until: number } | null = null;

  constructor(private readonly options: DispatcherOptions) {
    this.cache = new OutcomeCache(options.cache ?? DEFAULT_CACHE);
    this.pool = new WorkerPool(options, {
      waiting: () => this.queue.waiting((key) => this.pool.holds(key)),
      onTaken: (task) => this.queue.took(task),
      inquiries: () => this.inquiries,
      onInquired: ({ key }) => this.crashes.forgive(key),
      onReady: (engine, race) => this.onReady(engine, race),
      onAnswer: (task, answer) => this.onAnswer(task, answer),
      isProbing: () => this.crashes.isProbing((id) => this.queue.hasSuspect(id) || this.inquiries.has(id)),
      onFailure: (failure) => this.failAll(failure),
      onCrash: (suspect, reason) => this.onCrash(suspect, reason),
    });
  }

  analyse(request: AnalysisRequest, { signal, ...asker }: AskOptions): Promise<AnalysisResult> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(abortError());
        return;
      }
      const job = new Job(resolved(request), { resolve, reject, ...asker });
      if (this.engine) {
        this.settle(job, this.engine);
        if (job.complete) {
          resolve(job.result(this.engine));
          return;
        }
      }
      const failure = this.restingFailure();
      if (failure) {
        reject(new AnalysisError(failure));
        return;
      }
      signal.addEventListener('abort', () => this.abandon(job), { once: true });
      this.queue.add(job);
      this.tellPhase(job);
      this.goOn();
    });
  }

  async inspect(request: InspectionRequest, { signal }: Pick<AskOptions, 'signal'>): Promise<Inspection> {
    const { at, similar, panel, name } = request;
    const windowSize = windowOf(request.settings, request.series, request);
    const { leastStride = strideFor(0, windowSize) } = request;
    const question = seriesQuestion({ ...request, settings: { ...request.settings, windowSize }, leastStride });
    const about = { at, ...(similar !== undefined && { similar }) };
    return this.inquire(identityOf(panel, name), (link, id) => link.inspect(id, question, about), signal);
  }

  async learn(request: LearningRequest, { signal }: Pick<AskOptions, 'signal'>): Promise<LearntMemory> {
    const { settings, panel, names, leastStrides } = request;
    const { windowSize } = settings;
    const asked = resolved(request);
    const alike = Array.from(asked.own.keys()).filter(
      (place) => windowSize === 'auto' || asked.own[place].windowSize === windowSize
    );
    const learnt = await Promise.all(
      alike.map((place) => {
        const leastStride = leastStrides?.[place] ?? strideFor(0, asked.own[place].windowSize);
        const question = questionOf(asked, place, leastStride);
        return this.inquire(identityOf(panel, names[place]), (link, id) => link.learn(id, question), signal);
      })
    );
    return learntMemory(
      learnt.flatMap((windows, i) => (windows ? [{ name: names[alike[i]], learnt: windows }] : [])),
      { sha256: this.engine?.model.sha256 ?? '', windowSize }
    );
  }

  retry(): void {
    this.rest = null;
    this.crashes.clear();
    this.pool.end();
    this.warmUp();
  }

  warmUp(): void {
    this.pool.warmUp();
  }

  end(): void {
    this.pool.end();
    this.inquiries.rejectAll(abortError);
    this.close(
      this.queue.filter(() => true),
      abortError
    );
  }

  private async inquire<T>(
    identity: string | undefined,
    put: (link: WorkerLink, id: number) => Promise<OnDemandAnswer<T>>,
    signal: AbortSignal
  ): Promise<T> {
    if (signal.aborted) {
      throw abortError();
    }
    const failure = this.restingFailure();
    if (failure) {
      throw new AnalysisError(failure);
    }
    const answer = this.inquiries.ask(identity, put, signal, (inquiry) => {
      this.crashes.forgive(inquiry.key);
      this.pool.cancelInquiry(inquiry);
    });
    this.goOn();
    return answer;
  }

  /** What failed a short while ago, and would now. */
  private restingFailure(): AnalysisFailure | null {
    if (this.rest && Date.now() >= this.rest.until) {
      this.rest = null;
    }
    return this.rest?.failure ?? null;
  }

  /** Lays out what there is to compute, and takes from the cache what is known. */
  private settle(job: Job, engine: EngineStatus): void {
    job.settle(this.strides.of(job.request, engine, this.pool.widthOn(engine.backend)));
    for (const key of job.keys()) {
      const outcome = this.cache.get(key);
      if (outcome) {
        job.accept(key, outcome);
      }
    }
  }

  private onReady(engine: EngineStatus, race: Benchmark | undefined): void {
    if (this.engine && this.engine.model.sha256 !== engine.model.sha256) {
      this.cache.clear();
    }
    if (race) {
      this.options.onRace?.(race);
    }
    this.engine = engine;
    this.crashes.forgive(undefined);
    for (const job of this.queue.filter(() => true)) {
      this.settle(job, engine);
      this.tellPhase(job);
    }
    this.finishComplete();
    this.goOn();
  }

  private goOn(): void {
    if (this.isWorking) {
      this.pool.fill();
    }
  }

  private get isWorking(): boolean {
    return this.queue.size > 0 || this.inquiries.size > 0;
  }

  private onAnswer(task: Task, answer: Exclude<TaskAnswer, { kind: 'failure' }>): void {
    if (answer.kind === 'outcome') {
      const { key } = task;
      this.engine = answer.engine;
      this.crashes.forgive(suspectOf(task).id);
      if (answer.outcome.status !== 'failed') {
        this.cache.set(key, answer.outcome);
      }
      for (const job of this.queue.filter((one) => one.accept(key, answer.outcome))) {
        job.computed = true;
        this.tellPhase(job);
      }
      this.finishComplete();
    }
    // Less waits now than when it was last asked whether more workers are worth their start.
    if (this.isWorking) {
      this.pool.feed();
    }
  }

  private finishComplete(): void {
    const { engine } = this;
    const done = this.queue.filter(({ complete }) => complete);
    if (engine) {
      this.queue.remove(done);
      done.forEach((job) => job.asker.resolve(job.result(engine, this.pool.readyAt ?? undefined)));
    }
  }

  private onCrash(suspect: Suspect | undefined, reason: Wording): void {
    if (this.crashes.isOneTooMany(suspect?.id)) {
      const failure = workerDied(reason);
      if (suspect === undefined) {
        this.failAll(failure);
        return;
      }
      const { key } = suspect;
      if (this.inquiries.reject(key, new AnalysisError(failure))) {
        this.crashes.forgive(key);
      }
      this.close(
        this.queue.filter((job) => job.waitsFor(key)),
        () => new AnalysisError(failure)
      );
    }
    this.queue.filter(() => true).forEach((job) => this.tellPhase(job));
    this.goOn();
  }

  private abandon(job: Job): void {
    this.close([job], abortError);
    this.pool.cancelAllBut((key) => this.queue.waitsFor(key));
    this.goOn();
  }

  private failAll(failure: AnalysisFailure): void {
    this.crashes.clear();
    this.rest = { failure, until: Date.now() + (this.options.failureRestMs ?? FAILURE_REST_MS) };
    this.inquiries.rejectAll(() => new AnalysisError(failure));
    this.close(
      this.queue.filter(() => true),
      () => new AnalysisError(failure)
    );
  }

  private close(jobs: readonly Job[], reason: () => Error): void {
    this.queue.remove(jobs);
    jobs.forEach((job) => job.asker.reject(reason()));
  }

  private tellPhase(job: Job): void {
    job.asker.onPhase?.(this.pool.readyAt === null ? { phase: 'warming-up' } : job.progress);
  }
}
