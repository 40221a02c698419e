import type { Series } from '../series';

/** A stretch of time, epoch milliseconds, both ends included. The ends may be in either order, or outside of a series. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  /** Id of the label, such as an annotation's; a verdict lists the labels that it used by id. */
  readonly id?: string;
}

/** What people say about one series. Stretches may overlap, repeat and cover everything. */
export interface Labels {
  /** Good examples: kept in memory, however rare. */
  readonly normal: readonly Stretch[];
  /** Incidents, maintenance, deployments: ignored by memory, scale and threshold, and never reported. */
  readonly excluded: readonly Stretch[];
  /** False alarms: neither they nor sequences like them are reported. */
  readonly falseAlarms: readonly Stretch[];
}

/** Whether a stretch holds a time. A stretch with an end of NaN holds none. */
export function isWithin({ from, to }: Stretch, time: number): boolean {
  return time >= Math.min(from, to) && time <= Math.max(from, to);
}

/** 1 for each point that lies in one of the stretches. */
export function pointsIn({ times }: Series, stretches: readonly Stretch[]): Uint8Array {
  return Uint8Array.from(times, (time) => (stretches.some((stretch) => isWithin(stretch, time)) ? 1 : 0));
}

export function isEmpty({ normal, excluded, falseAlarms }: Labels): boolean {
  return normal.length + excluded.length + falseAlarms.length === 0;
}
