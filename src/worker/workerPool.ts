import { LRUCache } from 'lru-cache';
import { type Wording, wordingOf } from '../shared/message';
import { type StartedWorker, createAnalysisWorker, workerUnavailable } from './factory';
import { AnalysisError } from './failure';
import type { Task } from './jobQueue';
import type { AnalysisFailure, Answer, Benchmark, EngineStatus, FirstWorker } from './protocol';
import { type Patience, WorkerLink, workerDied } from './workerLink';

export interface PoolOptions {
  readonly createWorker?: () => StartedWorker;
  readonly patience?: Patience;
  /** Most workers. Default: one per processor core, at most four. WebGL always uses one. */
  readonly workers?: number;
  readonly idleTimeoutMs?: number;
}

/** The dispatcher, as the pool sees it. */
export interface PoolClient {
  /** Whether any question is open. */
  isWorking(): boolean;
  /** Tasks without an answer that are not taken, in the order of their turns; on-demand queries first. */
  waiting(isTaken: (key: string) => boolean): Iterable<Task>;
  onTaken(task: Task): void;
  onReady(engine: EngineStatus, benchmark: Benchmark | undefined): void;
  /** A worker died. Its tasks wait again. */
  onCrash(): void;
  /** @param task whose second crash this is; without it no worker is left */
  onFailure(failure: AnalysisFailure, task?: Task): void;
}

/** One worker of the pool and its tasks by key, in the order in which it computes them. */
interface Slot {
  readonly link: WorkerLink;
  readonly tasks: Map<string, { readonly id: number; readonly task: Task }>;
  /** By `performance.now()`; null while it starts. */
  readyAt: number | null;
  /** Ends the worker if it stays idle. */
  idleTimer?: ReturnType<typeof setTimeout>;
}

/** Verdicts per worker: one that it computes and one that waits, so that it never idles while the page's thread is busy. */
const HELD = 2;
/** On WebGL a worker computes several tasks at a time and batches their windows. */
const HELD_ON_WEBGL = 9;
const MOST_WORKERS = 4;
/** Waiting work, per running worker, that justifies starting another one. */
const START_WORTH_MS = 500;
/** Outlasts the refresh interval of most dashboards, so that a refresh finds the windows of the last one cached. */
const IDLE_TIMEOUT_MS = 5 * 60_000;
/** A start or a task that ends its worker gets one more attempt, because a driver or a sleeping laptop ends workers too. */
const ATTEMPTS = 2;
const START = 'start';

/**
 * The workers of a page. The first one finds the fastest engine. On WebAssembly and JavaScript the pool starts more
 * workers if much work waits. An idle worker ends after a timeout.
 */
export class WorkerPool {
  /** As the newest answer has it; null before the first worker is ready. */
  engine: EngineStatus | null = null;
  private slots: readonly Slot[] = [];
  /** Which worker computed each series last. That worker has most of the series' windows in its cache. */
  private readonly owners = new LRUCache<string, Slot>({ max: 10_000 });
  /** Crashes of each suspect, until it succeeds. */
  private readonly crashes = new LRUCache<string, number>({ max: 1_000 });
  private modelFiles: FirstWorker['modelFiles'] | null = null;
  private limit = Infinity;
  private lastId = 0;

  constructor(
    private readonly options: PoolOptions,
    private readonly client: PoolClient
  ) {}

  /** When the oldest running worker became ready, by `performance.now()`; null if none is ready. */
  get readyAt(): number | null {
    return this.ready[0]?.readyAt ?? null;
  }

  /** Most workers that compute at the same time. */
  get width(): number {
    const cores = typeof navigator === 'undefined' ? 1 : (navigator.hardwareConcurrency ?? 1);
    return this.isOnWebgl ? 1 : (this.options.workers ?? Math.min(cores, MOST_WORKERS));
  }

  /** Starts the first worker. */
  warmUp(): void {
    if (this.slots.length === 0) {
      this.limit = Infinity;
      this.open();
    }
  }

