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

/** The index of a time among ascending times, or of the next one if it is not among them. */
export function pointAt(times: Float64Array, time: number): number {
  return countWhile(times, (other) => other < time);
}

/** The ascending times in an interval: the index of the first, and the index after the last. */
export function pointsWithin(times: Float64Array, { from, to }: Interval): readonly [first: number, beyond: number] {
  return [pointAt(times, from), countWhile(times, (time) => time <= to)];
}

/** Crops an interval; none if it lies outside. */
export type Crop = <Whole extends Interval>(whole: Whole) => Whole[];

/** Crops intervals to ascending times: they begin and end at the first and last of those that they hold. */
export function cropTo(times: Float64Array): Crop {
  return (whole) => {
    const [first, beyond] = pointsWithin(times, whole);
    return first < beyond ? [{ ...whole, from: times[first], to: times[beyond - 1] }] : [];
  };
}
