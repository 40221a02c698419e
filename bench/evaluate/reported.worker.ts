/** The entry of a thread: opens the network, then judges one series after another with default options. */
import { workerData } from 'node:worker_threads';
import { openJudge } from '../../headless/judge';
import { serve } from '../../headless/thread';
import type { Series } from '../../src/detector/series';
import { DEFAULT_DETECTOR_SETTINGS } from '../../src/detector/settings';
import type { Opening } from './heats';
import { reportedBy } from './reported';

serve(async () => {
  const { passedOver, judge } = await openJudge(workerData as Opening);
  return {
    passedOver,
    answer: async ({ times, values }: Series) =>
      reportedBy(await judge({ times, values }, DEFAULT_DETECTOR_SETTINGS), { times }),
  };
});
