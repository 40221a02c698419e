import { windowOf } from '../detector/grid/windowChoice';
import { strideFor } from '../detector/grid/windows';
import type { Inspection } from '../detector/explain/inspection';
import { type LearntMemory, learntMemory } from '../detector/memory/learntMemory';
import type { Wording } from '../shared/message';
import { CrashTracker, type Suspect, suspectOf, workerDied } from './crashTracker';
import { AnalysisError, abortError } from './failure';
import { type Asker, Job, type Task, identityOf } from './job';
import { JobQueue } from './jobQueue';
import { OpenQueries, type SendQuery } from './onDemandQuery';
import { type CacheBounds, OutcomeCache } from './outcomeCache';
import type {
  AnalysisFailure,
  AnalysisRequest,
  AnalysisResult,
  Benchmark,
  EngineStatus,
  InspectionRequest,
  LearningRequest,
} from './protocol';
import { questionOf, resolved, seriesQuestion } from './seriesQuestion';
import { StrideChoice } from './strideChoice';
import { type PoolOptions, type Settled, WorkerPool } from './workerPool';

export interface DispatcherOptions extends PoolOptions {
  readonly cache?: CacheBounds;
  /** After a failure of the engine, questions fail at once for this long, milliseconds. */
  readonly retryAfterMs?: number;
  /** Receives the benchmark of the engines on this machine. */
  readonly onBenchmark?: (benchmark: Benchmark) => void;
}

export interface AskOptions extends Omit<Asker, 'resolve' | 'reject'> {
  readonly signal: AbortSignal;
}

const DEFAULT_CACHE: CacheBounds = { entries: 1_000, bytes: 64 * 1024 * 1024 };
const DEFAULT_RETRY_AFTER_MS = 60_000;

/**
 * The page's side of the analysis. It queues the panels' requests, caches outcomes by content, has the pool compute the
 * missing series, and reports failures.
 */
export class Dispatcher {
  private readonly queue = new JobQueue();
  private readonly queries = new OpenQueries();
  private readonly crashes = new CrashTracker();
  private readonly strides = new StrideChoice();
  private readonly cache: OutcomeCache;
  private readonly pool: WorkerPool;
  private engine: EngineStatus | null = null;
  private lastFailure: { readonly failure: AnalysisFailure; readonly until: number } | null = null;

  constructor(private readonly options: DispatcherOptions) {
    this.cache = new OutcomeCache(options.cache ?? DEFAULT_CACHE);
    this.pool = new WorkerPool(options, {
      waiting: () => this.queue.waiting((key) => this.pool.holds(key)),
      onTaken: (task) => this.queue.rotate(task),
      queries: () => this.queries,
      onQueryAnswered: ({ key }) => this.crashes.forgive(key),
      onReady: (engine, benchmark) => this.onReady(engine, benchmark),
      onAnswer: (task, answer) => this.onAnswer(task, answer),
      isProbing: () => this.crashes.isProbing((id) => this.queue.hasSuspect(id) || this.queries.has(id)),
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
      const failure = this.recentFailure();
      if (failure) {
        reject(new AnalysisError(failure));
        return;
      }
      signal.addEventListener('abort', () => this.abandon(job), { once: true });
      this.queue.add(job);
      this.tellPhase(job);
      this.resume();
    });
  }

  async inspect(request: InspectionRequest, { signal }: Pick<AskOptions, 'signal'>): Promise<Inspection> {
    const { at, similar, panel, name } = request;
    const windowSize = windowOf(request.settings, request.series, request);
    const { leastStride = strideFor(0, windowSize) } = request;
    const question = seriesQuestion({ ...request, settings: { ...request.settings, windowSize }, leastStride });
    const about = { at, ...(similar !== undefined && { similar }) };
    return this.query(identityOf(panel, name), (link, id) => link.inspect(id, question, about), signal);
  }

