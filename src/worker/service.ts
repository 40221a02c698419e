import * as Comlink from 'comlink';
import type { Autoencoder } from '../detector/autoencoder';
import type { Outcome } from '../detector/detection';
import { wordingOf, message } from '../shared/message';
import { type AutoencoderFactory, analyse, inspectSeries, learnSeries } from './analyse';
import { failureOf } from './failure';
import { PrioritySemaphore } from './prioritySemaphore';
import type {
  AnalysisFailure,
  AnalysisService,
  Benchmark,
  EngineStatus,
  OnDemandAnswer,
  WorkerSetup,
} from './protocol';

/** The running network, as the worker's entry assembles it. */
export interface RunningEngine {
  /** Which backend computes. It changes if a backend is lost. */
  status(): EngineStatus;
  /** Speeds of the backends, measured now or stored earlier. */
  readonly benchmark?: Benchmark;
  /** The model's files by path, for other workers. */
  readonly modelFiles: ReadonlyMap<string, ArrayBuffer>;
  /** How many series to compute at the same time, so that their windows share batches. */
  concurrency(): number;
  /** @param signal ends the work between two batches */
  autoencoder(windowSize: number, signal: AbortSignal): Autoencoder;
}

/** What a task needs to run. */
interface TaskContext {
  readonly engine: RunningEngine;
  readonly autoencoderFor: AutoencoderFactory;
  readonly signal: AbortSignal;
}

/** The answer to a task that was cancelled or failed. */
type Unanswered = Extract<OnDemandAnswer<never>, { readonly kind: 'cancelled' | 'failure' }>;

/**
 * The worker's side of the analysis. It computes tasks in the order of arrival. A task can be cancelled while it waits or
 * between two batches. Errors are returned as answers, because a message port would strip them.
 *
 * @param startEngine loads the model and starts a backend; called once
 */
export function analysisService(startEngine: (setup: WorkerSetup) => Promise<RunningEngine>): AnalysisService {
  let starting: Promise<RunningEngine> | null = null;
  let running: RunningEngine | null = null;
  const semaphore = new PrioritySemaphore(() => running?.concurrency() ?? 1);
  const aborts = new Map<number, AbortController>();

  function inTurn<T>(
    task: number,
    work: (context: TaskContext) => Promise<T>,
    options?: { readonly urgent: boolean }
  ): Promise<T | Unanswered> {
    const abort = new AbortController();
    const { signal } = abort;
    aborts.set(task, abort);
    return semaphore.run(async () => {
      try {
        if (!starting) {
          throw new Error('a task came before the start');
        }
        const engine = await starting;
        signal.throwIfAborted();
        return await work({ engine, autoencoderFor: (windowSize) => engine.autoencoder(windowSize, signal), signal });
      } catch (thrown) {
        return signal.aborted ? { kind: 'cancelled' } : { kind: 'failure', failure: asFailure(thrown) };
      } finally {
        aborts.delete(task);
      }
    }, options);
  }

  /** Runs an urgent task. An error in the arithmetic becomes the answer, because it concerns this series only. */
  function query<T>(task: number, work: (context: TaskContext) => Promise<T>): Promise<OnDemandAnswer<T>> {
    const answer = async (context: TaskContext): Promise<OnDemandAnswer<T>> => {
      try {
        return { kind: 'answer', answer: await work(context) };
      } catch (thrown) {
        if (context.signal.aborted || failureOf(thrown)) {
          throw thrown;
        }
        return { kind: 'broken', message: wordingOf(thrown) };
      }
    };
    return inTurn(task, answer, { urgent: true });
  }

  return {
    async start(setup) {
      try {
        starting ??= startEngine(setup);
        running = await starting;
        const { modelFiles, benchmark } = running;
        return { kind: 'ready', engine: running.status(), modelFiles, benchmark };
      } catch (thrown) {
        return { kind: 'failure', failure: asFailure(thrown) };
      }
    },
    async analyse(task, question) {
      const answer = await inTurn(task, async ({ engine, autoencoderFor, signal }) => {
        const outcome = await analyse(question, autoencoderFor, signal);
        return { kind: 'outcome' as const, outcome, engine: engine.status() };
      });
      return answer.kind === 'outcome' ? Comlink.transfer(answer, buffersOf(answer.outcome)) : answer;
    },
    inspect(task, question, about) {
      return query(task, ({ autoencoderFor, signal }) => inspectSeries(question, about, autoencoderFor, signal));
    },
    learn(task, question) {
      return query(task, ({ autoencoderFor, signal }) => learnSeries(question, autoencoderFor, signal));
    },
    cancel(task) {
      aborts.get(task)?.abort();
    },
    ping: () => undefined,
  };
}

function asFailure(thrown: unknown): AnalysisFailure {
  return (
    failureOf(thrown) ?? {
      code: 'engine-failed',
      message: message('failure.not-run', 'The network cannot be run: {{reason}}.', { reason: wordingOf(thrown) }),
      remedy: message('failure.not-run-remedy', 'Reload the page. If the problem persists, try another browser.'),
    }
  );
}

/** The buffers of the detection's arrays, which are transferred instead of copied. */
function buffersOf(outcome: Outcome): ArrayBuffer[] {
  const arrays = outcome.status === 'detected' ? Object.values(outcome.detection) : [];
  return [...new Set(arrays.flatMap((array) => (ArrayBuffer.isView(array) ? [array.buffer as ArrayBuffer] : [])))];
}
