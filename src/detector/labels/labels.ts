import type { Series } from '../series';

/** A stretch of time, epoch milliseconds, both ends included. It may lie outside of a series. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  /** Whose word it is, e.g. an annotation's; a verdict tells by it which ones took part. */
  readonly id?: string;
}

/** What people have said about one series. Stretches may overlap, repeat and cover everything. */
export interface Labels {
  /** Good examples: remembered, whatever is rare about them. */
  readonly normal: readonly Stretch[];
  /** Incidents, maintenance, deployments: neither memory, scale nor threshold learns from them, and nothing in them is reported. */
  readonly excluded: readonly Stretch[];
  /** What was reported and is normal: windows like these are not reported, here and when they come again. */
  readonly falseAlarms: readonly Stretch[];
}

/** Ends in either order; a stretch whose ends are no numbers holds nothing. */
export function isWithin({ from, to }: Stretch, time: number): boolean {
  return time >= Math.min(from, to) && time <= Math.max(from, to);
}

/** 1 for each point, as it arrived, that lies in one of the stretches. */
export function pointsIn({ times }: Series, stretches: readonly Stretch[]): Uint8Array {
  return Uint8Array.from(times, (time) => (stretches.some((stretch) => isWithin(stretch, time)) ? 1 : 0));
}

/** A teaching without words in it is none. */
export function isEmpty({ normal, excluded, falseAlarms }: Labels): boolean {
  return normal.length + excluded.length + falseAlarms.length === 0;
}
