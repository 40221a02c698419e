import type { LabelMask } from '../labels/labelMask';
import { barRarest, chooseMemory, recall, spreadOfRows, type Neighbours } from './recall';
import type { RecallSettings } from '../settings';
import type { WindowLayout } from '../grid/windows';

/**
 * What each window of a series recalls: from the series' own memory, without its rarest windows, with what people want
 * kept and without what they want forgotten, and from all windows remembered from elsewhere.
 *
 * @param latents of the series' windows and, behind them, of those from elsewhere
 */
export function findNeighbours(
  latents: Float32Array,
  latentSize: number,
  layout: WindowLayout,
  { capacity, neighbours: perWindow, rarestBarred }: RecallSettings,
  labels: Pick<LabelMask, 'barred' | 'kept'> | null
): Neighbours {
  const own = layout.starts.length;
  const count = latents.length / latentSize;
  const chosen = chooseMemory(layout, capacity);
  const ownMemory = labels ? taughtMemory(chosen, labels) : chosen;
  if (count === own) {
    return withoutRarest(latents, latentSize, layout, ownMemory, perWindow, rarestBarred, labels?.kept);
  }
  const kept = Uint8Array.from({ length: count }, (_, w) => (w >= own ? 1 : (labels?.kept[w] ?? 0)));
  const memory = Int32Array.from([...ownMemory, ...Array.from({ length: count - own }, (_, i) => own + i)]);
  // No time is near that of another day, not even its own: NaN compares with nothing.
  const offsets = new Float64Array(count).fill(NaN);
  offsets.set(layout.offsets);
  const all = withoutRarest(latents, latentSize, { ...layout, offsets }, memory, perWindow, rarestBarred, kept);
  return {
    perWindow,
    recalled: all.recalled.slice(0, own * perWindow),
    found: all.found.slice(0, own),
    rarity: all.rarity.slice(0, own),
  };
}

function withoutRarest(
  latents: Float32Array,
  latentSize: number,
  layout: WindowLayout,
  memory: Int32Array,
  perWindow: number,
  rarestBarred: number,
  kept: Uint8Array | undefined
): Neighbours {
  const neighbours = recall(latents, latentSize, layout, memory, perWindow);
  const common = barRarest(memory, neighbours, rarestBarred, kept, spreadOfRows(latents, latentSize, memory));
  return common === memory ? neighbours : recall(latents, latentSize, layout, common, perWindow, neighbours);
}

/** The memory with what people want kept, and without what they want forgotten. */
function taughtMemory(memory: Int32Array, { barred, kept }: Pick<LabelMask, 'barred' | 'kept'>): Int32Array {
  const inMemory = new Uint8Array(kept);
  memory.forEach((w) => (inMemory[w] = barred[w] ? 0 : 1));
  return Int32Array.from(inMemory.keys()).filter((w) => inMemory[w] === 1);
}
