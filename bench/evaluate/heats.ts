import { join } from 'node:path';
import type { JudgeRequest } from '../../headless/judge';
import { answerAll } from '../../headless/pool';
import type { LabelledSeries } from './labelledSeries';
import type { Scored } from './score';

/** All contenders on one series. */
export interface Heat {
  /** Ids, in the order of the answers. */
  readonly contenders: readonly string[];
  readonly series: LabelledSeries;
}

/** What a thread is opened with. */
export type Opening = Omit<JudgeRequest, 'settings'>;

/**
 * Runs all heats on some threads.
 *
 * @param progress hears how many heats are done after each
 * @returns for each heat one answer a contender
 * @throws JudgeFailed when the network cannot run
 */
export async function runHeats(
  heats: readonly Heat[],
  opening: Opening,
  threads: number,
  progress: (done: number) => void,
  passedOver: (reasons: readonly string[]) => void
): Promise<Scored[][]> {
  const scored: Scored[][] = [];
  await answerAll<Heat, Scored[]>(
    heats,
    { entry: join(__dirname, 'contender.worker.ts'), workerData: opening, threads, nameOf: ({ series }) => series.id },
    {
      answer(one) {
        scored.push(one);
        progress(scored.length);
      },
      passedOver,
    }
  );
  return scored;
}
