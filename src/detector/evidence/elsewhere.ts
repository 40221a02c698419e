import type { Run, Slot, Slots } from '../grid/slot';

/** 1 for a slot in a run, or at most `reach` slots away from one. */
export function nearTo(runs: readonly Run[], length: number, reach: number): Uint8Array {
  const isNear = new Uint8Array(length);
  runs.forEach(({ first, last }) => isNear.fill(1, Math.max(0, first - reach), last + reach + 1));
  return isNear;
}

/** The greatest value of the slots that count; 0 if there is none. */
export function greatestOf(values: Float64Array, slots: Slots, counts: (slot: Slot) => boolean): number {
  let greatest = 0;
  for (const slot of slots) {
    if (counts(slot)) {
      greatest = Math.max(greatest, values[slot]);
    }
  }
  return greatest;
}
