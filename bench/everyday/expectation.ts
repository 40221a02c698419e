import type { PointRun } from '../evaluate/labelledSeries';

/** What a right verdict on a series is. Plain fields, so that it travels to threads and into JSON. Rows and bounds within. */
export type Expectation = Nothing | Incident | Onset | Incidents;

/** Neither an anomaly nor a change point. */
interface Nothing {
  readonly kind: 'nothing';
}

/** One thing that happens and passes: an anomaly there, and no other report. */
interface Incident {
  readonly kind: 'incident';
  readonly at: PointRun;
  /** Rows by which an anomaly may miss `at`. */
  readonly near: number;
  /** Rows of an anomaly, at most. */
  readonly longest: number;
  /** Share of the rows of `at` that anomalies cover, at least. */
  readonly covered: number;
}

/** Something begins and stays: a change point or a short anomaly there, and no other report. */
interface Onset {
  readonly kind: 'onset';
  /** First row of what stays. */
  readonly at: number;
  /** Rows between `at` and a change point, at most. */
  readonly changeWithin: number;
  /** Rows between `at` and the nearest row of an anomaly, at most. */
  readonly anomalyWithin: number;
  /** Rows of an anomaly, at most. */
  readonly longest: number;
  /** Rows from `at` to the last row of an anomaly, at most. */
  readonly endsWithin: number;
}

/** Several things that happen and pass, each with an anomaly of its own. Change points do not count. */
interface Incidents {
  readonly kind: 'incidents';
  readonly at: readonly PointRun[];
  /** Rows between an end of an incident and the same end of its anomaly, at most. */
  readonly endsWithin: number;
  /** Anomalies elsewhere, at most. */
  readonly others: number;
}

export const NOTHING: Expectation = { kind: 'nothing' };

/** Rows by which an anomaly may reach beyond an incident to both sides: a window. */
const REACH = 64;

/** An anomaly overlaps the incident and lies within a window of it; nothing else is reported. */
export function incidentAt(at: PointRun, covered = 0): Expectation {
  return { kind: 'incident', at, near: 0, longest: at.end - at.start + 1 + 2 * REACH, covered };
}
