import type { Interval } from './labelledSeries';

/** What a detector's intervals make of the labelled events of a series. */
export interface EventCounts {
  readonly events: number;
  /** Events that a reported interval shares a point with. */
  readonly found: number;
  /** Reported intervals that share no point with any event. */
  readonly falseAlarms: number;
}

/** Counts events; several intervals over one event are one find and no false alarm. */
export function countEvents(events: readonly Interval[], reported: readonly Interval[]): EventCounts {
  const overlap = (a: Interval, b: Interval) => a.start <= b.end && b.start <= a.end;
  return {
    events: events.length,
    found: events.filter((event) => reported.some((interval) => overlap(event, interval))).length,
    falseAlarms: reported.filter((interval) => !events.some((event) => overlap(event, interval))).length,
  };
}
