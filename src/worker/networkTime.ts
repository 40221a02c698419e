import { strideFor } from '../detector/grid/windows';

/**
 * How long the network needs for a series that it has not seen, milliseconds.
 *
 * @param slots of the series' grid, bridged ones too
 * @param leastStride points by which windows move at least
 * @param pointsPerSecond points of windows that are encoded and decoded in a second
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
