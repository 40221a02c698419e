import { parentPort } from 'node:worker_threads';
import { ModelError } from '../src/model/modelError';
import { inEnglish } from '../src/shared/message';
import type { FromThread } from './pool';

/** What a thread of a pool does. */
export interface Answerer<Job, Answer> {
  /** Why the asked-for backend does not run; empty when it does. */
  readonly passedOver: readonly string[];
  /** @param progress may be told what share of the job is done, 0 to 1 */
  answer(job: Job, progress: (done: number) => void): Promise<Answer>;
  /** Memory of an answer that moves to the main thread instead of being copied. */
  handsOver?(answer: Answer): ArrayBuffer[];
}

/** The thread's side of `answerAll`: says when it is open, then answers one job after another. No-op on a main thread. */
export function serve<Job, Answer>(open: () => Promise<Answerer<Job, Answer>>): void {
  const port = parentPort;
  if (!port) {
    return;
  }
  const say = (message: FromThread<Answer>, moved: ArrayBuffer[] = []) => port.postMessage(message, moved);
  const opening = open();
  opening.then(
    ({ passedOver }) => say({ kind: 'ready', passedOver }),
    (thrown: unknown) => say(failure(thrown))
  );
  port.on('message', (job: Job) => {
    opening
      .then(async (answerer) => {
        const answer = await answerer.answer(job, (done) => say({ kind: 'progress', done }));
        say({ kind: 'answer', answer }, answerer.handsOver?.(answer));
      })
      .catch((thrown: unknown) => say(failure(thrown)));
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
