import type { WindowLayout } from './windows';

/** Sums and counts of windows laid over each other; windows come in batches, in any order. */
export interface Overlaps {
  readonly sum: Float64Array;
  readonly count: Uint16Array;
}

export function emptyOverlaps(slots: number): Overlaps {
  return { sum: new Float64Array(slots), count: new Uint16Array(slots) };
}

/**
 * Lays reconstructed windows [from, to) over the slots that they cover.
 *
 * @param windows shape [to − from, layout.size]
 */
export function addWindows(
  overlaps: Overlaps,
  windows: Float32Array,
  layout: WindowLayout,
  from: number,
  to: number
): void {
  const { size, starts } = layout;
  for (let w = from; w < to; w++) {
    const start = starts[w];
    const row = (w - from) * size;
    for (let i = 0; i < size; i++) {
      overlaps.sum[start + i] += windows[row + i];
      overlaps.count[start + i]++;
    }
  }
}

/** Mean of the windows that cover a slot; every slot of a segment is covered by one at least. */
export function meanOfOverlaps({ sum, count }: Overlaps): Float64Array {
  return sum.map((total, slot) => total / count[slot]);
}
