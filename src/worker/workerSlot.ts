import { networkMs } from './networkTime';
import { type Suspect, suspectOf } from './crashTracker';
import type { OnDemandQuery } from './onDemandQuery';
import type { Task } from './job';
import type { AnalysisFailure, EngineStatus, StartAnswer, TaskAnswer } from './protocol';
import type { WorkerLink } from './workerLink';

/** Of the newest task in the mean of how long tasks take against what was expected. */
const NEWEST_SHARE = 0.3;

/** A series whose windows are known takes such a share of the time of a new one, until that was measured. */
const FIRST_GUESS = 0.15;

/** One worker of the pool: what it holds, and how long that takes. */
export class WorkerSlot {
  engine: EngineStatus | null = null;
  /** By `performance.now()`. */
  readyAt: number | null = null;
  /** Ends the worker when it has held nothing for long. */
  rest: ReturnType<typeof setTimeout> | undefined;
  /** By key, in the order in which it computes them. */
  private readonly tasks = new Map<string, { readonly id: number; readonly task: Task }>();
  private readonly inquiries = new Map<OnDemandQuery, number>();
  /** How long a series takes whose windows it knows, against one that is new to it. */
  private familiarity = FIRST_GUESS;
  private startedAt = 0;

  constructor(private readonly link: WorkerLink) {}

  /** Tasks, without inquiries. */
  get held(): number {
    return this.tasks.size;
  }

  get isIdle(): boolean {
    return this.tasks.size === 0 && this.inquiries.size === 0;
  }

  /**
   * What killed it, if it dies: what it computes now, or the inquiry that may have gone before. Of the two the inquiry
   * is suspected, because a panel can do without it.
   */
  get suspect(): Suspect | undefined {
    const [inquiry] = this.inquiries.keys();
    const [held] = this.tasks.values();
    return inquiry ? { key: inquiry.key, id: inquiry.key } : held && suspectOf(held.task);
  }

  holds(key: string): boolean {
    return this.tasks.has(key);
  }

  answers(inquiry: OnDemandQuery): boolean {
    return this.inquiries.has(inquiry);
  }

  async start(): Promise<Extract<StartAnswer, { kind: 'ready' }>> {
    const answer = await this.link.ready;
    this.engine = answer.engine;
    this.readyAt = performance.now();
    return answer;
  }

  /** @param isFamiliar whether it had this series before */
  async give(id: number, task: Task, isFamiliar: boolean): Promise<TaskAnswer> {
    const idle = this.tasks.size === 0;
    this.tasks.set(task.key, { id, task });
    if (idle) {
      this.startedAt = performance.now();
    }
    const answer = await this.link.analyse(id, task.question);
    this.tasks.delete(task.key);
    const now = performance.now();
    if (answer.kind === 'outcome') {
      this.engine = answer.engine;
      // A series without slots takes the network no time, so it says nothing of how much time is saved.
      if (isFamiliar && task.slots > 0) {
        const share = (now - this.startedAt) / this.expectedMs(task, false);
        this.familiarity += NEWEST_SHARE * (Math.min(1, share) - this.familiarity);
      }
    }
    this.startedAt = now;
    return answer;
  }

  async inquire(id: number, inquiry: OnDemandQuery): Promise<AnalysisFailure | null> {
    this.inquiries.set(inquiry, id);
    const failure = await inquiry.put(this.link, id);
    this.inquiries.delete(inquiry);
    // What waited for it begins only now.
    this.startedAt = performance.now();
    return failure;
  }

  /** How long a task takes here, milliseconds. */
  expectedMs({ question: { settings, leastStride }, slots }: Task, isFamiliar: boolean): number {
    const ms = networkMs(slots, settings.windowSize, leastStride, this.engine?.pointsPerSecond ?? Infinity);
    return isFamiliar ? ms * this.familiarity : ms;
  }

  /** How long it needs for what it holds, milliseconds. */
  busyMs(isFamiliar: (task: Task) => boolean): number {
    let ms = 0;
    for (const { task } of this.tasks.values()) {
      ms += this.expectedMs(task, isFamiliar(task));
    }
    return ms;
  }

  cancel(isWanted: (key: string) => boolean): void {
    for (const [key, { id }] of this.tasks) {
      if (!isWanted(key)) {
        this.link.cancel(id);
      }
    }
  }

  cancelInquiry(inquiry: OnDemandQuery): void {
    const id = this.inquiries.get(inquiry);
    if (id !== undefined) {
      this.inquiries.delete(inquiry);
      this.link.cancel(id);
    }
  }

  end(): void {
    clearTimeout(this.rest);
    this.link.end();
  }
}
