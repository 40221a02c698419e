/** The entry of a thread: opens a judge, then answers one series after another. */
import { parentPort, workerData } from 'node:worker_threads';
import { ModelError } from '../src/model/modelError';
import { type Job, type JudgeRequest, openJudge } from './judge';
import type { FromThread } from './threads';

const port = parentPort;
if (port) {
  const say = (message: FromThread) => port.postMessage(message);
  const opening = openJudge(workerData as JudgeRequest);
  opening.then(
    ({ passedOver }) => say({ kind: 'ready', passedOver }),
    (thrown: unknown) => say(failure(thrown))
  );
  port.on('message', (job: Job) => {
    opening
      .then((judge) => judge.judge(job))
      .then(
        (line) => say({ kind: 'line', line }),
        (thrown: unknown) => say(failure(thrown))
      );
  });
}

function failure(thrown: unknown): FromThread {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const isModel = thrown instanceof ModelError;
  return {
    kind: 'failed',
    message: isModel ? `${message} ${thrown.remedy}` : message,
    badInput: isModel && thrown.code !== 'engine-failed',
  };
}
