import type { WindowLayout } from '../grid/windows';
import type { Neighbours } from '../memory/recall';
import type { Overlaps } from './aggregate';

/**
 * 1 for a window between two strides that overlaps a window on a stride, if that one recalled a window of the series.
 * Memory holds no window of its phase, so {@link drawContinuations} draws the slots that only it covers.
 */
export function continuedWindows(
  { strides, starts, size }: WindowLayout,
  { found, recalled, perWindow }: Neighbours
): Uint8Array {
  const isOnStride = (w: number) => w >= 0 && w < starts.length && !Number.isNaN(strides[w]);
  const hasRecalled = (w: number) => found[w] > 0 && recalled[w * perWindow] < starts.length;
  return Uint8Array.from(starts, (start, w) =>
    Number.isNaN(strides[w]) &&
    [w - 1, w + 1].some((next) => isOnStride(next) && Math.abs(starts[next] - start) < size && hasRecalled(next))
      ? 1
      : 0
  );
}

/**
 * Draws the slots at the ends of segments that only a continued window covers. Each is the mean of the slots that preceded
 * or followed the windows that the neighbouring window recalled.
 *
 * @param values scaled values, one per slot
 * @param isContinued from {@link continuedWindows}
 */
export function drawContinuations(
  overlaps: Overlaps,
  values: Float64Array,
  { starts, size }: WindowLayout,
  { found, recalled, perWindow }: Neighbours,
  isContinued: Uint8Array
): void {
  for (let w = 0; w < starts.length; w++) {
    if (isContinued[w] === 0) {
      continue;
    }
    const isFirst = w + 1 < starts.length && starts[w + 1] - starts[w] < size && isContinued[w + 1] === 0;
    const next = isFirst ? w + 1 : w - 1;
    const [first, last] = isFirst ? [starts[w], starts[next] - 1] : [starts[next] + size, starts[w] + size - 1];
    for (let slot = first; slot <= last; slot++) {
      let sum = 0;
      let count = 0;
      for (let k = 0; k < found[next]; k++) {
        const other = recalled[next * perWindow + k];
        const at = other < starts.length ? starts[other] + slot - starts[next] : -1;
        if (at >= 0 && at < values.length) {
          sum += values[at];
          count++;
        }
      }
      if (count > 0) {
        overlaps.sum[slot] = sum;
        overlaps.weight[slot] = count;
      }
    }
  }
}
