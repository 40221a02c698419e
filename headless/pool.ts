import { on } from 'node:events';
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
  { entry, workerData, threads, nameOf, sizeOf = () => 1, mostAtATime = Infinity, handsOver }: Pool<Job>,
  listener: Listener<Answer>
): Promise<void> {
  // Sizes are read first, because a transferred job has none.
  const sizes = jobs.map(sizeOf);
  const answers = new Map<number, Answer>();
  /** Wakes the threads that wait for room. */
  const waiting: Array<() => void> = [];
  let [next, delivered, sizeAtWork, sizeDone] = [0, 0, 0, 0];
  let delivery = Promise.resolve();
  let hasPassedOver = false;
  let fail!: (reason: unknown) => void;
  const failure = new Promise<never>((_, reject) => (fail = reject));

  const hasRoom = () =>
    next - delivered < AHEAD * threads && (sizeAtWork === 0 || sizeAtWork + sizes[next] <= mostAtATime);

  /** Delivers the answers that are next in order, one by one. */
  async function deliver(): Promise<void> {
    for (let answer = answers.get(delivered); answer !== undefined; answer = answers.get(delivered)) {
      answers.delete(delivered);
      await listener.answer(answer, delivered);
      sizeAtWork -= sizes[delivered++];
      waiting.splice(0).forEach((wake) => wake());
    }
  }

  /** Sends jobs to a thread, one after the other, until all are sent and its last one is answered. */
  async function serve(worker: Worker): Promise<void> {
    let [job, ownDone] = [-1, 0];
    const report = (share: number) => {
      sizeDone += share * sizes[job] - ownDone;
      ownDone = share * sizes[job];
      listener.progress?.(sizeDone);
    };
    for await (const [message] of on(worker, 'message') as AsyncIterable<[FromThread<Answer>]>) {
      if (message.kind === 'progress') {
        report(message.done);
        continue;
      }
      if (message.kind === 'failed') {
        const about = message.badInput || job < 0 ? '' : `${nameOf(jobs[job])}: `;
        throw new JudgeFailed(about + message.message, message.badInput);
      }
      if (message.kind === 'answer') {
        answers.set(job, message.answer);
        report(1);
        delivery = delivery.then(deliver);
        delivery.catch(fail);
      } else if (message.passedOver.length > 0 && !hasPassedOver) {
        hasPassedOver = true;
        listener.passedOver(message.passedOver);
      }
      while (next < jobs.length && !hasRoom()) {
        await new Promise<void>((wake) => waiting.push(wake));
      }
      if (next === jobs.length) {
        return;
      }
      [job, ownDone] = [next++, 0];
      sizeAtWork += sizes[job];
      worker.postMessage(jobs[job], handsOver?.(jobs[job], job));
    }
  }

  const workers = Array.from({ length: Math.min(threads, jobs.length) }, () => {
    const worker = new Worker(loading(entry), { eval: true, workerData, resourceLimits: LIMITS });
    worker.on('error', (error) => fail(new JudgeFailed(error.message, false)));
    worker.on('exit', (code) => fail(new JudgeFailed(`A thread ended with status ${code}.`, false)));
    return worker;
  });
  try {
    await Promise.race([failure, Promise.all(workers.map(serve))]);
    await Promise.race([failure, delivery]);
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

/** A thread does not inherit the loader that lets Node run TypeScript. */
function loading(entry: string): string {
  return [require.resolve('tsx/cjs'), entry].map((path) => `require(${JSON.stringify(path)});`).join('');
}