  /** Deals out waiting tasks, and starts more workers if the remaining work justifies it. */
  fill(): void {
    if (this.client.isWorking()) {
      this.warmUp();
      this.deal();
      this.openMore();
    }
  }

  cancelAllBut(isWanted: (key: string) => boolean): void {
    for (const { link, tasks } of this.slots) {
      tasks.forEach(({ id }, key) => isWanted(key) || link.cancel(id));
    }
  }

  restart(): void {
    this.end();
    this.warmUp();
  }

  end(): void {
    this.crashes.clear();
    this.slots.forEach((slot) => this.remove(slot));
  }

  private get ready(): readonly Slot[] {
    return this.slots.filter(({ readyAt }) => readyAt !== null);
  }

  private get isOnWebgl(): boolean {
    return this.engine?.backend === 'webgl';
  }

  private open(): void {
    try {
      const { worker, setup } = (this.options.createWorker ?? createAnalysisWorker)();
      const { engine, modelFiles } = this;
      const first = engine && modelFiles && { engine, modelFiles };
      const warmStart = first ? { preference: first.engine.backend, first } : {};
      const link = new WorkerLink({ worker, setup: { ...setup, ...warmStart } }, this.options.patience);
      const slot: Slot = { link, tasks: new Map(), readyAt: null };
      this.slots = [...this.slots, slot];
      link.ready.then(
        (answer) => this.onReady(slot, answer),
        (thrown: unknown) => this.onEnd(slot, thrown)
      );
    } catch (thrown) {
      this.onUnavailable(thrown instanceof AnalysisError ? thrown.failure : workerUnavailable(wordingOf(thrown)));
    }
  }

  private onReady(slot: Slot, { engine, modelFiles, benchmark }: Awaited<WorkerLink['ready']>): void {
    if (this.slots.includes(slot)) {
      slot.readyAt = performance.now();
      this.engine = engine;
      this.modelFiles ??= modelFiles;
      this.crashes.delete(START);
      this.client.onReady(engine, benchmark);
      this.fill();
      this.endWhenIdle(slot);
    }
  }

  /** Starts as many workers as there are waiting tasks, if all are busy and the work outlasts their start. */
  private openMore(): void {
    const most = Math.min(this.width, this.limit) - this.slots.length;
    if (most <= 0 || this.slots.some((slot) => slot.readyAt === null || held(slot) === 0)) {
      return;
    }
    const worthMs = START_WORTH_MS * this.slots.length;
    let [tasks, ms] = [0, 0];
    for (const { expectedMs } of this.waiting()) {
      tasks++;
      ms += expectedMs;
      if (tasks >= most && ms >= worthMs) {
        break;
      }
    }
    for (let opened = 0; ms >= worthMs && opened < Math.min(tasks, most); opened++) {
      this.open();
    }
  }

  /**
   * Sends the on-demand queries, then deals out verdicts: one to every worker, then a second one, and so on. A worker
   * takes series that it computed before and new ones. An idle worker also takes those of busy workers.
   */
  private deal(): void {
    const { ready } = this;
    for (const task of ready.length > 0 ? this.waiting() : []) {
      if (!task.isUrgent) {
        break;
      }
      this.give(
        this.ownerOf(task) ?? ready.reduce((least, one) => (one.tasks.size < least.tasks.size ? one : least)),
        task
      );
    }
    const capacity = this.capacity();
    for (let depth = 1; depth <= capacity; depth++) {
      ready.filter((slot) => held(slot) < depth).forEach((slot) => this.giveNext(slot, true));
    }
    ready.filter((slot) => held(slot) === 0).forEach((slot) => this.giveNext(slot, false));
  }

  private giveNext(slot: Slot, onlyOwn: boolean): void {
    for (const task of this.waiting()) {
      if (!onlyOwn || (this.ownerOf(task) ?? slot) === slot) {
        this.give(slot, task);
        return;
      }
    }
  }

  /**
   * Verdicts that a worker holds. While a suspect waits, a WebGL worker takes one at a time, so that the next crash
   * identifies the series.
   */
  private capacity(): number {
    if (!this.isOnWebgl) {
      return HELD;
    }
    const tasks = this.crashes.size > 0 ? [...this.client.waiting(() => false)] : [];
    return tasks.some((task) => this.crashes.has(suspectOf(task))) ? 1 : HELD_ON_WEBGL;
  }

