import { type PointRun, overlap } from './labelledSeries';

/** What a detector's intervals make of the labelled events of a series. */
export interface EventCounts {
  readonly events: number;
  /** Events that a reported interval shares a point with. */
  readonly found: number;
  /** Reported intervals that share no point with any event. */
  readonly falseAlarms: number;
}

/** Counts events; several intervals over one event are one find and no false alarm. */
export function countEvents(events: readonly PointRun[], reported: readonly PointRun[]): EventCounts {
  return {
    events: events.length,
    found: events.filter((event) => reported.some((interval) => overlap(event, interval))).length,
    falseAlarms: reported.filter((interval) => !events.some((event) => overlap(event, interval))).length,
  };
}

/** What the reported change points make of the changes of regime of a series; NaN where the detector reports none by design. */
export interface ChangeCounts {
  readonly changes: number;
  readonly changesFound: number;
  /** Reported change points with no change of regime near them. */
  readonly falseChanges: number;
}

/** Points by which a reported change point may miss the change: a window, for that is what the network sees at a time. */
const NEAR = 64;

/** @param changes first points of new regimes */
export function countChanges(changes: readonly number[], reported: readonly PointRun[] | null): ChangeCounts {
  const near = (change: number, { start, end }: PointRun) => change >= start - NEAR && change <= end + NEAR;
  return {
    changes: changes.length,
    changesFound: reported ? changes.filter((change) => reported.some((one) => near(change, one))).length : NaN,
    falseChanges: reported ? reported.filter((one) => !changes.some((change) => near(change, one))).length : NaN,
  };
}