  async learn(request: LearningRequest, { signal }: Pick<AskOptions, 'signal'>): Promise<LearntMemory> {
    const { settings, panel, names, leastStrides } = request;
    const { windowSize } = settings;
    const asked = resolved(request);
    const indices = Array.from(asked.own.keys()).filter(
      (index) => windowSize === 'auto' || asked.own[index].windowSize === windowSize
    );
    const learnt = await Promise.all(
      indices.map((index) => {
        const leastStride = leastStrides?.[index] ?? strideFor(0, asked.own[index].windowSize);
        const question = questionOf(asked, index, leastStride);
        return this.query(identityOf(panel, names[index]), (link, id) => link.learn(id, question), signal);
      })
    );
    return learntMemory(
      learnt.flatMap((windows, i) => (windows ? [{ name: names[indices[i]], learnt: windows }] : [])),
      { sha256: this.engine?.model.sha256 ?? '', windowSize }
    );
  }

  retry(): void {
    this.lastFailure = null;
    this.crashes.clear();
    this.pool.end();
    this.warmUp();
  }

  warmUp(): void {
    this.pool.warmUp();
  }

  end(): void {
    this.pool.end();
    this.queries.rejectAll(abortError);
    this.close(this.queue.all(), abortError);
  }

  private async query<T>(identity: string | undefined, send: SendQuery<T>, signal: AbortSignal): Promise<T> {
    if (signal.aborted) {
      throw abortError();
    }
    const failure = this.recentFailure();
    if (failure) {
      throw new AnalysisError(failure);
    }
    const answer = this.queries.ask(identity, send, signal, (query) => {
      this.crashes.forgive(query.key);
      this.pool.cancelQuery(query);
    });
    this.resume();
    return answer;
  }

  /** A failure so recent that another attempt would fail too. */
  private recentFailure(): AnalysisFailure | null {
    if (this.lastFailure && Date.now() >= this.lastFailure.until) {
      this.lastFailure = null;
    }
    return this.lastFailure?.failure ?? null;
  }

  /** Lists the job's questions and answers those that the cache holds. */
  private settle(job: Job, engine: EngineStatus): void {
    job.settle(this.strides.of(job.request, engine, this.pool.widthOn(engine.backend)));
    for (const key of job.keys()) {
      const outcome = this.cache.get(key);
      if (outcome) {
        job.accept(key, outcome);
      }
    }
  }

  private onReady(engine: EngineStatus, benchmark: Benchmark | undefined): void {
    if (this.engine && this.engine.model.sha256 !== engine.model.sha256) {
      this.cache.clear();
    }
    if (benchmark) {
      this.options.onBenchmark?.(benchmark);
    }
    this.engine = engine;
    this.crashes.forgive(undefined);
    for (const job of this.queue.all()) {
      this.settle(job, engine);
      this.tellPhase(job);
    }
    this.finishComplete();
    this.resume();
  }

  private resume(): void {
    if (this.isWorking) {
      this.pool.fill();
    }
  }

  private get isWorking(): boolean {
    return this.queue.size > 0 || this.queries.size > 0;
  }

  private onAnswer(task: Task, answer: Settled): void {
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
    // `feed` suffices: fewer tasks wait than when `fill` last decided whether to start a worker.
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
      if (this.queries.reject(key, new AnalysisError(failure))) {
        this.crashes.forgive(key);
      }
      this.close(
        this.queue.filter((job) => job.waitsFor(key)),
        () => new AnalysisError(failure)
      );
    }
    this.queue.all().forEach((job) => this.tellPhase(job));
    this.resume();
  }

  private abandon(job: Job): void {
    this.close([job], abortError);
    this.pool.cancelAllBut((key) => this.queue.waitsFor(key));
    this.resume();
  }

  private failAll(failure: AnalysisFailure): void {
    this.crashes.clear();
    this.lastFailure = { failure, until: Date.now() + (this.options.retryAfterMs ?? DEFAULT_RETRY_AFTER_MS) };
    this.queries.rejectAll(() => new AnalysisError(failure));
    this.close(this.queue.all(), () => new AnalysisError(failure));
  }

  private close(jobs: readonly Job[], reason: () => Error): void {
    this.queue.remove(jobs);
    jobs.forEach((job) => job.asker.reject(reason()));
  }

  private tellPhase(job: Job): void {
    job.asker.onPhase?.(this.pool.readyAt === null ? { phase: 'warming-up' } : job.progress);
  }
}
