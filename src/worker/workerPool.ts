import { type Wording, wordingOf } from '../shared/message';
import { type StartedWorker, createAnalysisWorker, workerUnavailable } from './factory';
import { AnalysisError } from './failure';
import type { Suspect } from './crashTracker';
import { Affinity } from './affinity';
import type { OnDemandQuery } from './onDemandQuery';
import type { Task } from './job';
import type { BackendName, EngineStatus, FirstWorker, Benchmark, TaskAnswer } from './protocol';
import { DEFAULT_IDLE_TIMEOUT, type IdleTimeout, idleTimeoutAfter } from './idleTimeout';
import { type Patience, WorkerLink } from './workerLink';
import { WorkerSlot } from './workerSlot';

export interface PoolOptions {
  readonly createWorker?: () => StartedWorker;
  readonly patience?: Patience;
  /** Workers at most. Default: one a processor core, up to four; one where a graphics card computes. */
  readonly workers?: number;
  readonly rest?: IdleTimeout;
}

/** Whom the pool serves. */
export interface PoolClient {
  /** Tasks that wait and that no worker holds, in the order of their turns. */
  waiting(): Iterable<Task>;
  onTaken(task: Task): void;
  /** Questions beside the verdicts that are not answered. */
  inquiries(): Iterable<OnDemandQuery>;
  onInquired(inquiry: OnDemandQuery): void;
  onReady(engine: EngineStatus, race: Benchmark | undefined): void;
  onAnswer(task: Task, answer: Exclude<TaskAnswer, { kind: 'failure' }>): void;
  /** Whether a worker died, it is not yet known over what, and a suspect waits. */
  isProbing(): boolean;
  /** No worker can go on. */
  onFailure(failure: AnalysisError['failure']): void;
  /** A worker died over this suspect, or while it started and no other is there; what it held waits again. */
  onCrash(suspect: Suspect | undefined, reason: Wording): void;
}

/** Tasks a worker holds: one that it computes and one that waits, so that it never idles for the page's thread. */
const HELD = 2;
/** On a graphics card it computes several at once, and their windows go through the network together. */
const HELD_ON_WEBGL = 9;
const MOST_WORKERS = 4;
/** Work for less than this is not worth the start of another worker. */
const WORTH_A_START_MS = 500;
/** Panels of one refresh ask within so long, milliseconds; only longer pauses tell how often it comes. */
const ONE_REFRESH_MS = 10_000;

/**
 * The workers of a page. The first one finds out which engine is fastest. On WebAssembly and JavaScript more are
 * started when more than one series waits for long; each ends when it has had nothing to do for a while.
 */
export class WorkerPool {
  private slots: WorkerSlot[] = [];
  private readonly homes = new Affinity<WorkerSlot>();
  private first: FirstWorker | null = null;
  private limit = Infinity;
  private lastTask = 0;
  private idleSince = performance.now();
  private pauseMs = 0;

  constructor(
    private readonly options: PoolOptions,
    private readonly client: PoolClient
  ) {}

  /** When the first worker that is there was ready, by `performance.now()`; null while none is. */
  get readyAt(): number | null {
    return this.slots.reduce<number | null>((at, slot) => at ?? slot.readyAt, null);
  }

  /** Workers that may compute at the same time on this backend. */
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

  /** Gives the workers what waits, and starts more of them if that is worth it. */
  fill(): void {
    this.feed();
    this.openMore();
  }

  /** Puts every inquiry to a worker, and gives every worker its next tasks, first each of them one. */
  feed(): void {
    this.warmUp();
    this.putInquiries();
    const isProbing = this.client.isProbing();
    for (let depth = 1; depth <= HELD_ON_WEBGL; depth++) {
      for (const slot of this.slots.filter(({ readyAt }) => readyAt !== null)) {
        const room = slot.held < Math.min(depth, this.roomOf(slot, isProbing));
        const task = room ? this.nextFor(slot) : null;
        if (task) {
          this.give(slot, task);
        }
      }
    }
  }

  cancelAllBut(isWanted: (key: string) => boolean): void {
    this.slots.forEach((slot) => slot.cancel(isWanted));
  }

  cancelInquiry(inquiry: OnDemandQuery): void {
    this.slots.forEach((slot) => slot.cancelInquiry(inquiry));
  }

  end(): void {
    [...this.slots].forEach((slot) => this.remove(slot));
  }

  private open(): void {
    try {
      const { worker, setup } = (this.options.createWorker ?? createAnalysisWorker)();
      const { first } = this;
      const handed = first ? { preference: first.engine.backend, first } : {};
      const slot = new WorkerSlot(new WorkerLink({ worker, setup: { ...setup, ...handed } }, this.options.patience));
      this.slots.push(slot);
      slot.start().then(
        ({ engine, modelFiles, race }) => {
          if (this.slots.includes(slot)) {
            this.first ??= { engine, modelFiles };
            this.letRest(slot);
            this.client.onReady(engine, race);
          }
        },
        (thrown: unknown) => this.onEnd(slot, thrown)
      );
    } catch (thrown) {
      this.goOnWithout(thrown instanceof AnalysisError ? thrown.failure : workerUnavailable(wordingOf(thrown)));
    }
  }

