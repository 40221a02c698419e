import { join } from 'node:path';
import type { Misfit } from '../src/detector/detection';
import type { Answer, Job, JudgeRequest, Studied } from './judge';
import { answerAll } from './pool';

export interface Listener {
  /** In the order of the jobs; the next line is held back until the promise resolves. */
  line(line: string): Promise<void>;
  /** Where it was asked for, for each series of which something is worth keeping. */
  learnt?(name: string, windows: NonNullable<Studied['learnt']>): void;
  /** For each series to which what was learnt of it before is of no use now. */
  misfit?(job: Job, misfit: Misfit): void;
  /** Once at most: the asked-for backend does not run. */
  passedOver(reasons: readonly string[]): void;
}

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
  { line, learnt, misfit, passedOver }: Listener
): Promise<void> {
  const nameOf = ({ file, series }: Job) => `${file}, ${series.name}`;
  const pool = { entry: join(__dirname, 'judge.worker.ts'), workerData: request, threads, nameOf };
  await answerAll<Job, Answer>(jobs, pool, {
    async answer(answer, index) {
      if (answer.learnt) {
        learnt?.(jobs[index].series.name, answer.learnt);
      }
      if (answer.misfit) {
        misfit?.(jobs[index], answer.misfit);
      }
      await line(answer.lines);
    },
    passedOver,
  });
}
