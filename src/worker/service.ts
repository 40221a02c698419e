import * as Comlink from 'comlink';
import type { Autoencoder } from '../detector/autoencoder';
import { detect, run } from '../detector/pipeline';
import type { Outcome } from '../detector/detection';
import { inspect, inspectUnjudged } from '../detector/explain/inspect';
import { learn } from '../detector/memory/learn';
import { readableError } from '../shared/detectorMessages';
import { wordingOf, message } from '../shared/message';
import { failureOf } from './failure';
import { PrioritySemaphore } from './prioritySemaphore';
import type {
  AnalysisFailure,
  AnalysisService,
  Answer,
  Benchmark,
  EngineStatus,
  SeriesQuestion,
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

/**
 * The worker's side of the analysis. It computes tasks in the order of arrival, on-demand queries first. A task can be
 * cancelled while it waits or between two batches. Errors are returned as answers, because a message port would strip
 * them.
 *
 * @param startEngine loads the model and starts a backend; called once
 */
export function analysisService(startEngine: (setup: WorkerSetup) => Promise<RunningEngine>): AnalysisService {
  let starting: Promise<RunningEngine> | null = null;
  let running: RunningEngine | null = null;
  const semaphore = new PrioritySemaphore(() => running?.concurrency() ?? 1);
  const aborts = new Map<number, AbortController>();

  /** Applies a detector function to a question. Its errors become the answer, because they concern this series only. */
  function inTurn<T>(
    task: number,
    { series, settings, ...options }: SeriesQuestion,
    priority: { readonly urgent: boolean },
    work: (...asked: Parameters<typeof run>) => Promise<T>
  ): Promise<Answer<T>> {
    const abort = new AbortController();
    const { signal } = abort;
    aborts.set(task, abort);
    return semaphore.run(async () => {
      try {
        if (!running) {
          throw new Error('a task came before the start');
        }
        signal.throwIfAborted();
        const autoencoder = running.autoencoder(settings.windowSize, signal);
        const answer = await work(series, autoencoder, settings, { signal, ...options });
        return { kind: 'answer', answer, engine: running.status() };
      } catch (thrown) {
        if (signal.aborted) {
          return { kind: 'cancelled' };
        }
        return running && !failureOf(thrown)
          ? { kind: 'broken', message: wordingOf(readableError(thrown)), engine: running.status() }
          : { kind: 'failure', failure: asFailure(thrown) };
      } finally {
        aborts.delete(task);
      }
    }, priority);
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
      const answer = await inTurn(task, question, { urgent: false }, detect);
      return answer.kind === 'answer' ? Comlink.transfer(answer, buffersOf(answer.answer)) : answer;
    },
    inspect(task, question, about) {
      return inTurn(task, question, { urgent: true }, async (...asked) => {
        const result = await run(...asked);
        return result.status === 'judged'
          ? inspect(result.state, about, question.labels)
          : inspectUnjudged(question.series, result.reason, question.settings.windowSize, about);
      });
    },
    learn(task, question) {
      return inTurn(task, question, { urgent: true }, async (...asked) => {
        const result = await run(...asked);
        return result.status === 'judged' ? learn(result.state) : null;
      });
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
      message: message('failure.not-run', 'The network cannot be run: {{reason}}.', {
        reason: wordingOf(readableError(thrown)),
      }),
      remedy: message('failure.not-run-remedy', 'Reload the page. If the problem persists, try another browser.'),
    }
  );
}

/** The buffers of the detection's arrays, which are transferred instead of copied. */
function buffersOf(outcome: Outcome): ArrayBuffer[] {
  const arrays = outcome.status === 'detected' ? Object.values(outcome.detection) : [];
  return [...new Set(arrays.flatMap((array) => (ArrayBuffer.isView(array) ? [array.buffer as ArrayBuffer] : [])))];
}
