import type { Job, Task } from './job';

/** Visible panels go first. Among them, jobs without any answer go first. */
const RANKS = [
  { visible: true, canWait: false },
  { visible: true, canWait: true },
  { visible: false, canWait: false },
  { visible: false, canWait: true },
];

/** Waiting jobs. They take turns: each gets one series computed, then the next job. */
export class JobQueue {
  private jobs: Job[] = [];

  get size(): number {
    return this.jobs.length;
  }

  add(job: Job): void {
    this.jobs.push(job);
  }

  remove(jobs: readonly Job[]): void {
    this.jobs = this.jobs.filter((job) => !jobs.includes(job));
  }

  all(): readonly Job[] {
    return this.jobs;
  }

  filter(condition: (job: Job) => boolean): Job[] {
    return this.jobs.filter(condition);
  }

  waitsFor(key: string): boolean {
    return this.jobs.some((job) => job.waitsFor(key));
  }

  hasSuspect(id: string): boolean {
    return this.jobs.some((job) => job.hasSuspect(id));
  }

  /** Waiting tasks, each once. Jobs of one rank take turns. */
  *waiting(isTaken: (key: string) => boolean): Generator<Task> {
    const given = new Set<string>();
    for (const { visible, canWait } of RANKS) {
      let rounds = this.jobs
        .filter(({ asker }) => (asker.isVisible?.() ?? true) === visible && (asker.canWait ?? false) === canWait)
        .map((job) => job.tasks());
      while (rounds.length > 0) {
        const going: typeof rounds = [];
        for (const tasks of rounds) {
          const task = nextFree(tasks, (key) => given.has(key) || isTaken(key));
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
    const first = this.jobs.find((job) => job.waitsFor(key));
    if (first) {
      this.jobs = [...this.jobs.filter((job) => job !== first), first];
    }
  }
}

function nextFree(tasks: Generator<Task>, isTaken: (key: string) => boolean): Task | null {
  for (;;) {
    const { value, done } = tasks.next();
    if (done) {
      return null;
    }
    if (!isTaken(value.key)) {
      return value;
    }
  }
}
