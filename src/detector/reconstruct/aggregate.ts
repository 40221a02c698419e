import type { WindowLayout } from '../grid/windows';

/** Weighted sums of windows laid over each other; windows come in batches, in any order. */
export interface Overlaps {
  readonly sum: Float64Array;
  readonly weight: Float64Array;
}

export function emptyOverlaps(slots: number): Overlaps {
  return { sum: new Float64Array(slots), weight: new Float64Array(slots) };
}

/**
 * Lays reconstructed windows [from, to) over the slots that they cover.
 *
 * @param windows shape [to − from, layout.size]
 * @param weightOf what a window counts for, 0 for one that is not laid; default all alike
 */
export function addWindows(
  overlaps: Overlaps,
  windows: Float32Array,
  layout: WindowLayout,
  from: number,
  to: number,
  weightOf: (w: number) => number = () => 1
): void {
  const { size, starts } = layout;
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
 * Weighted mean of the windows that cover a slot; every slot of a segment is covered by one at least.
 *
 * @param lesser windows that count only where no other covers a slot
 */
export function meanOfOverlaps({ sum, weight }: Overlaps, lesser?: Overlaps): Float64Array {
  return sum.map((total, slot) =>
    lesser && weight[slot] === 0 ? lesser.sum[slot] / lesser.weight[slot] : total / weight[slot]
  );
}
