import * as Comlink from 'comlink';
import type { Autoencoder } from '../detector/autoencoder';
import type { Outcome } from '../detector/detection';
import { analyse } from './analyse';
import { failureOf, sentenceOf } from './failure';
import type { AnalysisFailure, AnalysisService, EngineStatus, TaskAnswer, WorkerSetup } from './protocol';

/** A network that is ready to run, as the worker's entry puts it together. */
export interface RunningEngine {
  /** Which backend computes now; it changes when one is lost. */
  status(): EngineStatus;
  /** @param signal ends the work between two batches */
  autoencoder(windowSize: number, signal: AbortSignal): Autoencoder;
}

/**
 * The worker's side: tasks are computed one after another in the order of their arrival, and each can be cancelled
 * while it waits or between two batches. Errors are answers, for a message port would strip them.
 *
 * @param startEngine loads the model and starts a backend; called once
 */
export function analysisService(startEngine: (setup: WorkerSetup) => Promise<RunningEngine>): AnalysisService {
  let engine: Promise<RunningEngine> | null = null;
  let turn: Promise<unknown> = Promise.resolve();
  const aborts = new Map<number, AbortController>();

  return {
    async start(setup) {
      try {
        engine ??= startEngine(setup);
        return { kind: 'ready', engine: (await engine).status() };
      } catch (thrown) {
        return { kind: 'failure', failure: asFailure(thrown) };
      }
    },
    async analyse(task, series, settings) {
      const abort = new AbortController();
      aborts.set(task, abort);
      const mine = turn.then(async (): Promise<TaskAnswer> => {
        try {
          if (!engine) {
            throw new Error('a task came before the start');
          }
          const running = await engine;
          const [outcome] = await analyse(
            { series: [series], settings },
            (windowSize) => running.autoencoder(windowSize, abort.signal),
            abort.signal
          );
          return { kind: 'outcome', outcome, engine: running.status() };
        } catch (thrown) {
          return abort.signal.aborted ? { kind: 'cancelled' } : { kind: 'failure', failure: asFailure(thrown) };
        } finally {
          aborts.delete(task);
        }
      });
      turn = mine;
      const answer = await mine;
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
