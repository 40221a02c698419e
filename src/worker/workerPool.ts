import { type Wording, wordingOf } from '../shared/message';
import { Affinity } from './affinity';
import type { Suspect } from './crashTracker';
import { type StartedWorker, createAnalysisWorker, workerUnavailable } from './factory';
import { AnalysisError } from './failure';
import { DEFAULT_IDLE_TIMEOUT, type IdleTimeout, idleTimeoutAfter } from './idleTimeout';
import type { Task } from './job';
import type { OnDemandQuery } from './onDemandQuery';
import type { AnalysisFailure, BackendName, Benchmark, EngineStatus, FirstWorker, TaskAnswer } from './protocol';
import { type Patience, WorkerLink } from './workerLink';
import { WorkerSlot } from './workerSlot';

export interface PoolOptions {
  readonly createWorker?: () => StartedWorker;
  readonly patience?: Patience;
  /** Most workers. Default: one per processor core, at most four. WebGL always uses one. */
  readonly workers?: number;
  readonly idleTimeout?: IdleTimeout;
}

/** The answer to a task that did not fail. */
export type Settled = Exclude<TaskAnswer, { kind: 'failure' }>;

/** The dispatcher, as the pool sees it. */
export interface PoolClient {
  /** Waiting tasks that no worker holds, in the order of their turns. */
  waiting(): Iterable<Task>;
  onTaken(task: Task): void;
  /** Open queries. */
  queries(): Iterable<OnDemandQuery>;
  onQueryAnswered(query: OnDemandQuery): void;
  onReady(engine: EngineStatus, benchmark: Benchmark | undefined): void;
  onAnswer(task: Task, answer: Settled): void;
  /** Whether a crash is unexplained and one of its suspects waits. */
  isProbing(): boolean;
  /** No worker is left. */
  onFailure(failure: AnalysisFailure): void;
  /** A worker died over this suspect; undefined if the only worker died at its start. Its tasks wait again. */
  onCrash(suspect: Suspect | undefined, reason: Wording): void;
}

/** Tasks per worker: one that it computes and one that waits, so that it never idles while the page's thread is busy. */
const HELD = 2;
/** On WebGL a worker computes several tasks at a time and batches their windows. */
const HELD_ON_WEBGL = 9;
const MOST_WORKERS = 4;
/** Waiting work, per running worker, that justifies starting another one. */
const START_WORTH_MS = 500;
/** Panels of one refresh ask within this time. Only longer pauses measure the refresh interval. */
const REFRESH_SPREAD_MS = 10_000;

/**
 * The workers of a page. The first one finds the fastest engine. On WebAssembly and JavaScript the pool starts more
 * workers if much work waits. An idle worker ends after a timeout.
 */
export class WorkerPool {
  private slots: WorkerSlot[] = [];
  private readonly affinity = new Affinity<WorkerSlot>();
  private first: FirstWorker | null = null;
  private limit = Infinity;
  private lastTask = 0;
  private idleSince = performance.now();
  private pauseMs = 0;

  constructor(
    private readonly options: PoolOptions,
    private readonly client: PoolClient
  ) {}

  /** When the oldest running worker became ready, by `performance.now()`; null if none is ready. */
  get readyAt(): number | null {
    return this.slots.reduce<number | null>((at, slot) => at ?? slot.readyAt, null);
  }

  /** Most workers that compute at the same time on this backend. */
  widthOn(backend: BackendName): number {
    const cores = typeof navigator === 'undefined' ? 1 : (navigator.hardwareConcurrency ?? 1);
    return backend === 'webgl' ? 1 : (this.options.workers ?? Math.min(cores, MOST_WORKERS));
  }

  holds(key: string): boolean {
    return this.slots.some((slot) => slot.holds(key));
  }

  /** Starts the first worker. */
  warmUp(): void {
    if (this.slots.length === 0) {
      this.limit = Infinity;
      this.open();
    }
  }

  /** Feeds the workers and starts more of them if the waiting work justifies it. */
  fill(): void {
    this.feed();
    this.openMore();
  }

