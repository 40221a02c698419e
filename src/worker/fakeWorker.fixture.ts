import * as Comlink from 'comlink';
import type { Outcome } from '../detector/detection';
import { inspectUnjudged } from '../detector/explain/inspect';
import type { Inspection } from '../detector/explain/inspection';
import type { Series } from '../detector/series';
import type { AnalysisWorker, StartedWorker } from './factory';
import type {
  AnalysisFailure,
  AnalysisService,
  EngineStatus,
  OnDemandAnswer,
  LearntWindows,
  TaskAnswer,
  WorkerSetup,
} from './protocol';

export const FAKE_ENGINE: EngineStatus = {
  backend: 'wasm',
  passedOver: ['WebGL: software renderer (SwiftShader)'],
  // A series of 64 points, read as sixteen windows of 64, takes it one second.
  pointsPerSecond: 1024,
  model: { name: 'fake', version: '1', sha256: 'f'.repeat(64) },
};

export const FAKE_FILES: ReadonlyMap<string, ArrayBuffer> = new Map([['weights.bin', new ArrayBuffer(8)]]);

/** A series whose first value names it, as long as a window. */
export function namedSeries(name: number, length = 64): Series {
  return {
    times: Float64Array.from({ length }, (_, index) => index * 1000),
    values: Float64Array.from({ length }, (_, index) => name + index / 100),
  };
}

/** The outcome a fake worker gives for a series: its name stands in `points`. */
export const outcomeOf = (name: number): Outcome => ({
  status: 'skipped',
  reason: 'constant',
  points: name,
  needed: 64,
});

/** What a fake worker says of a series it was to look at closely: its name stands in `at`. */
export const inspectionOf = (name: number): OnDemandAnswer<Inspection> => ({
  kind: 'answer',
  answer: inspectUnjudged(namedSeries(name), 'constant', 64, { at: { from: name, to: name } }),
});

export interface FakeBehaviour {
  readonly engine?: EngineStatus;
  readonly startFailure?: AnalysisFailure;
  readonly answer?: (name: number) => TaskAnswer;
  readonly learn?: (name: number) => OnDemandAnswer<LearntWindows>;
  /** Answers nothing, not even whether it is alive. */
  readonly mute?: boolean;
}

/** A worker over a message channel that keeps every task until it is told to answer. */
export class FakeWorker implements AnalysisWorker {
  /** Names of the series it was given, in order. */
  readonly asked: number[] = [];
  readonly cancelled: number[] = [];
  /** Names of the series it was to look at closely, in order. */
  readonly inspected: number[] = [];
  /** Names of the series it was to learn from, in order. */
  readonly learnt: number[] = [];
  /** Of those that it inspected, the ones that nobody waits for any more. */
  readonly dropped: number[] = [];
  /** What it was told at its start. */
  setup: WorkerSetup | null = null;
  terminated = false;
  private readonly channel = new MessageChannel();
  private readonly events = new EventTarget();
  private held: Array<{ task: number; name: number; settle: (answer: TaskAnswer) => void }> = [];
  private inspections: Array<{ task: number; name: number; settle: (answer: OnDemandAnswer<Inspection>) => void }> = [];

  constructor(private readonly behaviour: FakeBehaviour = {}) {
    const service: AnalysisService = {
      start: async (setup) => {
        this.setup = setup;
        const { startFailure: failure, engine = FAKE_ENGINE } = behaviour;
        return failure ? { kind: 'failure', failure } : { kind: 'ready', engine, modelFiles: FAKE_FILES };
      },
      analyse: (task, { series }) =>
        new Promise((settle) => {
          const name = series.values[0];
          this.asked.push(name);
          this.held.push({ task, name, settle });
        }),
      inspect: (task, { series }) =>
        new Promise((settle) => {
          const name = series.values[0];
          this.inspected.push(name);
          this.inspections.push({ task, name, settle });
        }),
      learn: async (_, { series }) => {
        this.learnt.push(series.values[0]);
        return this.behaviour.learn?.(series.values[0]) ?? { kind: 'answer', answer: null };
      },
      cancel: (task) => {
        const dropped = this.inspections.find((one) => one.task === task);
        if (dropped) {
          this.dropped.push(dropped.name);
          dropped.settle({ kind: 'cancelled' });
          return;
        }
        this.cancelled.push(this.held.find((one) => one.task === task)?.name ?? NaN);
        this.held.filter((one) => one.task === task).forEach((one) => one.settle({ kind: 'cancelled' }));
        this.held = this.held.filter((one) => one.task !== task);
      },
      ping: () => undefined,
    };
    if (!behaviour.mute) {
      Comlink.expose(service, this.channel.port2);
    }
  }

  started(): StartedWorker {
    return { worker: this, setup: { assetsUrl: 'http://localhost/' } };
  }

  /** Names of the series it was asked for and has not answered. */
  get holding(): number[] {
    return this.held.map(({ name }) => name);
  }

  /** Answers what it holds. */
  answer(which: (name: number) => boolean = () => true): void {
    const { engine = FAKE_ENGINE, answer } = this.behaviour;
    const answered = this.held.filter(({ name }) => which(name));
    this.held = this.held.filter(({ name }) => !which(name));
    answered.forEach(({ name, settle }) =>
      settle(answer?.(name) ?? { kind: 'outcome', outcome: outcomeOf(name), engine })
    );
  }

  /** Answers what it was to look at closely. */
  answerInspections(answer: (name: number) => OnDemandAnswer<Inspection> = inspectionOf): void {
    this.inspections.forEach(({ name, settle }) => settle(answer(name)));
    this.inspections = [];
  }

  /** What a browser says when the script breaks. */
  crash(message?: string): void {
    this.events.dispatchEvent(Object.assign(new Event('error'), { message }));
  }

  postMessage(message: unknown, transfer: Transferable[]): void {
    if (!this.terminated) {
      this.channel.port1.postMessage(message, transfer);
    }
  }

  addEventListener(type: string, listener: EventListenerOrEventListenerObject): void {
    if (type === 'message') {
      this.channel.port1.addEventListener(type, listener);
      this.channel.port1.start();
    } else {
      this.events.addEventListener(type, listener);
    }
  }

  removeEventListener(type: string, listener: EventListenerOrEventListenerObject): void {
    (type === 'message' ? this.channel.port1 : this.events).removeEventListener(type, listener);
  }

  terminate(): void {
    this.terminated = true;
    this.channel.port1.close();
    this.channel.port2.close();
  }
}
