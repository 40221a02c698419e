import type { Outcome } from '../../src/detector/detection';
import { inEnglish } from '../../src/shared/message';
import type { Interval } from './labelledSeries';

/** What a person sees reported of one series, in rows. */
export interface Reported {
  readonly anomalies: readonly Interval[];
  /** Rows of change points. */
  readonly changePoints: readonly number[];
  /** Why the series was not judged; absent if it was. */
  readonly notJudged?: string;
}

export function reportedBy(outcome: Outcome): Reported {
  switch (outcome.status) {
    case 'detected':
      return {
        anomalies: outcome.detection.sequences.map(({ start, end }) => ({ start, end })),
        changePoints: outcome.detection.changePoints.map(({ at }) => at),
      };
    case 'skipped':
      return { anomalies: [], changePoints: [], notJudged: outcome.reason };
    case 'failed':
      return { anomalies: [], changePoints: [], notJudged: inEnglish(outcome.message) };
  }
}
