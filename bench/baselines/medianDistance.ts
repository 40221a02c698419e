import { lowerMedian } from '../../src/detector/arithmetic/statistics';

/** How far each value lies from the median of all: what a fixed threshold on a dashboard sees. */
export function medianDistance(values: Float64Array): Float64Array {
  const median = lowerMedian(values);
  return values.map((value) => Math.abs(value - median));
}
