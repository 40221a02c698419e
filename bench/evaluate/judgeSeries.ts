import { join } from 'node:path';
import { answerAll } from '../../headless/pool';
import type { Series } from '../../src/detector/series';
import type { Opening } from './heats';
import type { Reported } from './reported';

/** How a suite is judged: the model, the threads, and two listeners. */
export interface Judging {
  readonly opening: Opening;
  readonly threads: number;
  /** Called after each series. */
  progress(done: number, of: number): void;
  /** Called once at most, if the asked-for backend does not run. */
  passedOver(reasons: readonly string[]): void;
}

/**
 * Judges each series with default options.
 *
 * @returns what was reported of each, in the order of the series
 * @throws JudgeFailed when the network cannot run
 */
export async function judgeSeries<Item extends Series & { readonly id: string }>(
  series: readonly Item[],
  judging: Judging
): Promise<Reported[]> {
  return answersOf<Item, Reported>(series, join(__dirname, 'reported.worker.ts'), judging);
}

/** Has each series answered by threads that run `entry`. */
export async function answersOf<Item extends { readonly id: string }, Answer>(
  series: readonly Item[],
  entry: string,
  { opening, threads, progress, passedOver }: Judging
): Promise<Answer[]> {
  const answers: Answer[] = [];
  await answerAll<Item, Answer>(
    series,
    { entry, workerData: opening, threads, nameOf: ({ id }) => id },
    {
      answer(one) {
        answers.push(one);
        progress(answers.length, series.length);
      },
      passedOver,
    }
  );
  return answers;
}
