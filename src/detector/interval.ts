import { countWhile } from './series';

/** A stretch of time, epoch milliseconds, both ends included. A single point has the same time twice. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

export function overlaps(a: Interval, b: Interval): boolean {
  return a.to >= b.from && a.from <= b.to;
}

export function holds({ from, to }: Interval, time: number): boolean {
  return from <= time && time <= to;
}

/** The ascending times in an interval: the index of the first, and the index after the last. */
export function pointsWithin(times: Float64Array, { from, to }: Interval): readonly [first: number, beyond: number] {
  return [countWhile(times, (time) => time < from), countWhile(times, (time) => time <= to)];
}
