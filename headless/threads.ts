import { join } from 'node:path';
import type { MemoryMismatch } from '../src/detector/detection';
import type { Answer, Job, JudgeRequest, Studied } from './judge';
import { buffersOf } from './moved';
import { answerAll } from './pool';

export interface Listener {
  /** In the order of the jobs; the next one is held back until the promise resolves. */
  judged(job: Job, found: Pick<Answer, 'series' | 'judged' | 'outcome'>): Promise<void>;
  /** Where it was asked for, for each series of which something is worth keeping. */
  learnt?(name: string, windows: NonNullable<Studied['learnt']>): void;
  /** For each series to which what was learnt of it before is of no use now. */
  misfit?(job: Job, misfit: MemoryMismatch): void;
  /** Once at most: the asked-for backend does not run. */
  passedOver(reasons: readonly string[]): void;
  /** @param rows that have gone through the network, of all series together */
  progress?(rows: number): void;
}

/** Rows that are judged at a time, or wait to be printed: with three hundred bytes a row they are what memory goes to. */
const MOST_ROWS_AT_A_TIME = 1_000_000;

/**
 * Has the jobs judged by some threads and hands over what they find, in the order of the jobs.
 *
 * @param jobs read once, one by one, when a thread is free; the arrays of their series are empty from then on
 * @throws JudgeFailed when a thread cannot go on
 */
export async function judgeAll(
  jobs: readonly Job[],
  request: JudgeRequest,
  threads: number,
  { judged, learnt, misfit, passedOver, progress }: Listener
): Promise<void> {
  const lastUse = new Map<ArrayBuffer, number>();
  jobs.forEach((job, index) => arraysOf(job).forEach((buffer) => lastUse.set(buffer, index)));
  const pool = {
    entry: join(__dirname, 'judge.worker.ts'),
    workerData: request,
    threads,
    nameOf: ({ file, series }: Job) => `${file}, ${series.name}`,
    sizeOf: rowsOf,
    mostAtATime: MOST_ROWS_AT_A_TIME,
    // The series of a file share their times.
    handsOver: (job: Job, index: number) => arraysOf(job).filter((buffer) => lastUse.get(buffer) === index),
  };
  await answerAll<Job, Answer>(jobs, pool, {
    async answer(answer, index) {
      if (answer.learnt) {
        learnt?.(jobs[index].series.name, answer.learnt);
      }
      if (answer.misfit) {
        misfit?.(jobs[index], answer.misfit);
      }
      await judged(jobs[index], answer);
    },
    passedOver,
    progress,
  });
}

/** Rows that are judged, with those of its look-back. */
export function rowsOf({ series, context }: Job): number {
  return series.times.length + (context?.times.length ?? 0);
}

function arraysOf({ series, context }: Job): ArrayBuffer[] {
  return buffersOf(series, context ?? {});
}
