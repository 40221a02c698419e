import * as Comlink from 'comlink';
import type { Autoencoder } from '../detector/autoencoder';
import type { Outcome } from '../detector/detection';
import { wordingOf, message } from '../shared/message';
import { type AutoencoderFactory, analyse, inspectSeries, learnSeries } from './analyse';
import { failureOf } from './failure';
import type {
  AnalysisFailure,
  AnalysisService,
  EngineStatus,
  OnDemandAnswer,
  Benchmark,
  WorkerSetup,
} from './protocol';
import { PrioritySemaphore } from './prioritySemaphore';

/** A network that is ready to run, as the worker's entry puts it together. */
export interface RunningEngine {
  /** Which backend computes now; it changes when one is lost. */
  status(): EngineStatus;
  /** What was measured of the backends, now or on another day. */
  readonly race?: Benchmark;
  /** The model's files by path, for other workers. */
  readonly modelFiles: ReadonlyMap<string, ArrayBuffer>;
  /** Series that are worth computing at the same time, for their windows go through the network together. */
  atOnce(): number;
  /** @param signal ends the work between two batches */
  autoencoder(windowSize: number, signal: AbortSignal): Autoencoder;
}

/** What a task is done with. */
interface Means {
  readonly engine: RunningEngine;
  readonly autoencoderFor: AutoencoderFactory;
  readonly signal: AbortSignal;
}

/** A task that came to nothing. */
type Ended = Extract<OnDemandAnswer<never>, { readonly kind: 'cancelled' | 'failure' }>;

/**
 * The worker's side: tasks are computed in the order of their arrival, one after another where nothing is won by doing
 * more at once, and each can be cancelled while it waits or between two batches. Errors are answers, for a message port
 * would strip them.
 *
 * @param startEngine loads the model and starts a backend; called once
 */
export function analysisService(startEngine: (setup: WorkerSetup) => Promise<RunningEngine>): AnalysisService {
  let starting: Promise<RunningEngine> | null = null;
  let running: RunningEngine | null = null;
  const turnstile = new PrioritySemaphore(() => running?.atOnce() ?? 1);
  const aborts = new Map<number, AbortController>();

  function inTurn<T>(
    task: number,
    manner: { readonly inHurry: boolean },
    work: (means: Means) => Promise<T>
  ): Promise<T | Ended> {
    const abort = new AbortController();
    const { signal } = abort;
    aborts.set(task, abort);
    return turnstile.pass(async () => {
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
    }, manner);
  }

  /** What breaks over one series is told of that series. */
  function inquire<T>(task: number, work: (means: Means) => Promise<T>): Promise<OnDemandAnswer<T>> {
    return inTurn(task, { inHurry: true }, async (means): Promise<OnDemandAnswer<T>> => {
      try {
        return { kind: 'answer', answer: await work(means) };
      } catch (thrown) {
        if (means.signal.aborted || failureOf(thrown)) {
          throw thrown;
        }
        return { kind: 'broken', message: wordingOf(thrown) };
      }
    });
  }

  return {
    async start(setup) {
      try {
        starting ??= startEngine(setup);
        running = await starting;
        const { modelFiles, race } = running;
        return { kind: 'ready', engine: running.status(), modelFiles, race };
      } catch (thrown) {
        return { kind: 'failure', failure: asFailure(thrown) };
      }
    },
    async analyse(task, question) {
      const answer = await inTurn(task, { inHurry: false }, async ({ engine, autoencoderFor, signal }) => {
        const outcome = await analyse(question, autoencoderFor, signal);
        return { kind: 'outcome' as const, outcome, engine: engine.status() };
      });
      return answer.kind === 'outcome' ? Comlink.transfer(answer, buffersOf(answer.outcome)) : answer;
    },
    inspect(task, question, about) {
      return inquire(task, ({ autoencoderFor, signal }) => inspectSeries(question, about, autoencoderFor, signal));
    },
    learn(task, question) {
      return inquire(task, ({ autoencoderFor, signal }) => learnSeries(question, autoencoderFor, signal));
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
      remedy: message('failure.not-run-remedy', 'Reload the page. If it stays, try another browser.'),
    }
  );
}

/** The detection's arrays are handed over, not copied. */
function buffersOf(outcome: Outcome): ArrayBuffer[] {
  const arrays = outcome.status === 'detected' ? Object.values(outcome.detection) : [];
  return [...new Set(arrays.flatMap((array) => (ArrayBuffer.isView(array) ? [array.buffer as ArrayBuffer] : [])))];
}
