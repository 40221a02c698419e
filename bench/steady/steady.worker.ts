/** The entry of a thread: opens the network, then judges one series after another as rows are added to it. */
import { workerData } from 'node:worker_threads';
import { openJudge } from '../../headless/judge';
import { serve } from '../../headless/thread';
import { GenerationalCache } from '../../src/model/generationalCache';
import { DEFAULT_DETECTOR_SETTINGS } from '../../src/detector/settings';
import type { Opening } from '../evaluate/heats';
import { tallySteady, type SteadySeries } from './steady';

serve(async () => {
  // From one step to the next nearly all windows are the same; the network answers once.
  const { passedOver, judge } = await openJudge(workerData as Opening, new GenerationalCache());
  return {
    passedOver,
    answer: (series: SteadySeries) => tallySteady(series, (rows) => judge(rows, DEFAULT_DETECTOR_SETTINGS)),
  };
});
