import { parentPort } from 'node:worker_threads';
import { ModelError } from '../src/model/modelError';
import { inEnglish } from '../src/shared/message';
import type { FromThread } from './pool';

/** The work of a pool's thread. */
export interface Answerer<Job, Answer> {
  /** Why the requested backend does not run; empty if it does. */
  readonly passedOver: readonly string[];
  /** @param progress takes the share of the job that is done, 0 to 1 */
  answer(job: Job, progress: (done: number) => void): Promise<Answer>;
  /** Buffers of an answer to transfer to the main thread instead of copying them. */
  handsOver?(answer: Answer): ArrayBuffer[];
}

/** The thread's side of `answerAll`: reports that it is ready, then answers jobs one by one. No-op on the main thread. */
export function serve<Job, Answer>(open: () => Promise<Answerer<Job, Answer>>): void {
  const port = parentPort;
  if (!port) {
    return;
  }
  const send = (message: FromThread<Answer>, moved: ArrayBuffer[] = []) => port.postMessage(message, moved);
  const opening = open();
  opening.then(
    ({ passedOver }) => send({ kind: 'ready', passedOver }),
    (thrown: unknown) => send(failure(thrown))
  );
  port.on('message', (job: Job) => {
    opening
      .then(async (answerer) => {
        const answer = await answerer.answer(job, (done) => send({ kind: 'progress', done }));
        send({ kind: 'answer', answer }, answerer.handsOver?.(answer));
      })
      .catch((thrown: unknown) => send(failure(thrown)));
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
