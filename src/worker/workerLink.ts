import * as Comlink from 'comlink';
import { AbortScope } from '../shared/abortSignal';
import { MessageError, type Wording, wordingOf, message } from '../shared/message';
import { type StartedWorker, workerUnavailable } from './factory';
import { AnalysisError } from './failure';
import type { AnalysisFailure, AnalysisService, SeriesQuestion, StartAnswer } from './protocol';

/** How long a worker may stay silent, in ticks. */
export interface Patience {
  /**
   * Milliseconds between two pings. The link counts ticks instead of time, so that an hour of sleep costs a laptop one tick
   * and not its worker.
   */
  readonly tickMs: number;
  /** While the worker loads its script, the model and a backend. */
  readonly ticksToStart: number;
  /** While the worker computes. A batch takes a second or two on a slow machine. */
  readonly ticksToAnswer: number;
}

const DEFAULT_PATIENCE: Patience = { tickMs: 5_000, ticksToStart: 24, ticksToAnswer: 6 };

/** The worker ended, or stopped answering, before it had answered all questions. */
export class WorkerDied extends MessageError {
  override readonly name = 'WorkerDied';
}

/** The connection to one worker, from its start to its end. */
export class WorkerLink {
  /** Resolves once the engine runs. Rejects with an AnalysisError or with WorkerDied. */
  readonly ready: Promise<Extract<StartAnswer, { kind: 'ready' }>>;
  private readonly service: Comlink.Remote<AnalysisService>;
  private readonly life = new AbortScope();
  private heard = false;
  private isReady = false;
  private silentTicks = 0;
  private awaited = 0;
  private readonly watch: ReturnType<typeof setInterval>;

  constructor(
    private readonly started: StartedWorker,
    private readonly patience: Patience = DEFAULT_PATIENCE
  ) {
    const { worker, setup } = started;
    worker.addEventListener('error', this.onError);
    worker.addEventListener('messageerror', this.onMessageError);
    worker.addEventListener('message', this.onSignOfLife);
    this.service = Comlink.wrap<AnalysisService>(worker);
    this.watch = setInterval(() => this.tick(), patience.tickMs);
    this.ready = this.ask<StartAnswer>((service) => service.start(setup)).then((answer) => {
      if (answer.kind === 'failure') {
        throw new AnalysisError(answer.failure);
      }
      this.isReady = true;
      return answer;
    });
    this.ready.catch(() => undefined);
  }

  /** @throws WorkerDied, or an AnalysisError if the script did not load */
  async ask<T>(send: (service: Comlink.Remote<AnalysisService>) => Promise<T>): Promise<T> {
    this.awaited++;
    try {
      return await this.life.guard(send(this.service));
    } finally {
      this.awaited--;
      this.silentTicks = 0;
    }
  }

  cancel(task: number): void {
    this.service.cancel(task).catch(() => undefined);
  }

  end(): void {
    clearInterval(this.watch);
    const { worker } = this.started;
    worker.removeEventListener('error', this.onError);
    worker.removeEventListener('messageerror', this.onMessageError);
    worker.removeEventListener('message', this.onSignOfLife);
    // Comlink keeps a proxy with an open call forever, and with it this link, unless the proxy is released.
    this.service[Comlink.releaseProxy]();
    worker.terminate();
  }

  private readonly onSignOfLife = (): void => {
    this.heard = true;
    this.silentTicks = 0;
  };

  private readonly onError = (event: Event): void => {
    const text = 'message' in event && typeof event.message === 'string' ? event.message : undefined;
    // An error before the first message means that the script did not load. Such an event often has no message.
    this.life.abort(
      this.heard
        ? new WorkerDied(text ?? message('failure.ended', 'an error stopped it'))
        : new AnalysisError(workerUnavailable(text))
    );
  };

  private readonly onMessageError = (): void =>
    this.life.abort(new WorkerDied(message('failure.unreadable', 'a message could not be read')));

  private tick(): void {
    if (this.awaited === 0) {
      return;
    }
    this.silentTicks++;
    if (this.silentTicks > (this.isReady ? this.patience.ticksToAnswer : this.patience.ticksToStart)) {
      const seconds = Math.round((this.silentTicks * this.patience.tickMs) / 1000);
      this.life.abort(
        new WorkerDied(message('failure.silent', 'it has not responded for {{seconds}} seconds', { seconds }))
      );
      return;
    }
    this.service.ping().catch((thrown: unknown) => this.life.abort(new WorkerDied(wordingOf(thrown))));
  }
}

/** Copies the series' arrays and transfers the copies, so that the caller's arrays stay unchanged. */
export function transferred(question: SeriesQuestion): SeriesQuestion {
  const { times, values } = question.series;
  const series = { times: Float64Array.from(times), values: Float64Array.from(values) };
  return Comlink.transfer({ ...question, series }, [series.times.buffer, series.values.buffer]);
}

/** A start or a task ended its worker, and its second attempt did so too. */
export function workerDied(reason: Wording): AnalysisFailure {
  return {
    code: 'worker-died',
    message: message('failure.worker-died', 'The analysis worker stopped twice during the same work: {{reason}}.', {
      reason,
    }),
    remedy: message(
      'failure.worker-died-remedy',
      'Retry. If it happens again, show fewer series or a shorter time range, or reload the page.'
    ),
  };
}
