import { parentPort } from 'node:worker_threads';
import { ModelError } from '../src/model/modelError';
import { inEnglish } from '../src/shared/message';
import type { FromThread } from './pool';

/** What a thread of a pool does. */
export interface Answerer<Job, Answer> {
  /** Why the asked-for backend does not run; empty when it does. */
  readonly passedOver: readonly string[];
  answer(job: Job): Promise<Answer>;
}

/** The thread's side of `answerAll`: says when it is open, then answers one job after another. No-op on a main thread. */
export function serve<Job, Answer>(open: () => Promise<Answerer<Job, Answer>>): void {
  const port = parentPort;
  if (!port) {
    return;
  }
  const say = (message: FromThread<Answer>) => port.postMessage(message);
  const opening = open();
  opening.then(
    ({ passedOver }) => say({ kind: 'ready', passedOver }),
    (thrown: unknown) => say(failure(thrown))
  );
  port.on('message', (job: Job) => {
    opening
      .then((answerer) => answerer.answer(job))
      .then(
        (answer) => say({ kind: 'answer', answer }),
        (thrown: unknown) => say(failure(thrown))
      );
  });
}

function failure(thrown: unknown): FromThread<never> {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const isModel = thrown instanceof ModelError;
  return {
    kind: 'failed',
    message: isModel ? `${message} ${inEnglish(thrown.remedy)}` : message,
    badInput: isModel && thrown.code !== 'engine-failed',
  };
}
