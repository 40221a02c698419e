import { type Suspect, suspectOf } from './crashTracker';
import type { Task } from './job';
import { networkMs } from './networkTime';
import type { OnDemandQuery } from './onDemandQuery';
import type { AnalysisFailure, EngineStatus, StartAnswer, TaskAnswer } from './protocol';
import type { WorkerLink } from './workerLink';

/** Weight of the newest task in the moving average of the warm cost ratio. */
const NEWEST_WEIGHT = 0.3;

/** Warm cost ratio until one was measured. */
const INITIAL_WARM_COST_RATIO = 0.15;

/** One worker of the pool: its tasks, its queries and how long they take. */
export class WorkerSlot {
  engine: EngineStatus | null = null;
  /** By `performance.now()`. */
  readyAt: number | null = null;
  /** Ends the worker if it stays idle. */
  idleTimer: ReturnType<typeof setTimeout> | undefined;
  /** By key, in the order in which the worker computes them. */
  private readonly tasks = new Map<string, { readonly id: number; readonly task: Task }>();
  private readonly queries = new Map<OnDemandQuery, number>();
  /** Time for a series whose windows are cached, relative to a new series. */
  private warmCostRatio = INITIAL_WARM_COST_RATIO;
  private startedAt = 0;

  constructor(private readonly link: WorkerLink) {}

  /** Number of tasks; queries do not count. */
  get held(): number {
    return this.tasks.size;
  }

  get isIdle(): boolean {
    return this.tasks.size === 0 && this.queries.size === 0;
  }

  /**
   * What ended the worker, if it dies now: an open query, or else the task that it computes. The query comes first
   * because a panel can do without it.
   */
  get suspect(): Suspect | undefined {
    const [query] = this.queries.keys();
    const [held] = this.tasks.values();
    return query ? { key: query.key, id: query.key } : held && suspectOf(held.task);
  }

  holds(key: string): boolean {
    return this.tasks.has(key);
  }

  holdsQuery(query: OnDemandQuery): boolean {
    return this.queries.has(query);
  }

  async start(): Promise<Extract<StartAnswer, { kind: 'ready' }>> {
    const answer = await this.link.ready;
    this.engine = answer.engine;
    this.readyAt = performance.now();
    return answer;
  }

  /** @param isWarm whether the worker computed this series before */
  async give(id: number, task: Task, isWarm: boolean): Promise<TaskAnswer> {
    if (this.tasks.size === 0) {
      this.startedAt = performance.now();
    }
    this.tasks.set(task.key, { id, task });
    const answer = await this.link.analyse(id, task.question);
    this.tasks.delete(task.key);
    const now = performance.now();
    if (answer.kind === 'outcome') {
      this.engine = answer.engine;
      // A series without slots costs nothing in either case, so it measures no ratio.
      if (isWarm && task.slots > 0) {
        const ratio = (now - this.startedAt) / this.expectedMs(task, false);
        this.warmCostRatio += NEWEST_WEIGHT * (Math.min(1, ratio) - this.warmCostRatio);
      }
    }
    this.startedAt = now;
    return answer;
  }

  async send(id: number, query: OnDemandQuery): Promise<AnalysisFailure | null> {
    this.queries.set(query, id);
    const failure = await query.send(this.link, id);
    this.queries.delete(query);
    // A task that waited for the query starts now.
    this.startedAt = performance.now();
    return failure;
  }

  /** Expected time for a task, milliseconds. */
  expectedMs({ question: { settings, leastStride }, slots }: Task, isWarm: boolean): number {
    const ms = networkMs(slots, settings.windowSize, leastStride, this.engine?.pointsPerSecond ?? Infinity);
    return isWarm ? ms * this.warmCostRatio : ms;
  }

  /** Expected time for all tasks that the worker holds, milliseconds. */
  busyMs(isWarm: (task: Task) => boolean): number {
    let ms = 0;
    for (const { task } of this.tasks.values()) {
      ms += this.expectedMs(task, isWarm(task));
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

  cancelQuery(query: OnDemandQuery): void {
    const id = this.queries.get(query);
    if (id !== undefined) {
      this.queries.delete(query);
      this.link.cancel(id);
    }
  }

  end(): void {
    clearTimeout(this.idleTimer);
    this.link.end();
  }
}
