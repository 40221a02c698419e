/** The entry of a thread: opens the network, then has one contender after another judge one series after another. */
import { workerData } from 'node:worker_threads';
import { openJudge } from '../../headless/judge';
import { serve } from '../../headless/thread';
import { CONTENDERS } from './contender';
import type { Heat, Opening } from './heats';
import { score } from './score';

serve(async () => {
  const judge = await openJudge(workerData as Opening);
  return {
    passedOver: judge.passedOver,
    answer: async ({ contender: id, series }: Heat) => {
      const contender = CONTENDERS.find((one) => one.id === id);
      if (!contender) {
        throw new Error(`There is no contender ${id}.`);
      }
      return score(series, await contender.judge(series, judge));
    },
  };
});