  /** Sends the open queries, then deals out waiting tasks: one to every worker, then a second one, and so on. */
  feed(): void {
    this.warmUp();
    this.sendQueries();
    const isProbing = this.client.isProbing();
    for (let depth = 1; depth <= HELD_ON_WEBGL; depth++) {
      for (const slot of this.slots.filter(({ readyAt }) => readyAt !== null)) {
        const hasRoom = slot.held < Math.min(depth, this.capacityOf(slot, isProbing));
        const task = hasRoom ? this.nextFor(slot) : null;
        if (task) {
          this.give(slot, task);
        }
      }
    }
  }

  cancelAllBut(isWanted: (key: string) => boolean): void {
    this.slots.forEach((slot) => slot.cancel(isWanted));
  }

  cancelQuery(query: OnDemandQuery): void {
    this.slots.forEach((slot) => slot.cancelQuery(query));
  }

  end(): void {
    [...this.slots].forEach((slot) => this.remove(slot));
  }

  private open(): void {
    try {
      const { worker, setup } = (this.options.createWorker ?? createAnalysisWorker)();
      const { first } = this;
      const warmStart = first ? { preference: first.engine.backend, first } : {};
      const slot = new WorkerSlot(new WorkerLink({ worker, setup: { ...setup, ...warmStart } }, this.options.patience));
      this.slots.push(slot);
      slot.start().then(
        ({ engine, modelFiles, benchmark }) => {
          if (this.slots.includes(slot)) {
            this.first ??= { engine, modelFiles };
            this.endWhenIdle(slot);
            this.client.onReady(engine, benchmark);
          }
        },
        (thrown: unknown) => this.onEnd(slot, thrown)
      );
    } catch (thrown) {
      this.onUnavailable(thrown instanceof AnalysisError ? thrown.failure : workerUnavailable(wordingOf(thrown)));
    }
  }

  /** Starts as many workers as there are waiting tasks, if all are busy and the work outlasts their start. */
  private openMore(): void {
    const [{ engine } = { engine: null }] = this.slots;
    if (!engine || this.slots.some(({ readyAt, held }) => readyAt === null || held === 0)) {
      return;
    }
    const most = Math.min(this.widthOn(engine.backend), this.limit) - this.slots.length;
    const worthMs = START_WORTH_MS * this.slots.length;
    let more = 0;
    let ms = 0;
    for (const task of most > 0 ? this.client.waiting() : []) {
      more = Math.min(most, more + 1);
      ms += this.expectedMs(task);
      if (more === most && ms >= worthMs) {
        break;
      }
    }
    for (let opened = 0; ms >= worthMs && opened < more; opened++) {
      this.open();
    }
  }

  /** While probing, a WebGL worker takes one task at a time, so that the next crash identifies the series. */
  private capacityOf({ engine }: WorkerSlot, isProbing: boolean): number {
    return engine?.backend === 'webgl' ? (isProbing ? 1 : HELD_ON_WEBGL) : HELD;
  }

  private expectedMs(task: Task): number {
    const owner = this.affinity.of(task.identity);
    return (owner ?? this.slots[0]).expectedMs(task, owner !== undefined);
  }

  /**
   * A task that this worker computed before, or that is new to all. An idle worker also steals a task if its owner would
   * start it later than this worker, with a cold cache, would finish it.
   */
  private nextFor(slot: WorkerSlot): Task | null {
    for (const task of this.client.waiting()) {
      if ((this.affinity.of(task.identity) ?? slot) === slot) {
        return task;
      }
    }
    if (slot.held > 0) {
      return null;
    }
    const waits = new Map(this.slots.map((other) => [other, other.busyMs(this.isWarmOn(other))]));
    for (const task of this.client.waiting()) {
      const owner = this.affinity.of(task.identity) ?? slot;
      const wait = waits.get(owner) ?? 0;
      if (wait > slot.expectedMs(task, false)) {
        return task;
      }
      waits.set(owner, wait + owner.expectedMs(task, true));
    }
    return null;
  }

