import * as Comlink from 'comlink';
import type { Outcome } from '../detector/detection';
import { inspectUnjudged } from '../detector/explain/inspect';
import type { Inspection } from '../detector/explain/inspection';
import type { Series } from '../detector/series';
import type { AnalysisWorker, StartedWorker } from './factory';
import type { AnalysisFailure, AnalysisService, Answer, EngineStatus, LearntWindows, WorkerSetup } from './protocol';

export const FAKE_ENGINE: EngineStatus = {
  // A series of 64 points is expected to take half a second: 16 windows of 64 points.
  backend: 'cpu',
  passedOver: ['WebGL: software renderer (SwiftShader)'],
  model: { name: 'fake', version: '1', sha256: 'f'.repeat(64) },
};

export const FAKE_FILES: ReadonlyMap<string, ArrayBuffer> = new Map([['weights.bin', new ArrayBuffer(8)]]);

/** A series that its first value identifies. Default length: one window. */
export function namedSeries(name: number, length = 64): Series {
  return {
    times: Float64Array.from({ length }, (_, index) => index * 1000),
    values: Float64Array.from({ length }, (_, index) => name + index / 100),
  };
}

/** The outcome of a fake worker. `points` holds the name of the series. */
export const outcomeOf = (name: number): Outcome => ({
  status: 'skipped',
  reason: 'constant',
  points: name,
  needed: 64,
});

/** The inspection of a fake worker. `at` holds the name of the series. */
export const inspectionOf = (name: number): Answer<Inspection> => ({
  kind: 'answer',
  engine: FAKE_ENGINE,
  answer: inspectUnjudged(namedSeries(name), 'constant', 64, { at: { from: name, to: name } }),
});

export interface FakeBehaviour {
  readonly engine?: EngineStatus;
  readonly startFailure?: AnalysisFailure;
  readonly answer?: (name: number) => Answer<Outcome>;
  readonly learn?: (name: number) => Answer<LearntWindows>;
  /** Whether it ignores all messages, also pings. */
  readonly mute?: boolean;
}

/** A worker over a message channel. It holds every task until the test calls `answer`. */
export class FakeWorker implements AnalysisWorker {
  /** Names of the series of all tasks, in order. */
  readonly asked: number[] = [];
  readonly cancelled: number[] = [];
  /** Names of the inspected series, in order. */
  readonly inspected: number[] = [];
  /** Names of the learnt series, in order. */
  readonly learnt: number[] = [];
  /** Names of the series with a cancelled inspection. */
  readonly dropped: number[] = [];
  /** The argument of `start`. */
  setup: WorkerSetup | null = null;
  terminated = false;
  private readonly channel = new MessageChannel();
  private readonly events = new EventTarget();
  private held: Array<{ task: number; name: number; settle: (answer: Answer<Outcome>) => void }> = [];
  private inspections: Array<{ task: number; name: number; settle: (answer: Answer<Inspection>) => void }> = [];

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
        return this.behaviour.learn?.(series.values[0]) ?? { kind: 'answer', answer: null, engine: FAKE_ENGINE };
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

  /** Names of the series without an answer. */
  get holding(): number[] {
    return this.held.map(({ name }) => name);
  }

  /** Answers the held tasks. */
  answer(which: (name: number) => boolean = () => true): void {
    const { engine = FAKE_ENGINE, answer } = this.behaviour;
    const answered = this.held.filter(({ name }) => which(name));
    this.held = this.held.filter(({ name }) => !which(name));
    answered.forEach(({ name, settle }) =>
      settle(answer?.(name) ?? { kind: 'answer', answer: outcomeOf(name), engine })
    );
  }

  /** Answers the held inspections. */
  answerInspections(answer: (name: number) => Answer<Inspection> = inspectionOf): void {
    this.inspections.forEach(({ name, settle }) => settle(answer(name)));
    this.inspections = [];
  }

  /** Dispatches the event of a script error. */
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
