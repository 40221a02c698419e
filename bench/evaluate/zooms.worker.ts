/** The entry of a thread: opens the network, then judges visible ranges and zooms of one series after another. */
import { workerData } from 'node:worker_threads';
import { openJudge } from '../../headless/judge';
import { serve } from '../../headless/thread';
import { GenerationalCache } from '../../src/model/generationalCache';
import { DEFAULT_DETECTOR_SETTINGS } from '../../src/detector/settings';
import { drawFrom } from '../suite/draw';
import type { Opening } from './heats';
import type { ZoomHeat } from './zoomReport';
import { drawVisible, extentOf, LOOK_BACKS, tallyZooms, type ZoomTally } from './zooms';

serve(async () => {
  // Zooms of one range have most windows in common; within a series the network answers once.
  const { passedOver, judge } = await openJudge(workerData as Opening, new GenerationalCache());
  return {
    passedOver,
    async answer({ series, ranges, seed }: ZoomHeat) {
      const visible = drawVisible(series.values.length, ranges, drawFrom(seed));
      const tallies: ZoomTally[] = [];
      for (const points of LOOK_BACKS) {
        const ask = (one: Parameters<typeof judge>[0]) => judge(one, DEFAULT_DETECTOR_SETTINGS);
        tallies.push(await tallyZooms(series, visible, extentOf(points), ask));
      }
      return tallies;
    },
  };
});
