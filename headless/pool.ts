import { Worker } from 'node:worker_threads';

/** A message from a thread. */
export type FromThread<Answer> =
  | { readonly kind: 'ready'; readonly passedOver: readonly string[] }
  | { readonly kind: 'progress'; readonly done: number }
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'failed'; readonly message: string; readonly badInput: boolean };

/** The network cannot run, or cannot run this model. */
export class JudgeFailed extends Error {
  constructor(
    message: string,
    /** Whether the input is at fault, such as a folder without a model. */
    readonly badInput: boolean
  ) {
    super(message);
  }
}

/** The threads and their jobs. */
export interface Pool<Job> {
  /** The TypeScript file that each thread runs; see `serve` in thread.ts. */
  readonly entry: string;
  /** Passed to every thread at its start. */
  readonly workerData: unknown;
  /** Most threads. */
  readonly threads: number;
  /** Names a failed job in messages. */
  readonly nameOf: (job: Job) => string;
  /** The size of a job, in any unit, for progress. Default: 1. */
  readonly sizeOf?: (job: Job) => number;
  /** Largest total size of the jobs in work or with waiting answers. A larger job runs alone. Default: unlimited. */
  readonly mostAtATime?: number;
  /** Buffers of a job to transfer to the thread instead of copying them. */
  readonly handsOver?: (job: Job, index: number) => ArrayBuffer[];
}

export interface Listener<Answer> {
  /** Called in the order of the jobs. The next answer waits until the promise resolves. */
  answer(answer: Answer, index: number): Promise<void> | void;
  /** Called at most once, if the requested backend does not run. */
  passedOver(reasons: readonly string[]): void;
  /** @param done part of the total size */
  progress?(done: number): void;
}

/** Most answers per thread that wait for an earlier one. The limit bounds memory. */
const AHEAD = 8;

/** Threads use few short-lived objects. The default limit would cost 50 MB more per thread. */
const LIMITS = { maxYoungGenerationSizeMb: 8 };

/**
 * Answers the jobs with several threads and delivers the answers in the order of the jobs.
 *
 * @param jobs read once, one by one, as threads become free
 * @throws JudgeFailed if a thread fails
 */
export async function answerAll<Job, Answer>(
  jobs: readonly Job[],
  pool: Pool<Job>,
  listener: Listener<Answer>
): Promise<void> {
  if (jobs.length === 0) {
    return;
  }
  const run = new PoolRun(jobs, pool, listener);
  try {
    await run.finished;
  } finally {
    await run.end();
  }
}

interface Thread {
  readonly worker: Worker;
  /** Index of the job that it works on; -1 before the first. */
  job: number;
  /** The part of the job's size that is done. */
  done: number;
}

class PoolRun<Job, Answer> {
  /** Resolves once all answers are delivered. */
  readonly finished: Promise<void>;
  private resolve!: () => void;
  private reject!: (reason: unknown) => void;
  private readonly threads: Thread[] = [];
  private readonly idle: Thread[] = [];
  private readonly sizes: readonly number[];
  private readonly answers = new Map<number, Answer>();
  private delivery = Promise.resolve();
  private next = 0;
  private delivered = 0;
  /** Sizes of the jobs that are taken and not delivered. */
  private atWork = 0;
  private done = 0;
  private hasPassedOver = false;

  constructor(
    private readonly jobs: readonly Job[],
    private readonly pool: Pool<Job>,
    private readonly listener: Listener<Answer>
  ) {
    // Sizes are read first, because a transferred job has none.
    this.sizes = jobs.map(pool.sizeOf ?? (() => 1));
    this.finished = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
    for (let i = 0; i < Math.min(pool.threads, jobs.length); i++) {
      this.openThread();
    }
  }

  async end(): Promise<void> {
    await Promise.all(this.threads.map(({ worker }) => worker.terminate()));
  }

  private openThread(): void {
    const { entry, workerData } = this.pool;
    const worker = new Worker(loading(entry), { eval: true, workerData, resourceLimits: LIMITS });
    const thread: Thread = { worker, job: -1, done: 0 };
    this.threads.push(thread);
    worker.on('message', (message: FromThread<Answer>) => this.onMessage(thread, message));
    worker.on('error', (error) => this.reject(new JudgeFailed(error.message, false)));
    worker.on('exit', (code) => this.reject(new JudgeFailed(`A thread ended with status ${code}.`, false)));
  }

  private onMessage(thread: Thread, message: FromThread<Answer>): void {
    switch (message.kind) {
      case 'progress':
        this.onProgress(thread, message.done);
        return;
      case 'failed': {
        const about = message.badInput || thread.job < 0 ? '' : `${this.pool.nameOf(this.jobs[thread.job])}: `;
        this.reject(new JudgeFailed(about + message.message, message.badInput));
        return;
      }
      case 'answer':
        this.answers.set(thread.job, message.answer);
        this.onProgress(thread, 1);
        this.delivery = this.delivery.then(() => this.deliver());
        this.delivery.catch(this.reject);
        break;
      case 'ready':
        if (message.passedOver.length > 0 && !this.hasPassedOver) {
          this.hasPassedOver = true;
          this.listener.passedOver(message.passedOver);
        }
    }
    this.takeNext(thread);
  }

  private onProgress(thread: Thread, share: number): void {
    const done = share * this.sizes[thread.job];
    this.done += done - thread.done;
    thread.done = done;
    this.listener.progress?.(this.done);
  }

  private takeNext(thread: Thread): void {
    const { next, jobs, sizes, atWork } = this;
    const { threads, mostAtATime = Infinity, handsOver } = this.pool;
    if (next >= jobs.length) {
      return;
    }
    const hasRoom = atWork === 0 || atWork + sizes[next] <= mostAtATime;
    if (next - this.delivered >= AHEAD * threads || !hasRoom) {
      this.idle.push(thread);
      return;
    }
    this.next++;
    thread.job = next;
    thread.done = 0;
    this.atWork += sizes[next];
    thread.worker.postMessage(jobs[next], handsOver?.(jobs[next], next));
  }

  /** Delivers the answers that are next in order, one by one, and wakes idle threads. */
  private async deliver(): Promise<void> {
    for (
      let answer = this.answers.get(this.delivered);
      answer !== undefined;
      answer = this.answers.get(this.delivered)
    ) {
      this.answers.delete(this.delivered);
      await this.listener.answer(answer, this.delivered);
      this.atWork -= this.sizes[this.delivered++];
      this.idle.splice(0).forEach((thread) => this.takeNext(thread));
    }
    if (this.delivered === this.jobs.length) {
      this.resolve();
    }
  }
}

/** A thread does not inherit the loader that lets Node run TypeScript. */
function loading(entry: string): string {
  return [require.resolve('tsx/cjs'), entry].map((path) => `require(${JSON.stringify(path)});`).join('');
}