  /** More than one series waits, and for longer than a worker takes to start. */
  private openMore(): void {
    const [{ engine } = { engine: null }] = this.slots;
    if (!engine || this.slots.some(({ readyAt, held }) => readyAt === null || held === 0)) {
      return;
    }
    const most = Math.min(this.widthOn(engine.backend), this.limit) - this.slots.length;
    const worthMs = WORTH_A_START_MS * this.slots.length;
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

  /** One at a time while it is probed which of several series, computed at once, killed a worker. */
  private roomOf({ engine }: WorkerSlot, isProbing: boolean): number {
    return engine?.backend === 'webgl' ? (isProbing ? 1 : HELD_ON_WEBGL) : HELD;
  }

  private expectedMs(task: Task): number {
    const home = this.homes.of(task.identity);
    return (home ?? this.slots[0]).expectedMs(task, home !== undefined);
  }

  /**
   * A task that this worker computed before, or none did. With nothing to do it takes one from another worker, where
   * that would get to it later than it is computed anew here.
   */
  private nextFor(slot: WorkerSlot): Task | null {
    const isFamiliarTo = (other: WorkerSlot) => (task: Task) => this.homes.of(task.identity) === other;
    for (const task of this.client.waiting()) {
      if ((this.homes.of(task.identity) ?? slot) === slot) {
        return task;
      }
    }
    if (slot.held > 0) {
      return null;
    }
    const waits = new Map(this.slots.map((other) => [other, other.busyMs(isFamiliarTo(other))]));
    for (const task of this.client.waiting()) {
      const home = this.homes.of(task.identity) ?? slot;
      const wait = waits.get(home) ?? 0;
      if (wait > slot.expectedMs(task, false)) {
        return task;
      }
      waits.set(home, wait + home.expectedMs(task, true));
    }
    return null;
  }

  /** To the worker that knows the series, or to the one with the least to do. */
  private putInquiries(): void {
    const ready = this.slots.filter(({ readyAt }) => readyAt !== null);
    const busyMs = (slot: WorkerSlot) => slot.busyMs((task) => this.homes.of(task.identity) === slot);
    for (const inquiry of this.client.inquiries()) {
      if (ready.length === 0 || ready.some((slot) => slot.answers(inquiry))) {
        continue;
      }
      const home = this.homes.of(inquiry.identity);
      const slot = home ?? ready.reduce((least, one) => (busyMs(one) < busyMs(least) ? one : least));
      clearTimeout(slot.rest);
      slot.inquire(++this.lastTask, inquiry).then(
        (failure) => this.onInquiryEnd(slot, inquiry, failure),
        (thrown: unknown) => this.onEnd(slot, thrown)
      );
    }
  }

  private onInquiryEnd(slot: WorkerSlot, inquiry: OnDemandQuery, failure: AnalysisError['failure'] | null): void {
    if (!this.slots.includes(slot)) {
      return;
    }
    if (failure) {
      this.onEnd(slot, new AnalysisError(failure));
      return;
    }
    if (!this.homes.of(inquiry.identity)) {
      this.homes.set(inquiry.identity, slot);
    }
    if (slot.isIdle) {
      this.letRest(slot);
    }
    this.client.onInquired(inquiry);
  }

  private give(slot: WorkerSlot, task: Task): void {
    const pauseMs = performance.now() - this.idleSince;
    if (pauseMs > ONE_REFRESH_MS && this.slots.every(({ isIdle }) => isIdle)) {
      this.pauseMs = pauseMs;
    }
    clearTimeout(slot.rest);
    const isFamiliar = this.homes.of(task.identity) === slot;
    const answer = slot.give(++this.lastTask, task, isFamiliar);
    this.client.onTaken(task);
    answer.then(
      (given) => this.onAnswer(slot, task, given),
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
      this.homes.set(task.identity, slot);
      if (this.first && slot === this.slots[0]) {
        this.first = { ...this.first, engine: answer.engine };
      }
    }
    if (slot.isIdle) {
      this.letRest(slot);
    }
    this.client.onAnswer(task, answer);
  }

  /** A worker's end, or word that it never began. */
  private onEnd(slot: WorkerSlot, thrown: unknown): void {
    if (!this.slots.includes(slot)) {
      return;
    }
    const { suspect, readyAt } = slot;
    this.remove(slot);
    if (thrown instanceof AnalysisError) {
      this.goOnWithout(thrown.failure);
    } else if (readyAt === null && this.readyAt !== null) {
      this.goOnWithout(workerUnavailable(wordingOf(thrown)));
    } else {
      this.client.onCrash(suspect, wordingOf(thrown));
    }
  }

  /** A worker cannot run: where others do, they are as many as there will be. */
  private goOnWithout(failure: AnalysisError['failure']): void {
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
    this.homes.forget(slot);
    if (this.slots.length === 0) {
      this.first = null;
    }
  }

  private letRest(slot: WorkerSlot): void {
    this.idleSince = performance.now();
    clearTimeout(slot.rest);
    slot.rest = setTimeout(
      () => this.remove(slot),
      idleTimeoutAfter(this.pauseMs, this.options.rest ?? DEFAULT_IDLE_TIMEOUT)
    );
  }
}
