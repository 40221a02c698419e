import type { Remote } from 'comlink';
import type { AnalysisService, Answer } from './protocol';

/** The answer to a task that did not fail. */
export type Settled<T> = Exclude<Answer<T>, { kind: 'failure' }>;

/** Work for one worker: the verdict on a series, or an on-demand query. */
export interface Task<T = unknown> {
  /** Tasks of one key have the same answer. */
  readonly key: string;
  /** Identifies the series, also across refreshes; undefined if the panel or the series has no name. */
  readonly identity: string | undefined;
  /** On-demand queries go ahead of waiting verdicts. */
  readonly isUrgent: boolean;
  /** Expected time on a worker without cached windows, milliseconds. */
  readonly expectedMs: number;
  /** @param id for `cancel` */
  send(service: Remote<AnalysisService>, id: number): Promise<Answer<T>>;
  settle(answer: Settled<T>): void;
}

/** @param name of the series within its panel */
export function identityOf(panel: string | undefined, name: string | undefined): string | undefined {
  return panel === undefined || name === undefined ? undefined : `${panel}\n${name}`;
}

/** A question that waits for its tasks. */
export interface Job {
  /** Tasks without an answer by key, in the order of their turns. */
  readonly missing: ReadonlyMap<string, Task>;
  /** Jobs of a lower rank go first. */
  rank(): number;
  reject(reason: Error): void;
}

/** Waiting jobs. Those of one rank take turns: each gets one task computed, then the next job. */
export class JobQueue {
  jobs: readonly Job[] = [];

  add(job: Job): void {
    this.jobs = [...this.jobs, job];
  }

  remove(jobs: readonly Job[]): void {
    this.jobs = this.jobs.filter((job) => !jobs.includes(job));
  }

  waitsFor(key: string): boolean {
    return this.jobs.some(({ missing }) => missing.has(key));
  }

  /** Tasks that are not taken, each once. */
  *waiting(isTaken: (key: string) => boolean): Generator<Task> {
    const given = new Set<string>();
    const ranks = this.jobs.map((job) => job.rank());
    for (const rank of [...new Set(ranks)].sort((a, b) => a - b)) {
      let rounds = this.jobs
        .filter((_, place) => ranks[place] === rank)
        .map(({ missing }) => filtered(missing.values(), ({ key }) => !given.has(key) && !isTaken(key)));
      while (rounds.length > 0) {
        const going: typeof rounds = [];
        for (const tasks of rounds) {
          const { value: task } = tasks.next();
          if (task) {
            given.add(task.key);
            going.push(tasks);
            yield task;
          }
        }
        rounds = going;
      }
    }
  }

  /** Moves the first job that waits for this task to the end of the queue. */
  rotate({ key }: Task): void {
    const first = this.jobs.find(({ missing }) => missing.has(key));
    if (first) {
      this.jobs = [...this.jobs.filter((job) => job !== first), first];
    }
  }
}

function* filtered<T>(values: Iterable<T>, condition: (value: T) => boolean): Generator<T, undefined> {
  for (const value of values) {
    if (condition(value)) {
      yield value;
    }
  }
}
