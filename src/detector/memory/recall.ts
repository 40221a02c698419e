import type { WindowLayout } from '../grid/windows';
import type { LabelMask } from '../labels/labelMask';
import type { Batch } from '../reconstruct/network';
import type { RecallSettings } from '../settings';
import { nearestNeighbours, type Latents, type Neighbours } from './nearestNeighbours';

/** A window is rare if the squared distance of its second neighbour is this many times the usual one... */
const RARE = 4;
/** ...and this share of the latents' variance, because a near window is not rare where most windows are equal. */
const RARE_SHARE = 0.02;
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
    const neighbours = nearestNeighbours(latents, within, memory, perWindow);
    const common = barRarest(memory, neighbours, rarestBarred, kept, spreadOfLatents(latents, memory));
    return common === memory ? neighbours : nearestNeighbours(latents, within, common, perWindow, neighbours);
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

/**
 * The windows in memory: those on every stride, or on every second, fourth ... one if there are more than `capacity`.
 * Strides are counted from the epoch, so a range that slides remembers the same windows. Windows between two strides, at
 * the ends of a segment, are remembered only if there is no other window.
 *
 * @returns window numbers, ascending
 */
export function chooseMemory({ strides }: WindowLayout, capacity: number): Int32Array {
  const onStride = Int32Array.from(strides.keys()).filter((w) => !Number.isNaN(strides[w]));
  if (onStride.length === 0) {
    return Int32Array.from(strides.keys());
  }
  let every = 1;
  while (onStride.length > every * Math.max(1, capacity)) {
    every *= 2;
  }
  const chosen = onStride.filter((w) => strides[w] % every === 0);
  return chosen.length > 0 ? chosen : onStride.slice(0, 1);
}

/** The memory with the windows that labels keep, and without those that they bar. */
function labelledMemory(memory: Int32Array, { barred, kept }: Pick<LabelMask, 'barred' | 'kept'>): Int32Array {
  const inMemory = new Uint8Array(kept);
  memory.forEach((w) => (inMemory[w] = barred[w] ? 0 : 1));
  return Int32Array.from(inMemory.keys()).filter((w) => inMemory[w] === 1);
}

/**
 * The memory without its rarest windows, those whose second neighbour lies farthest away. What occurred once must not be
 * drawn as if it were usual.
 *
 * @param neighbours of all windows, from the whole memory
 * @param share of the memory to bar, at most
 * @param exempt 1 for a window that stays however rare it is; the share is taken of the others
 * @param spread from {@link spreadOfLatents}
 */
export function barRarest(
  memory: Int32Array,
  neighbours: Neighbours,
  share: number,
  exempt?: Uint8Array,
  spread = 0
): Int32Array {
  const common = exempt ? memory.filter((w) => !exempt[w]) : memory;
  const barred = Math.floor(common.length * share);
  if (barred === 0) {
    return memory;
  }
  const rarestFirst = Array.from(common).sort((a, b) => neighbours.rarity[b] - neighbours.rarity[a] || b - a);
  const typical = neighbours.rarity[rarestFirst[rarestFirst.length >> 1]];
  const rarest = new Set(
    rarestFirst.slice(0, barred).filter((w) => neighbours.rarity[w] > Math.max(RARE * typical, RARE_SHARE * spread))
  );
  return memory.filter((w) => !rarest.has(w));
}

/** Mean squared distance of the memory's latents from their mean. */
export function spreadOfLatents({ values, size }: Latents, memory: Int32Array): number {
  let spread = 0;
  for (let i = 0; i < size; i++) {
    let [sum, squares] = [0, 0];
    for (const w of memory) {
      const value = values[w * size + i];
      sum += value;
      squares += value * value;
    }
    spread += squares / memory.length - (sum / memory.length) ** 2;
  }
  return spread;
}

/**
 * Mean of the rows of the recalled windows; zeros for a window that recalled nothing.
 *
 * @param rows shape [windows, width]: latents or decoder residuals
 * @returns shape [to − from, width]
 */
export function meanOfRecalled(
  rows: Float32Array,
  width: number,
  { perWindow, recalled, found }: Neighbours,
  { from, to }: Batch
): Float32Array {
  const means = new Float32Array((to - from) * width);
  for (let w = from; w < to; w++) {
    const out = (w - from) * width;
    for (let k = 0; k < found[w]; k++) {
      const row = recalled[w * perWindow + k] * width;
      for (let i = 0; i < width; i++) {
        means[out + i] += rows[row + i] / found[w];
      }
    }
  }
  return means;
}
