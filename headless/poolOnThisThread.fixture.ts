import type { Answer, Job, JudgeRequest } from './judge';
import { answererOf } from './judge.worker';
import type * as pool from './pool';

/** Stands in for that of pool.ts: judges on this thread, because a thread takes a second to start. */
export const answerAll: typeof pool.answerAll<Job, Answer> = async (jobs, { workerData }, listener) => {
  const { passedOver, answer } = await answererOf(workerData as JudgeRequest);
  if (passedOver.length > 0) {
    listener.passedOver(passedOver);
  }
  for (const [index, job] of jobs.entries()) {
    await listener.answer(await answer(job, () => undefined), index);
  }
};
