import { indicesWhere } from './arithmetic/gather';
import { lowerMedian } from './arithmetic/statistics';

/** At least one sample is missing between neighbours that are more than this many steps apart. */
const GAP_STEPS = 1.75;

/**
 * One series. `times` are epoch milliseconds, strictly ascending; `values` are finite, or NaN for a gap. Both have the same
 * length. Only `series/ascending.ts` sorts.
 */
export interface Series {
  readonly times: Float64Array;
  readonly values: Float64Array;
}

/** Indices of finite points. */
export function observedPoints({ values }: Series): Int32Array {
  return indicesWhere(values.length, (point) => Number.isFinite(values[point]));
}

/** Milliseconds between each of the given points and the next one. */
export function distancesBetween({ times }: Series, points: Int32Array): Float64Array {
  const distances = new Float64Array(Math.max(0, points.length - 1));
  for (let i = 0; i < distances.length; i++) {
    distances[i] = times[points[i + 1]] - times[points[i]];
  }
  return distances;
}

/** The step of a series: the lower median distance of its observed points, milliseconds. NaN for fewer than two points. */
export function stepOf(series: Series): number {
  return lowerMedian(distancesBetween(series, observedPoints(series)));
}

/** The number of ascending times before the first that does not meet a condition. By bisection. */
export function countWhile(times: ArrayLike<number>, condition: (time: number) => boolean): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    [low, high] = condition(times[middle]) ? [middle + 1, high] : [low, middle];
  }
  return low;
}

/** Whether samples are missing between two neighbours this far apart, both in milliseconds. */
export function isGap(distance: number, step: number): boolean {
  return distance > GAP_STEPS * step;
}