  private waiting(): Iterable<Task> {
    return this.client.waiting((key) => this.slots.some(({ tasks }) => tasks.has(key)));
  }

  private ownerOf({ identity }: Task): Slot | undefined {
    return identity === undefined ? undefined : this.owners.get(identity);
  }

  private give(slot: Slot, task: Task): void {
    clearTimeout(slot.idleTimer);
    const id = ++this.lastId;
    slot.tasks.set(task.key, { id, task });
    this.client.onTaken(task);
    slot.link
      .ask((service) => task.send(service, id))
      .then(
        (answer) => this.onAnswer(slot, task, answer),
        (thrown: unknown) => this.onEnd(slot, thrown)
      );
  }

  private onAnswer(slot: Slot, task: Task, answer: Answer<unknown>): void {
    if (!this.slots.includes(slot)) {
      return;
    }
    if (answer.kind === 'failure') {
      this.onEnd(slot, new AnalysisError(answer.failure));
      return;
    }
    slot.tasks.delete(task.key);
    if (answer.kind !== 'cancelled') {
      this.crashes.delete(suspectOf(task));
      this.engine = answer.engine;
      if (task.identity !== undefined) {
        this.owners.set(task.identity, slot);
      }
    }
    task.settle(answer);
    this.fill();
    this.endWhenIdle(slot);
  }

  /** A worker died, or never started. */
  private onEnd(slot: Slot, thrown: unknown): void {
    if (!this.slots.includes(slot)) {
      return;
    }
    this.remove(slot);
    if (thrown instanceof AnalysisError) {
      this.onUnavailable(thrown.failure);
    } else if (slot.readyAt === null && this.readyAt !== null) {
      this.onUnavailable(workerUnavailable(wordingOf(thrown)));
    } else {
      this.onCrash(suspectIn(slot), wordingOf(thrown));
    }
  }

  /** Counts the crash. A second one over the same suspect, or a second one at the start, predicts a third. */
  private onCrash(suspect: Task | undefined, reason: Wording): void {
    const id = suspect ? suspectOf(suspect) : START;
    const crashes = (this.crashes.get(id) ?? 0) + 1;
    this.crashes.set(id, crashes);
    if (crashes >= ATTEMPTS) {
      if (!suspect) {
        this.end();
      }
      this.client.onFailure(workerDied(reason), suspect);
    }
    this.client.onCrash();
    this.fill();
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

  private remove(slot: Slot): void {
    clearTimeout(slot.idleTimer);
    slot.link.end();
    this.slots = this.slots.filter((other) => other !== slot);
    [...this.owners].forEach(([identity, owner]) => owner === slot && this.owners.delete(identity));
    if (this.slots.length === 0) {
      this.modelFiles = null;
    }
  }

  private endWhenIdle(slot: Slot): void {
    clearTimeout(slot.idleTimer);
    if (slot.tasks.size === 0 && this.slots.includes(slot)) {
      slot.idleTimer = setTimeout(() => this.remove(slot), this.options.idleTimeoutMs ?? IDLE_TIMEOUT_MS);
    }
  }
}

/** Number of verdicts; on-demand queries do not count. */
function held({ tasks }: Slot): number {
  let verdicts = 0;
  tasks.forEach(({ task }) => (verdicts += task.isUrgent ? 0 : 1));
  return verdicts;
}

/**
 * What ended a worker: an on-demand query, or else the verdict that it computed. The query comes first because a panel
 * can do without it.
 */
function suspectIn({ tasks }: Slot): Task | undefined {
  const all = [...tasks.values()].map(({ task }) => task);
  return all.find(({ isUrgent }) => isUrgent) ?? all[0];
}

/** Under which its crashes are counted: for a series across refreshes, although its content changes. */
function suspectOf({ key, identity, isUrgent }: Task): string {
  return isUrgent ? key : (identity ?? key);
}
