import { averagePrecision } from './averagePrecision';
import type { Judgement } from './contender';
import { type ChangeCounts, countChanges, countEvents, type EventCounts } from './countEvents';
import { labelsOf, type LabelledSeries } from './labelledSeries';
import { periodOf } from './period';
import { volumeUnderSurface } from './volumeUnderSurface';

/** What one contender achieved on one series. */
export interface Scored extends EventCounts, ChangeCounts {
  /** Points with a value. */
  readonly points: number;
  /** NaN for a series without an event. */
  readonly averagePrecision: number;
  /** VUS-PR with the series' period as its buffer; NaN for a series without an event. */
  readonly volumeUnderSurface: number;
}

/**
 * Points without a value take no part in the ranking, for there is nothing to judge. Other points that a detector gave no
 * score rank behind all that have one.
 */
export function score(
  { events, changes, values }: LabelledSeries,
  { scores, reported, changes: reportedChanges }: Judgement
): Scored {
  const measured = Int32Array.from(values.keys()).filter((point) => Number.isFinite(values[point]));
  const marks = labelsOf(events, values.length);
  const labels = Uint8Array.from(measured, (point) => marks[point]);
  const ranked = Float64Array.from(measured, (point) => (Number.isFinite(scores[point]) ? scores[point] : -Infinity));
  return {
    ...countEvents(events, reported),
    ...countChanges(changes, reportedChanges),
    points: measured.length,
    averagePrecision: averagePrecision(ranked, labels),
    volumeUnderSurface: volumeUnderSurface(
      ranked,
      labels,
      periodOf(Float64Array.from(measured, (point) => values[point]))
    ),
  };
}
