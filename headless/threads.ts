import { join } from 'node:path';
import type { MemoryMismatch } from '../src/detector/detection';
import type { Answer, Job, JudgeRequest, Studied } from './judge';
import { buffersOf } from './moved';
import { answerAll } from './pool';

export interface Listener {
  /** Called in the order of the jobs. The next answer waits until the promise resolves. */
  judged(job: Job, answer: Pick<Answer, 'series' | 'judged' | 'outcome'>): Promise<void>;
  /** Called for each series with learnt windows, if the request asks to learn. */
  learnt?(name: string, windows: NonNullable<Studied['learnt']>): void;
  /** Called for each series that does not match its learnt memory. */
  memoryMismatch?(job: Job, mismatch: MemoryMismatch): void;
  /** Called at most once, if the requested backend does not run. */
  passedOver(reasons: readonly string[]): void;
  /** @param rows that the network has processed, of all series together */
  progress?(rows: number): void;
}

/** Rows in work or waiting to be printed. They take most of the memory, about 300 bytes per row. */
const MOST_ROWS_AT_A_TIME = 1_000_000;

/**
 * Judges the jobs with several threads and delivers the answers in the order of the jobs.
 *
 * @param jobs read once, one by one, as threads become free; reading a job empties the arrays of its series
 * @throws JudgeFailed if a thread fails
 */
export async function judgeAll(
  jobs: readonly Job[],
  request: JudgeRequest,
  threads: number,
  { judged, learnt, memoryMismatch, passedOver, progress }: Listener
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
      if (answer.memoryMismatch) {
        memoryMismatch?.(jobs[index], answer.memoryMismatch);
      }
      await judged(jobs[index], answer);
    },
    passedOver,
    progress,
  });
}

/** The rows of a job, including its look-back. */
export function rowsOf({ series, context }: Job): number {
  return series.times.length + (context?.times.length ?? 0);
}

function arraysOf({ series, context }: Job): ArrayBuffer[] {
  return buffersOf(series, context ?? {});
}
