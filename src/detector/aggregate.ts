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
 * @param isLaid which of them; default all
 */
export function addWindows(
  overlaps: Overlaps,
  windows: Float32Array,
  layout: WindowLayout,
  from: number,
  to: number,
  isLaid: (w: number) => boolean = () => true
): void {
  const { size, starts } = layout;
  for (let w = from; w < to; w++) {
    if (!isLaid(w)) {
      continue;
    }
    const start = starts[w];
    const row = (w - from) * size;
    for (let i = 0; i < size; i++) {
      overlaps.sum[start + i] += windows[row + i];
      overlaps.count[start + i]++;
    }
  }
}

/**
 * Mean of the windows that cover a slot; every slot of a segment is covered by one at least.
 *
 * @param lesser windows that count only where no other covers a slot
 */
export function meanOfOverlaps({ sum, count }: Overlaps, lesser?: Overlaps): Float64Array {
  return sum.map((total, slot) =>
    lesser && count[slot] === 0 ? lesser.sum[slot] / lesser.count[slot] : total / count[slot]
  );
}
