import { averagePrecision } from './averagePrecision';
import type { Judgement } from './contender';
import { countEvents, type EventCounts } from './countEvents';
import { labelsOf, type LabelledSeries } from './labelledSeries';

/** What one contender achieved on one series. */
export interface Scored extends EventCounts {
  readonly points: number;
  /** NaN for a series without an event. */
  readonly averagePrecision: number;
}

/**
 * Points without a value take no part in the ranking, for there is nothing to judge. Other points that a detector gave no
 * score rank behind all that have one.
 */
export function score({ events, values }: LabelledSeries, { scores, reported }: Judgement): Scored {
  const measured = Int32Array.from(values.keys()).filter((point) => Number.isFinite(values[point]));
  const labels = labelsOf(events, values.length);
  const ranked = Float64Array.from(measured, (point) => (Number.isFinite(scores[point]) ? scores[point] : -Infinity));
  return {
    ...countEvents(events, reported),
    points: measured.length,
    averagePrecision: averagePrecision(
      ranked,
      Uint8Array.from(measured, (point) => labels[point])
    ),
  };
}
