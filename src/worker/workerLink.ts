import * as Comlink from 'comlink';
import type { Inspection, InspectionQuestion } from '../detector/explain/inspection';
import { AbortScope } from '../shared/abortSignal';
import { MessageError, wordingOf, message } from '../shared/message';
import { AnalysisError } from './failure';
import { type StartedWorker, workerUnavailable } from './factory';
import type {
  AnalysisService,
  OnDemandAnswer,
  LearntWindows,
  SeriesQuestion,
  StartAnswer,
  TaskAnswer,
} from './protocol';

/** How long a worker may be silent, in ticks. */
export interface Patience {
  /**
   * Milliseconds between two questions whether it is alive. Ticks are counted, not time: a laptop that slept for an hour
   * has lost one tick, not the worker.
   */
  readonly tickMs: number;
  /** While it loads its script, the model and a backend. */
  readonly ticksToStart: number;
  /** While it computes: a batch on a slow machine takes a second or two. */
  readonly ticksToAnswer: number;
}

export const DEFAULT_PATIENCE: Patience = { tickMs: 5_000, ticksToStart: 24, ticksToAnswer: 6 };

/** The worker has ended, or is not heard of any more, in the middle of something. */
export class WorkerDied extends MessageError {
  override readonly name = 'WorkerDied';
}

/** One worker's life, from its start to its end. */
export class WorkerLink {
  /** The engine once it runs. Rejects with an AnalysisError, or with WorkerDied. */
  readonly ready: Promise<Extract<StartAnswer, { kind: 'ready' }>>;
  private readonly service: Comlink.Remote<AnalysisService>;
  private readonly alive = new AbortScope();
  private heard = false;
  private started = false;
  private silentTicks = 0;
  private awaited = 0;
  private readonly watch: ReturnType<typeof setInterval>;

  constructor(
    private readonly origin: StartedWorker,
    private readonly patience: Patience = DEFAULT_PATIENCE
  ) {
    const { worker, setup } = origin;
    worker.addEventListener('error', this.onError);
    worker.addEventListener('messageerror', this.onMessageError);
    worker.addEventListener('message', this.onSignOfLife);
    this.service = Comlink.wrap<AnalysisService>(worker);
    this.watch = setInterval(() => this.tick(), patience.tickMs);
    this.ready = this.answer<StartAnswer>(this.service.start(setup)).then((answer) => {
      if (answer.kind === 'failure') {
        throw new AnalysisError(answer.failure);
      }
      this.started = true;
      return answer;
    });
    this.ready.catch(() => undefined);
  }

  /**
   * Computes one series. The caller's arrays stay whole.
   *
   * @throws WorkerDied
   */
  analyse(task: number, question: SeriesQuestion): Promise<TaskAnswer> {
    return this.answer<TaskAnswer>(this.service.analyse(task, handedOver(question)));
  }

  /** @throws WorkerDied */
  inspect(task: number, question: SeriesQuestion, about: InspectionQuestion): Promise<OnDemandAnswer<Inspection>> {
    return this.answer<OnDemandAnswer<Inspection>>(this.service.inspect(task, handedOver(question), about));
  }

  /** @throws WorkerDied */
  learn(task: number, question: SeriesQuestion): Promise<OnDemandAnswer<LearntWindows>> {
    return this.answer<OnDemandAnswer<LearntWindows>>(this.service.learn(task, handedOver(question)));
  }

  cancel(task: number): void {
    this.service.cancel(task).catch(() => undefined);
  }

  end(): void {
    clearInterval(this.watch);
    const { worker } = this.origin;
    worker.removeEventListener('error', this.onError);
    worker.removeEventListener('messageerror', this.onMessageError);
    worker.removeEventListener('message', this.onSignOfLife);
    // Comlink holds a proxy for ever that is asked something when its worker dies, and with it all of this link.
    this.service[Comlink.releaseProxy]();
    worker.terminate();
  }

  private async answer<T>(question: Promise<T>): Promise<T> {
    this.awaited++;
    try {
      return await this.alive.hold(question);
    } finally {
      this.awaited--;
      this.silentTicks = 0;
    }
  }

  private readonly onSignOfLife = (): void => {
    this.heard = true;
    this.silentTicks = 0;
  };

  private readonly onError = (event: Event): void => {
    const said = 'message' in event && typeof event.message === 'string' ? event.message : undefined;
    // Before its first word an error is the script's that did not load; such an event often says nothing.
    this.alive.cut(
      this.heard
        ? new WorkerDied(said ?? message('failure.ended', 'an error ended it'))
        : new AnalysisError(workerUnavailable(said))
    );
  };

  private readonly onMessageError = (): void =>
    this.alive.cut(new WorkerDied(message('failure.unreadable', 'a message could not be read')));

  private tick(): void {
    if (this.awaited === 0) {
      return;
    }
    this.silentTicks++;
    if (this.silentTicks > (this.started ? this.patience.ticksToAnswer : this.patience.ticksToStart)) {
      const seconds = Math.round((this.silentTicks * this.patience.tickMs) / 1000);
      this.alive.cut(
        new WorkerDied(message('failure.silent', 'it has not answered for {{seconds}} seconds', { seconds }))
      );
      return;
    }
    this.service.ping().catch((thrown: unknown) => this.alive.cut(new WorkerDied(wordingOf(thrown))));
  }
}

/** The series' arrays are copied and the copies handed over. */
function handedOver(question: SeriesQuestion): SeriesQuestion {
  const { times, values } = question.series;
  const series = { times: Float64Array.from(times), values: Float64Array.from(values) };
  return Comlink.transfer({ ...question, series }, [series.times.buffer, series.values.buffer]);
}
