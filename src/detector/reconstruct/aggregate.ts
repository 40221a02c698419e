import type { WindowLayout } from '../grid/windows';
import type { Neighbours } from '../memory/nearestNeighbours';
import type { Batch } from './network';

/** Weighted sums of overlapping windows, one per slot. */
export interface WindowSums {
  readonly sum: Float64Array;
  readonly weight: Float64Array;
}

export function emptySums(slots: number): WindowSums {
  return { sum: new Float64Array(slots), weight: new Float64Array(slots) };
}

/**
 * Adds the reconstructed windows of a batch to the slots that they cover.
 *
 * @param windows shape [to − from, layout.size]
 * @param weightOf weight of a window, 0 for one that does not take part; default 1
 */
export function addWindows(
  sums: WindowSums,
  windows: Float32Array,
  { size, starts }: WindowLayout,
  { from, to }: Batch,
  weightOf: (w: number) => number = () => 1
): void {
  for (let w = from; w < to; w++) {
    const weight = weightOf(w);
    if (weight === 0) {
      continue;
    }
    const start = starts[w];
    const row = (w - from) * size;
    for (let i = 0; i < size; i++) {
      sums.sum[start + i] += weight * windows[row + i];
      sums.weight[start + i] += weight;
    }
  }
}

/**
 * Weighted mean of the windows that cover a slot.
 *
 * @param fallback windows that count only if no other window covers a slot
 * @returns one value per slot; NaN if no window covers it
 */
export function meanOfWindows({ sum, weight }: WindowSums, fallback?: WindowSums): Float64Array {
  return sum.map((total, slot) =>
    fallback && weight[slot] === 0 ? fallback.sum[slot] / fallback.weight[slot] : total / weight[slot]
  );
}

/**
 * 1 for a window between two strides that sums a window on a stride, if that one recalled a window of the series.
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
  sums: WindowSums,
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
        sums.sum[slot] = sum;
        sums.weight[slot] = count;
      }
    }
  }
}
