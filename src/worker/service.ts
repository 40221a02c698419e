import * as Comlink from 'comlink';
import type { Autoencoder } from '../detector/autoencoder';
import type { Outcome } from '../detector/detection';
import { analyse } from './analyse';
import { failureOf, sentenceOf } from './failure';
import type { AnalysisFailure, AnalysisService, EngineStatus, Race, TaskAnswer, WorkerSetup } from './protocol';
import { Turnstile } from './turnstile';

/** A network that is ready to run, as the worker's entry puts it together. */
export interface RunningEngine {
  /** Which backend computes now; it changes when one is lost. */
  status(): EngineStatus;
  /** What was measured of the backends, now or on another day. */
  readonly race?: Race;
  /** The model's files by path, for other workers. */
  readonly modelFiles: ReadonlyMap<string, ArrayBuffer>;
  /** Series that are worth computing at the same time, for their windows go through the network together. */
  atOnce(): number;
  /** @param signal ends the work between two batches */
  autoencoder(windowSize: number, signal: AbortSignal): Autoencoder;
}

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
  const turnstile = new Turnstile(() => running?.atOnce() ?? 1);
  const aborts = new Map<number, AbortController>();

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
    async analyse(task, series, settings, leastStride) {
      const abort = new AbortController();
      aborts.set(task, abort);
      const answer = await turnstile.pass(async (): Promise<TaskAnswer> => {
        try {
          if (!starting) {
            throw new Error('a task came before the start');
          }
          const engine = await starting;
          const outcome = await analyse(
            { series, settings, leastStride },
            (windowSize) => engine.autoencoder(windowSize, abort.signal),
            abort.signal
          );
          return { kind: 'outcome', outcome, engine: engine.status() };
        } catch (thrown) {
          return abort.signal.aborted ? { kind: 'cancelled' } : { kind: 'failure', failure: asFailure(thrown) };
        } finally {
          aborts.delete(task);
        }
      });
      return answer.kind === 'outcome' ? Comlink.transfer(answer, buffersOf(answer.outcome)) : answer;
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
      message: `The network cannot be run: ${sentenceOf(thrown)}.`,
      remedy: 'Reload the page. If it stays, try another browser.',
    }
  );
}

/** The detection's arrays are handed over, not copied. */
function buffersOf(outcome: Outcome): ArrayBuffer[] {
  const arrays = outcome.status === 'detected' ? Object.values(outcome.detection) : [];
  return [...new Set(arrays.flatMap((array) => (ArrayBuffer.isView(array) ? [array.buffer as ArrayBuffer] : [])))];
}
