import type { Interval } from '../interval';
import type { Series } from '../series';

/** Labelled time. The ends of what people label may be in either order, or outside of a series. */
export interface LabelledInterval extends Interval {
  /** Id of the label, such as an annotation's; a verdict lists the labels that it used by id. */
  readonly id?: string;
}

/** What people say about one series. Intervals may overlap, repeat and cover everything. */
export interface Labels {
  /** Good examples: kept in memory, however rare. */
  readonly normal: readonly LabelledInterval[];
  /** Incidents, maintenance, deployments: ignored by memory, scale and threshold, and never reported. */
  readonly excluded: readonly LabelledInterval[];
  /** False alarms: neither they nor sequences like them are reported. */
  readonly falseAlarms: readonly LabelledInterval[];
}

/** Whether labelled time, its ends in either order, holds a time. With an end of NaN it holds none. */
export function isWithin({ from, to }: Interval, time: number): boolean {
  return time >= Math.min(from, to) && time <= Math.max(from, to);
}

/** 1 for each point that lies in one of the intervals. */
export function pointsIn({ times }: Series, intervals: readonly Interval[]): Uint8Array {
  return Uint8Array.from(times, (time) => (intervals.some((interval) => isWithin(interval, time)) ? 1 : 0));
}

export function isEmpty({ normal, excluded, falseAlarms }: Labels): boolean {
  return normal.length + excluded.length + falseAlarms.length === 0;
}
