import type { Lessons } from '../labels/labelMask';
import { barRarest, chooseMemory, recall, spreadOfRows, type Recollection } from './recall';
import type { RecallSettings } from '../settings';
import type { WindowLayout } from '../grid/windows';

/**
 * What each window of a series recalls: from the series' own memory, without its rarest windows, with what people want
 * kept and without what they want forgotten, and from all windows remembered from elsewhere.
 *
 * @param latents of the series' windows and, behind them, of those from elsewhere
 */
export function recollect(
  latents: Float32Array,
  latentSize: number,
  layout: WindowLayout,
  { capacity, neighbours, rarestBarred }: RecallSettings,
  lessons: Pick<Lessons, 'barred' | 'kept'> | null
): Recollection {
  const own = layout.starts.length;
  const count = latents.length / latentSize;
  const chosen = chooseMemory(layout, capacity);
  const ownMemory = lessons ? taughtMemory(chosen, lessons) : chosen;
  if (count === own) {
    return withoutRarest(latents, latentSize, layout, ownMemory, neighbours, rarestBarred, lessons?.kept);
  }
  const kept = Uint8Array.from({ length: count }, (_, w) => (w >= own ? 1 : (lessons?.kept[w] ?? 0)));
  const memory = Int32Array.from([...ownMemory, ...Array.from({ length: count - own }, (_, i) => own + i)]);
  // No time is near that of another day, not even its own: NaN compares with nothing.
  const offsets = new Float64Array(count).fill(NaN);
  offsets.set(layout.offsets);
  const all = withoutRarest(latents, latentSize, { ...layout, offsets }, memory, neighbours, rarestBarred, kept);
  return {
    neighbours,
    recalled: all.recalled.slice(0, own * neighbours),
    found: all.found.slice(0, own),
    rarity: all.rarity.slice(0, own),
  };
}

function withoutRarest(
  latents: Float32Array,
  latentSize: number,
  layout: WindowLayout,
  memory: Int32Array,
  neighbours: number,
  rarestBarred: number,
  kept: Uint8Array | undefined
): Recollection {
  const recollection = recall(latents, latentSize, layout, memory, neighbours);
  const common = barRarest(memory, recollection, rarestBarred, kept, spreadOfRows(latents, latentSize, memory));
  return common === memory ? recollection : recall(latents, latentSize, layout, common, neighbours, recollection);
}

/** The memory with what people want kept, and without what they want forgotten. */
function taughtMemory(memory: Int32Array, { barred, kept }: Pick<Lessons, 'barred' | 'kept'>): Int32Array {
  const inMemory = new Uint8Array(kept);
  memory.forEach((w) => (inMemory[w] = barred[w] ? 0 : 1));
  return Int32Array.from(inMemory.keys()).filter((w) => inMemory[w] === 1);
}
