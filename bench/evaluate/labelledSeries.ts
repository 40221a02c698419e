import { type Interval, pointsWithin } from '../../src/detector/interval';
import type { Series } from '../../src/detector/series';

/** Points first to last, both of them within. */
export interface PointRun {
  readonly start: number;
  readonly end: number;
}

/** The points of a series in intervals of time. */
export function pointsOf({ times }: Pick<Series, 'times'>, intervals: readonly Interval[]): PointRun[] {
  return intervals.map((interval) => {
    const [start, beyond] = pointsWithin(times, interval);
    return { start, end: beyond - 1 };
  });
}

/** Whether they share a point. */
export function overlap(a: PointRun, b: PointRun): boolean {
  return a.start <= b.end && b.start <= a.end;
}

/** A series and what a person, or the generator, says about it. */
export interface LabelledSeries extends Series {
  readonly id: string;
  /** What normal is here: a shape of the generator, a domain of real metrics. */
  readonly shape: string;
  /** What was put in; `clean` for nothing, `regime change` for what came to stay, `labelled` where people drew the labels. */
  readonly anomaly: string;
  /** In order, disjoint, indices of points. */
  readonly events: readonly PointRun[];
  /** First points of new regimes, which are no anomalies. */
  readonly changes: readonly number[];
}

/** Some series that are summed up together; a series may be in several sets. */
export interface EvaluationSet {
  readonly name: string;
  readonly series: readonly LabelledSeries[];
}

/** Runs of marked points. */
export function eventsOf(marked: ArrayLike<boolean>): PointRun[] {
  const events: PointRun[] = [];
  for (let i = 0; i < marked.length; i++) {
    if (marked[i]) {
      const start = i;
      while (i + 1 < marked.length && marked[i + 1]) {
        i++;
      }
      events.push({ start, end: i });
    }
  }
  return events;
}

/** 1 at each point of an event. */
export function labelsOf(events: readonly PointRun[], points: number): Uint8Array {
  const labels = new Uint8Array(points);
  events.forEach(({ start, end }) => labels.fill(1, start, end + 1));
  return labels;
}
