import { DEFAULT_DETECTOR_SETTINGS, type DetectorSettings } from '../../src/detector/settings';
import type { Judge } from '../../headless/judge';
import type { Interval, LabelledSeries } from './labelledSeries';

/** A detector's say on a series. */
export interface Judgement {
  /** One a point, higher for more anomalous; NaN where the detector gave none. */
  readonly scores: Float64Array;
  readonly reported: readonly Interval[];
}

/** One row of the table. */
export interface Contender {
  /** For --rows. */
  readonly id: string;
  /** For people. */
  readonly name: string;
  judge(series: LabelledSeries, judge: Judge): Promise<Judgement>;
}

/** The shipped pipeline under some settings, through the same code as `npm run detect`. */
function shipped(id: string, name: string, settings: DetectorSettings): Contender {
  return {
    id,
    name,
    judge: async ({ times, values }, judge) => {
      const outcome = await judge.judge({ times, values }, settings);
      switch (outcome.status) {
        case 'detected':
          return { scores: outcome.detection.smoothedError, reported: outcome.detection.sequences };
        case 'skipped':
          return { scores: new Float64Array(values.length).fill(NaN), reported: [] };
        case 'failed':
          throw new Error(outcome.message);
      }
    },
  };
}

export const CONTENDERS: readonly Contender[] = [
  shipped('ours', 'Residual, default options', DEFAULT_DETECTOR_SETTINGS),
  shipped('no-memory', 'network without memory', { ...DEFAULT_DETECTOR_SETTINGS, memory: false }),
];
