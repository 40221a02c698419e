/** The entry of a thread: opens the network, then has all contenders judge one series after another. */
import { workerData } from 'node:worker_threads';
import { openJudge } from '../../headless/judge';
import { serve } from '../../headless/thread';
import { GenerationalCache } from '../../src/model/generationalCache';
import { CONTENDERS, OF_WINDOWS } from './contender';
import type { Heat, Opening } from './heats';
import { score, type Scored } from './score';

serve(async () => {
  // Contenders that differ in the threshold alone ask the network the same; within a series it answers once.
  const judge = await openJudge(workerData as Opening, new GenerationalCache());
  return {
    passedOver: judge.passedOver,
    async answer({ contenders, series }: Heat) {
      const scored: Scored[] = [];
      for (const contender of [...CONTENDERS, ...OF_WINDOWS].filter(({ id }) => contenders.includes(id))) {
        scored.push(score(series, await contender.judge(series, judge)));
      }
      return scored;
    },
  };
});
