/** The entry of a thread: opens the network, then measures what teaching changes on one series after another. */
import { workerData } from 'node:worker_threads';
import { openJudge } from '../../headless/judge';
import { serve } from '../../headless/thread';
import { GenerationalCache } from '../../src/model/generationalCache';
import type { Opening } from './heats';
import { tallyLabelled } from './labelled';
import type { LabelledHeat } from './labelledReport';

serve(async () => {
  // With and without a mark most windows are the same; within a series the network answers once.
  const { passedOver, study } = await openJudge(workerData as Opening, new GenerationalCache());
  return { passedOver, answer: ({ series, seed }: LabelledHeat) => tallyLabelled(series, seed, study) };
});