  /** Sends each query to the worker that computed the series, or to the least busy one. */
  private sendQueries(): void {
    const ready = this.slots.filter(({ readyAt }) => readyAt !== null);
    const busyMs = (slot: WorkerSlot) => slot.busyMs(this.isWarmOn(slot));
    for (const query of this.client.queries()) {
      if (ready.length === 0 || ready.some((slot) => slot.holdsQuery(query))) {
        continue;
      }
      const owner = this.affinity.of(query.identity);
      const slot = owner ?? ready.reduce((least, one) => (busyMs(one) < busyMs(least) ? one : least));
      clearTimeout(slot.idleTimer);
      slot.send(++this.lastTask, query).then(
        (failure) => this.onQueryEnd(slot, query, failure),
        (thrown: unknown) => this.onEnd(slot, thrown)
      );
    }
  }

  private onQueryEnd(slot: WorkerSlot, query: OnDemandQuery, failure: AnalysisFailure | null): void {
    if (!this.slots.includes(slot)) {
      return;
    }
    if (failure) {
      this.onEnd(slot, new AnalysisError(failure));
      return;
    }
    if (!this.affinity.of(query.identity)) {
      this.affinity.set(query.identity, slot);
    }
    if (slot.isIdle) {
      this.endWhenIdle(slot);
    }
    this.client.onQueryAnswered(query);
  }

  /** Whether a task's windows are cached in this worker. */
  private isWarmOn(slot: WorkerSlot): (task: Task) => boolean {
    return ({ identity }) => this.affinity.of(identity) === slot;
  }

  private give(slot: WorkerSlot, task: Task): void {
    const pauseMs = performance.now() - this.idleSince;
    if (pauseMs > REFRESH_SPREAD_MS && this.slots.every(({ isIdle }) => isIdle)) {
      this.pauseMs = pauseMs;
    }
    clearTimeout(slot.idleTimer);
    const computed = slot.give(++this.lastTask, task, this.isWarmOn(slot)(task));
    this.client.onTaken(task);
    computed.then(
      (answer) => this.onAnswer(slot, task, answer),
      (thrown: unknown) => this.onEnd(slot, thrown)
    );
  }

  private onAnswer(slot: WorkerSlot, task: Task, answer: TaskAnswer): void {
    if (!this.slots.includes(slot)) {
      return;
    }
    if (answer.kind === 'failure') {
      this.onEnd(slot, new AnalysisError(answer.failure));
      return;
    }
    if (answer.kind === 'outcome') {
      this.affinity.set(task.identity, slot);
      if (this.first && slot === this.slots[0]) {
        this.first = { ...this.first, engine: answer.engine };
      }
    }
    if (slot.isIdle) {
      this.endWhenIdle(slot);
    }
    this.client.onAnswer(task, answer);
  }

  /** A worker died, or never started. */
  private onEnd(slot: WorkerSlot, thrown: unknown): void {
    if (!this.slots.includes(slot)) {
      return;
    }
    const { suspect, readyAt } = slot;
    this.remove(slot);
    if (thrown instanceof AnalysisError) {
      this.onUnavailable(thrown.failure);
    } else if (readyAt === null && this.readyAt !== null) {
      this.onUnavailable(workerUnavailable(wordingOf(thrown)));
    } else {
      this.client.onCrash(suspect, wordingOf(thrown));
    }
  }

  /** A worker cannot run. If others do, the pool stays at their number; otherwise it fails. */
  private onUnavailable(failure: AnalysisFailure): void {
    if (this.readyAt !== null) {
      this.limit = this.slots.length;
      this.fill();
      return;
    }
    this.end();
    this.client.onFailure(failure);
  }

  private remove(slot: WorkerSlot): void {
    slot.end();
    this.slots = this.slots.filter((other) => other !== slot);
    this.affinity.forget(slot);
    if (this.slots.length === 0) {
      this.first = null;
    }
  }

  private endWhenIdle(slot: WorkerSlot): void {
    this.idleSince = performance.now();
    clearTimeout(slot.idleTimer);
    slot.idleTimer = setTimeout(
      () => this.remove(slot),
      idleTimeoutAfter(this.pauseMs, this.options.idleTimeout ?? DEFAULT_IDLE_TIMEOUT)
    );
  }
}
