import { Worker } from 'node:worker_threads';

/** What a thread says. */
export type FromThread<Answer> =
  | { readonly kind: 'ready'; readonly passedOver: readonly string[] }
  | { readonly kind: 'progress'; readonly done: number }
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'failed'; readonly message: string; readonly badInput: boolean };

/** The network cannot run, or not with this model. */
export class JudgeFailed extends Error {
  constructor(
    message: string,
    /** Whether the person who called can help it: a model's folder that holds no model. */
    readonly badInput: boolean
  ) {
    super(message);
  }
}

/** Threads of one kind. */
export interface Pool<Job> {
  /** The TypeScript file that a thread runs; see `serve` in thread.ts. */
  readonly entry: string;
  /** Handed to every thread when it starts. */
  readonly workerData: unknown;
  /** Threads at most. */
  readonly threads: number;
  /** What a message about a job that failed begins with. */
  readonly nameOf: (job: Job) => string;
  /** How large a job is, in any unit: what progress is counted in. Default: all alike. */
  readonly sizeOf?: (job: Job) => number;
  /** Sizes, together, of the jobs that are worked on or whose answers wait; a larger job is worked on alone. Default: any. */
  readonly mostAtATime?: number;
  /** Memory of a job that moves to the thread instead of being copied. */
  readonly handsOver?: (job: Job, index: number) => ArrayBuffer[];
}

export interface Listener<Answer> {
  /** In the order of the jobs; the next answer is held back until the promise resolves. */
  answer(answer: Answer, index: number): Promise<void> | void;
  /** Once at most: the asked-for backend does not run. */
  passedOver(reasons: readonly string[]): void;
  /** @param done of the sizes of all jobs together */
  progress?(done: number): void;
}

/** Answers that wait for an earlier one, at most, for each thread: what keeps memory bounded. */
const AHEAD = 8;

/** Room for short-lived objects: a thread computes in few arrays, and takes fifty megabytes more at the default. */
const LIMITS = { maxYoungGenerationSizeMb: 8 };

/**
 * Has the jobs answered by some threads and hands the answers over in the order of the jobs.
 *
 * @param jobs read once, one by one, when a thread is free
 * @throws JudgeFailed when a thread cannot go on
 */
export async function answerAll<Job, Answer>(
  jobs: readonly Job[],
  { entry, workerData, threads, nameOf, sizeOf = () => 1, mostAtATime = Infinity, handsOver }: Pool<Job>,
  { answer: hear, passedOver, progress }: Listener<Answer>
): Promise<void> {
  // Before any job is handed over: what has moved to a thread has no size here any more.
  const sizes = jobs.map(sizeOf);
  let atWork = 0;
  let done = 0;
  const answers = new Map<number, Answer>();
  const workers: Worker[] = [];
  let next = 0;
  let heard = 0;
  let told = false;

  try {
    await new Promise<void>((resolve, reject) => {
      const idle: Array<() => void> = [];
      let hearing = Promise.resolve();

      const handOver = async () => {
        for (let ready = answers.get(heard); ready !== undefined; ready = answers.get(heard)) {
          answers.delete(heard);
          await hear(ready, heard);
          atWork -= sizes[heard++];
          idle.splice(0).forEach((wake) => wake());
        }
        if (heard === jobs.length) {
          resolve();
        }
      };

      if (jobs.length === 0) {
        resolve();
      }
      for (let thread = 0; thread < Math.min(threads, jobs.length); thread++) {
        const worker = new Worker(loading(entry), { eval: true, workerData, resourceLimits: LIMITS });
        workers.push(worker);
        let current = -1;
        let doneOfCurrent = 0;
        const takeNext = () => {
          if (next >= jobs.length) {
            return;
          }
          const hasRoom = atWork === 0 || atWork + sizes[next] <= mostAtATime;
          if (next - heard >= AHEAD * threads || !hasRoom) {
            idle.push(takeNext);
            return;
          }
          current = next++;
          doneOfCurrent = 0;
          atWork += sizes[current];
          worker.postMessage(jobs[current], handsOver?.(jobs[current], current));
        };
        const hasDone = (share: number) => {
          done += share * sizes[current] - doneOfCurrent;
          doneOfCurrent = share * sizes[current];
          progress?.(done);
        };
        worker.on('message', (message: FromThread<Answer>) => {
          if (message.kind === 'progress') {
            hasDone(message.done);
            return;
          }
          if (message.kind === 'failed') {
            const about = current < 0 ? '' : `${nameOf(jobs[current])}: `;
            reject(new JudgeFailed(message.badInput ? message.message : about + message.message, message.badInput));
            return;
          }
          if (message.kind === 'answer') {
            answers.set(current, message.answer);
            hasDone(1);
            hearing = hearing.then(handOver);
            hearing.catch(reject);
          } else if (message.passedOver.length > 0 && !told) {
            told = true;
            passedOver(message.passedOver);
          }
          takeNext();
        });
        worker.on('error', (error) => reject(new JudgeFailed(error.message, false)));
        worker.on('exit', (code) => reject(new JudgeFailed(`A thread ended with status ${code}.`, false)));
      }
    });
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

/** A thread does not inherit the loader that lets Node run TypeScript. */
function loading(entry: string): string {
  return [require.resolve('tsx/cjs'), entry].map((path) => `require(${JSON.stringify(path)});`).join('');
}
