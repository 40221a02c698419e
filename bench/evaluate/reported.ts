import type { Outcome } from '../../src/detector/detection';
import { pointAt } from '../../src/detector/interval';
import type { Series } from '../../src/detector/series';
import { type PointRun, pointsOf } from './labelledSeries';

/** What a person sees reported of one series, in rows. */
export interface Reported {
  readonly anomalies: readonly PointRun[];
  /** Rows of change points. */
  readonly changePoints: readonly number[];
  /** Why the series was not judged; absent if it was. */
  readonly notJudged?: string;
}

/** @param series the one that the outcome is about */
export function reportedBy(outcome: Outcome, series: Pick<Series, 'times'>): Reported {
  switch (outcome.status) {
    case 'detected':
      return {
        anomalies: pointsOf(series, outcome.detection.sequences),
        changePoints: outcome.detection.changePoints.map(({ peak }) => pointAt(series.times, peak)),
      };
    case 'skipped':
      return { anomalies: [], changePoints: [], notJudged: outcome.reason };
  }
}
