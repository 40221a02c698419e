import type { Outcome } from '../detector/detection';
import type { Inspection } from '../detector/explain/inspection';
import { windowOf } from '../detector/grid/windowChoice';
import { strideFor } from '../detector/grid/windows';
import { type LearntMemory, learntMemory } from '../detector/memory/learntMemory';
import { type Wording, message } from '../shared/message';
import type { AnalysisClient, AskOptions } from './analysisClient';
import { AnalysisJob } from './analysisJob';
import { AnalysisError, abortError } from './failure';
import { type Job, JobQueue, type Settled, type Task, identityOf } from './jobQueue';
import { outcomeCache } from './outcomeCache';
import type {
  AnalysisFailure,
  AnalysisRequest,
  AnalysisResult,
  Benchmark,
  EngineStatus,
  InspectionRequest,
  LearningRequest,
  SeriesOutcome,
} from './protocol';
import { questionOf, resolved, seriesQuestion } from './seriesQuestion';
import { strideOf } from './strideChoice';
import { transferred } from './workerLink';
import { type PoolOptions, WorkerPool } from './workerPool';

export interface DispatcherOptions extends PoolOptions {
  /** After a failure of the engine, questions fail at once for this long, milliseconds. */
  readonly retryAfterMs?: number;
  /** Receives the benchmark of the engines on this machine. */
  readonly onBenchmark?: (benchmark: Benchmark) => void;
}

const DEFAULT_RETRY_AFTER_MS = 60_000;

/**
 * The page's side of the analysis. It queues the panels' requests, caches outcomes by content, has the pool compute the
 * missing series, and reports failures.
 */
export class Dispatcher implements AnalysisClient {
  private readonly queue = new JobQueue();
  private readonly cache = outcomeCache({ entries: 1_000, bytes: 64 * 1024 * 1024 });
  private readonly pool: WorkerPool;
  private model = '';
  private lastQuery = 0;
  private lastFailure: { readonly failure: AnalysisFailure; readonly until: number } | null = null;

  constructor(private readonly options: DispatcherOptions) {
    this.pool = new WorkerPool(options, {
      isWorking: () => this.queue.jobs.length > 0,
      waiting: (isTaken) => this.queue.waiting(isTaken),
      onTaken: (task) => this.queue.rotate(task),
      onReady: (engine, benchmark) => this.onReady(engine, benchmark),
      onCrash: () => this.analyses().forEach((job) => this.tellPhase(job)),
      onFailure: (failure, task) => this.onFailure(failure, task),
    });
  }

  async analyse(request: AnalysisRequest, { signal, ...asker }: AskOptions): Promise<AnalysisResult> {
    signal.throwIfAborted();
    return new Promise((resolve, reject) => {
      const job = new AnalysisJob(resolved(request), { resolve, reject, ...asker });
      const { engine } = this.pool;
      if (engine) {
        this.list(job, engine);
      }
      if (engine && job.complete) {
        job.resolve(engine);
      } else if (this.enqueue(job, signal)) {
        this.tellPhase(job);
      }
    });
  }

