import type { WindowLayout } from '../grid/windows';
import type { LabelMask } from '../labels/labelMask';
import type { RecallSettings } from '../settings';
import { barRarest, chooseMemory, recall, spreadOfLatents, type Latents, type Neighbours } from './recall';

/**
 * The windows that each window of a series recalls. Memory holds the series' own windows without the rarest, and all windows
 * remembered from elsewhere. Labels keep windows in memory, or bar them from it.
 *
 * @param latents of the series' windows, followed by those from elsewhere
 * @returns neighbours of the series' own windows
 */
export function findNeighbours(
  latents: Latents,
  layout: WindowLayout,
  { capacity, neighbours: perWindow, rarestBarred }: RecallSettings,
  labels: Pick<LabelMask, 'barred' | 'kept'> | null
): Neighbours {
  const recallCommon = (within: WindowLayout, memory: Int32Array, kept?: Uint8Array): Neighbours => {
    const neighbours = recall(latents, within, memory, perWindow);
    const common = barRarest(memory, neighbours, rarestBarred, kept, spreadOfLatents(latents, memory));
    return common === memory ? neighbours : recall(latents, within, common, perWindow, neighbours);
  };
  const own = layout.starts.length;
  const count = latents.values.length / latents.size;
  const chosen = chooseMemory(layout, capacity);
  const ownMemory = labels ? labelledMemory(chosen, labels) : chosen;
  if (count === own) {
    return recallCommon(layout, ownMemory, labels?.kept);
  }
  const kept = Uint8Array.from({ length: count }, (_, w) => (w >= own ? 1 : (labels?.kept[w] ?? 0)));
  const memory = Int32Array.from([...ownMemory, ...Array.from({ length: count - own }, (_, i) => own + i)]);
  // An offset of NaN is near no other offset, not even itself, so a window from elsewhere shares a slot with none.
  const offsets = new Float64Array(count).fill(NaN);
  offsets.set(layout.offsets);
  const all = recallCommon({ ...layout, offsets }, memory, kept);
  return {
    perWindow,
    recalled: all.recalled.slice(0, own * perWindow),
    found: all.found.slice(0, own),
    rarity: all.rarity.slice(0, own),
  };
}

/** The memory with the windows that labels keep, and without those that they bar. */
function labelledMemory(memory: Int32Array, { barred, kept }: Pick<LabelMask, 'barred' | 'kept'>): Int32Array {
  const inMemory = new Uint8Array(kept);
  memory.forEach((w) => (inMemory[w] = barred[w] ? 0 : 1));
  return Int32Array.from(inMemory.keys()).filter((w) => inMemory[w] === 1);
}
