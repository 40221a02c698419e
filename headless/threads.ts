import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Job, JudgeRequest } from './judge';

/** What a thread says. */
export type FromThread =
  | { readonly kind: 'ready'; readonly passedOver: readonly string[] }
  | { readonly kind: 'line'; readonly line: string }
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

export interface Listener {
  /** In the order of the jobs; the next line is held back until the promise resolves. */
  line(line: string): Promise<void>;
  /** Once at most: the asked-for backend does not run. */
  passedOver(reasons: readonly string[]): void;
}

/** A thread does not inherit the loader that lets Node run TypeScript. */
const ENTRY = [require.resolve('tsx/cjs'), join(__dirname, 'judge.worker.ts')]
  .map((path) => `require(${JSON.stringify(path)});`)
  .join('');

/** Lines that wait for an earlier one, at most, for each thread: what keeps memory bounded. */
const AHEAD = 8;

/**
 * Has the jobs judged by some threads and hands their lines over in the order of the jobs.
 *
 * @param jobs read once, one by one, when a thread is free
 * @throws JudgeFailed when a thread cannot go on
 */
export async function judgeAll(
  jobs: readonly Job[],
  request: JudgeRequest,
  threads: number,
  { line, passedOver }: Listener
): Promise<void> {
  const lines = new Map<number, string>();
  const workers: Worker[] = [];
  let next = 0;
  let printed = 0;
  let told = false;

  try {
    await new Promise<void>((resolve, reject) => {
      const idle: Array<() => void> = [];
      let printing = Promise.resolve();

      const print = async () => {
        for (let ready = lines.get(printed); ready !== undefined; ready = lines.get(printed)) {
          lines.delete(printed);
          printed++;
          await line(ready);
          idle.splice(0).forEach((wake) => wake());
        }
        if (printed === jobs.length) {
          resolve();
        }
      };

      for (let thread = 0; thread < Math.min(threads, jobs.length); thread++) {
        const worker = new Worker(ENTRY, { eval: true, workerData: request });
        workers.push(worker);
        let current = -1;
        const takeNext = () => {
          if (next >= jobs.length) {
            return;
          }
          if (next - printed >= AHEAD * threads) {
            idle.push(takeNext);
            return;
          }
          current = next++;
          worker.postMessage(jobs[current]);
        };
        worker.on('message', (message: FromThread) => {
          if (message.kind === 'failed') {
            const about = current < 0 ? '' : `${jobs[current].file}, ${jobs[current].series.name}: `;
            reject(new JudgeFailed(message.badInput ? message.message : about + message.message, message.badInput));
            return;
          }
          if (message.kind === 'line') {
            lines.set(current, message.line);
            printing = printing.then(print);
            printing.catch(reject);
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