  async inspect(request: InspectionRequest, { signal }: Pick<AskOptions, 'signal'>): Promise<Inspection> {
    const { at, similar, panel, name } = request;
    const windowSize = windowOf(request.settings, request.series, request);
    const { leastStride = strideFor(0, windowSize) } = request;
    const question = seriesQuestion({ ...request, settings: { ...request.settings, windowSize }, leastStride });
    const about = { at, ...(similar !== undefined && { similar }) };
    return this.query(identityOf(panel, name), signal, (service, id) =>
      service.inspect(id, transferred(question), about)
    );
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
        return this.query(identityOf(panel, names[index]), signal, (service, id) =>
          service.learn(id, transferred(question))
        );
      })
    );
    return learntMemory(
      learnt.flatMap((windows, i) => (windows ? [{ name: names[indices[i]], learnt: windows }] : [])),
      { sha256: this.model, windowSize }
    );
  }

  retry(): void {
    this.lastFailure = null;
    this.pool.restart();
  }

  warmUp(): void {
    this.pool.warmUp();
  }

  end(): void {
    this.pool.end();
    this.close(this.queue.jobs, abortError);
  }

  /** Asks a worker ahead of waiting verdicts. The answer is not cached. */
  private async query<T>(identity: string | undefined, signal: AbortSignal, send: Task<T>['send']): Promise<T> {
    signal.throwIfAborted();
    return new Promise((resolve, reject) => {
      const key = `query ${++this.lastQuery}`;
      const settle = (answer: Settled<T>): void => {
        this.queue.remove([job]);
        if (answer.kind === 'answer') {
          resolve(answer.answer);
        } else if (answer.kind === 'broken') {
          reject(new AnalysisError(brokenSeries(answer.message)));
        }
      };
      const task: Task<T> = { key, identity, isUrgent: true, expectedMs: 0, send, settle };
      const job: Job = { missing: new Map([[key, task]]), rank: () => 0, reject };
      this.enqueue(job, signal);
    });
  }

  /** @returns whether the job waits now; it is rejected if the engine failed recently */
  private enqueue(job: Job, signal: AbortSignal): boolean {
    if (this.lastFailure && Date.now() < this.lastFailure.until) {
      job.reject(new AnalysisError(this.lastFailure.failure));
      return false;
    }
    signal.addEventListener('abort', () => this.abandon(job), { once: true });
    this.queue.add(job);
    this.pool.fill();
    return true;
  }

  private analyses(): AnalysisJob[] {
    return this.queue.jobs.filter((job) => job instanceof AnalysisJob);
  }

  /** Lists the job's tasks and answers those that the cache holds. */
  private list(job: AnalysisJob, engine: EngineStatus): void {
    job.list(strideOf(job.request, engine.backend, this.pool.width), engine, (key, answer) =>
      this.onVerdict(key, answer)
    );
    for (const key of job.missing.keys()) {
      const outcome = this.cache.get(key);
      if (outcome) {
        job.accept(key, outcome);
      }
    }
  }

  private onReady(engine: EngineStatus, benchmark: Benchmark | undefined): void {
    if (this.model !== engine.model.sha256) {
      this.cache.clear();
      this.model = engine.model.sha256;
    }
    if (benchmark) {
      this.options.onBenchmark?.(benchmark);
    }
    for (const job of this.analyses()) {
      this.list(job, engine);
      this.tellPhase(job);
    }
    this.finishComplete();
  }

  private onVerdict(key: string, answer: Settled<Outcome>): void {
    if (answer.kind === 'cancelled') {
      return;
    }
    const outcome: SeriesOutcome =
      answer.kind === 'answer' ? answer.answer : { status: 'failed', message: answer.message };
    if (outcome.status !== 'failed') {
      this.cache.set(key, outcome);
    }
    for (const job of this.analyses().filter((one) => one.accept(key, outcome))) {
      job.computed = true;
      this.tellPhase(job);
    }
    this.finishComplete();
  }

  private finishComplete(): void {
    const { engine, readyAt } = this.pool;
    const done = this.analyses().filter(({ complete }) => complete);
    if (engine) {
      this.queue.remove(done);
      done.forEach((job) => job.resolve(engine, readyAt ?? undefined));
    }
  }

  private onFailure(failure: AnalysisFailure, task?: Task): void {
    const jobs = task ? this.queue.jobs.filter(({ missing }) => missing.has(task.key)) : this.queue.jobs;
    if (!task) {
      this.lastFailure = { failure, until: Date.now() + (this.options.retryAfterMs ?? DEFAULT_RETRY_AFTER_MS) };
    }
    this.close(jobs, () => new AnalysisError(failure));
  }

  private abandon(job: Job): void {
    this.close([job], abortError);
    this.pool.cancelAllBut((key) => this.queue.waitsFor(key));
    this.pool.fill();
  }

  private close(jobs: readonly Job[], reason: () => Error): void {
    this.queue.remove(jobs);
    jobs.forEach((job) => job.reject(reason()));
  }

  private tellPhase(job: AnalysisJob): void {
    job.tellPhase(this.pool.readyAt === null);
  }
}

/** The arithmetic of an on-demand query failed. The engine still runs. */
function brokenSeries(reason: Wording): AnalysisFailure {
  return {
    code: 'engine-failed',
    message: message('failure.series-broken', 'This series cannot be inspected: {{reason}}', { reason }),
    remedy: message('failure.series-broken-remedy', 'Reload the page, or inspect another series.'),
  };
}
