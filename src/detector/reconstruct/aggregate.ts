import type { WindowLayout } from '../grid/windows';
import type { Batch } from './batches';

/** Weighted sums of overlapping windows, one per slot. */
export interface Overlaps {
  readonly sum: Float64Array;
  readonly weight: Float64Array;
}

export function emptyOverlaps(slots: number): Overlaps {
  return { sum: new Float64Array(slots), weight: new Float64Array(slots) };
}

/**
 * Adds the reconstructed windows of a batch to the slots that they cover.
 *
 * @param windows shape [to − from, layout.size]
 * @param weightOf weight of a window, 0 for one that does not take part; default 1
 */
export function addWindows(
  overlaps: Overlaps,
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
      overlaps.sum[start + i] += weight * windows[row + i];
      overlaps.weight[start + i] += weight;
    }
  }
}

/**
 * Weighted mean of the windows that cover a slot.
 *
 * @param fallback windows that count only if no other window covers a slot
 * @returns one value per slot; NaN if no window covers it
 */
export function meanOfOverlaps({ sum, weight }: Overlaps, fallback?: Overlaps): Float64Array {
  return sum.map((total, slot) =>
    fallback && weight[slot] === 0 ? fallback.sum[slot] / fallback.weight[slot] : total / weight[slot]
  );
}
