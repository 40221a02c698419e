import { strideFor } from '../detector/grid/windows';

/**
 * Time that the network needs for a series whose windows are not cached, milliseconds.
 *
 * @param slots of the series' grid, interpolated ones included
 * @param leastStride smallest step between windows, points
 * @param pointsPerSecond points of windows that the network encodes and decodes in a second
 */
export function networkMs(
  slots: number,
  windowSize: number,
  leastStride: number | undefined,
  pointsPerSecond: number
): number {
  const windows = slots / strideFor(slots, windowSize, leastStride);
  return (1000 * windows * windowSize) / pointsPerSecond;
}
