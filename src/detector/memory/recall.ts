import type { WindowLayout } from '../grid/windows';
import type { Batch } from '../reconstruct/batches';
import { NearestOccasions } from './occasions';

/** Latents of windows, shape [windows, size]. */
export interface Latents {
  readonly values: Float32Array;
  readonly size: number;
}

/** The windows that each window recalls. */
export interface Neighbours {
  /** Most windows that one window recalls. */
  readonly perWindow: number;
  /**
   * Window numbers, shape [windows, perWindow], nearest first; -1 if there are fewer. Numbers from the count of windows on
   * are windows remembered from elsewhere.
   */
  readonly recalled: Int32Array;
  /** The number of windows that each window recalled. */
  readonly found: Uint8Array;
  /** Squared distance of the second neighbour, or of the only one; 0 if there is none. */
  readonly rarity: Float64Array;
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

/** A window takes at least this many neighbours, each from another occasion, because what occurred once is not usual. */
export const LEAST_NEIGHBOURS = 2;
/** A window is rare if the squared distance of its second neighbour is this many times the usual one... */
const RARE = 4;
/** ...and this share of the latents' variance, because a near window is not rare where most windows are equal. */
const RARE_SHARE = 0.02;
/** Further neighbours are taken up to this many times the squared distance of the second one. */
const ALIKE = 2.25;
/** A neighbour shares slots only with windows of its own occasion, the one before and the one after. */
const OCCASIONS_PER_NEIGHBOUR = 3;

/**
 * Finds the nearest latents of each window (Euclidean distance) among the memory's windows at other times, one per
 * occasion. Windows that share a slot with it, or would without a gap, are excluded, so that an anomaly does not explain
 * itself. Of windows that share a slot with each other, only the nearest counts, so that what occurred once counts once.
 *
 * Of the nearest windows, those are recalled that are about as near as the second one. A rare event that recurs is then
 * drawn from its other occurrences, and an event that occurred once or twice is drawn from other windows.
 *
 * @param memory window numbers, ascending
 * @param perWindow most windows to recall
 * @param wider neighbours from a memory that holds this one; a window that loses none of its neighbours keeps them
 */
export function recall(
  latents: Latents,
  layout: WindowLayout,
  memory: Int32Array,
  perWindow: number,
  wider?: Neighbours
): Neighbours {
  const { offsets, size } = layout;
  const count = offsets.length;
  const kept = wider ? unaffectedWindows(wider, memory, count) : new Uint8Array(count);
  const considered = OCCASIONS_PER_NEIGHBOUR * perWindow;
  const occasions = nearestByOccasion(latents, layout, memory, kept, considered);
  const recalled = new Int32Array(count * perWindow).fill(-1);
  const found = new Uint8Array(count);
  const rarity = new Float64Array(count);
  for (let w = 0; w < count; w++) {
    if (wider && kept[w] === 1) {
      recalled.set(wider.recalled.subarray(w * perWindow, (w + 1) * perWindow), w * perWindow);
      found[w] = wider.found[w];
      rarity[w] = wider.rarity[w];
      continue;
    }
    let enough = Infinity;
    for (let i = w * considered; i < w * considered + occasions.found[w]; i++) {
      const distance = occasions.distances[i];
      if (found[w] === perWindow || distance > enough) {
        break;
      }
      const other = occasions.windows[i];
      if (isApart(other, recalled.subarray(w * perWindow, w * perWindow + found[w]), offsets, size)) {
        recalled[w * perWindow + found[w]++] = other;
        if (found[w] <= LEAST_NEIGHBOURS) {
          rarity[w] = distance;
        }
        if (found[w] === LEAST_NEIGHBOURS) {
          enough = ALIKE * distance;
        }
      }
    }
  }
  return { perWindow, recalled, found, rarity };
}

/** 1 for a window whose neighbours are all in the smaller memory, so that they stay nearest. */
function unaffectedWindows({ recalled, perWindow }: Neighbours, memory: Int32Array, count: number): Uint8Array {
  const remembered = new Uint8Array(count);
  memory.forEach((w) => (remembered[w] = 1));
  const keeps = new Uint8Array(count).fill(1);
  recalled.forEach((other, i) => {
    if (other >= 0 && remembered[other] === 0) {
      keeps[Math.floor(i / perWindow)] = 0;
    }
  });
  return keeps;
}

/** Whether a window shares no slot with any of some others. */
function isApart(w: number, others: Int32Array, offsets: Float64Array, size: number): boolean {
  return !others.some((other) => Math.abs(offsets[other] - offsets[w]) < size);
}

/**
 * The nearest windows in memory, one per occasion. An occasion is one window's length of time, counted from the epoch, so
 * a range that slides keeps its occasions. A window remembered from elsewhere, with an offset of NaN, is an occasion of its
 * own.
 *
 * @param kept 1 for a window whose neighbours are not searched for
 * @param most occasions per window
 */
function nearestByOccasion(
  latents: Latents,
  { offsets, size }: WindowLayout,
  memory: Int32Array,
  kept: Uint8Array,
  most: number
): NearestOccasions {
  const count = offsets.length;
  const occasionOf = new Int32Array(count).fill(-1);
  const remembered = new Uint8Array(count);
  let occasion = -1;
  let block = NaN;
  for (const w of memory) {
    const own = Math.floor(offsets[w] / size);
    if (own !== block) {
      occasion++;
      block = own;
    }
    occasionOf[w] = occasion;
    remembered[w] = 1;
  }
  const nearest = new NearestOccasions(count, most);
  let next = 0;
  for (let w = 0; w < count; w++) {
    while (next < memory.length && memory[next] <= w) {
      next++;
    }
    // Two windows in memory are compared once, when the earlier one is visited.
    const both = remembered[w] === 1;
    for (let m = both ? next : 0; m < memory.length; m++) {
      const other = memory[m];
      const apart = offsets[other] - offsets[w];
      if ((apart < size && apart > -size) || (kept[w] === 1 && !(both && kept[other] === 0))) {
        continue;
      }
      const there = nearest.enough(w, occasionOf[other]);
      const back = both ? nearest.enough(other, occasionOf[w]) : there;
      const distance = squaredDistance(latents, w, other, Math.max(there, back));
      if (distance < there) {
        nearest.offer(w, occasionOf[other], other, distance);
      }
      if (both && distance < back) {
        nearest.offer(other, occasionOf[w], w, distance);
      }
    }
    nearest.settle(w);
  }
  return nearest;
}

/**
 * Squared Euclidean distance of the latents of windows `one` and `other`.
 *
 * @param enough the sum stops once it passes this; the result is then some number above it
 */
export function squaredDistance({ values, size }: Latents, one: number, other: number, enough: number): number {
  const a = one * size;
  const b = other * size;
  let sum = 0;
  let i = 0;
  // A test after every number takes longer than up to three additions too many.
  for (; i + 4 <= size && sum < enough; i += 4) {
    const first = values[a + i] - values[b + i];
    const second = values[a + i + 1] - values[b + i + 1];
    const third = values[a + i + 2] - values[b + i + 2];
    const fourth = values[a + i + 3] - values[b + i + 3];
    sum = sum + first * first + second * second + third * third + fourth * fourth;
  }
  for (; i < size && sum < enough; i++) {
    const difference = values[a + i] - values[b + i];
    sum += difference * difference;
  }
  return sum;
}

/**
 * The memory without its rarest windows, those whose second neighbour lies farthest away. What occurred once must not be
 * drawn as if it were usual.
 *
 * @param neighbours of all windows, from the whole memory
 * @param share of the memory to bar, at most
 * @param kept 1 for a window that stays however rare it is; the share is taken of the others
 * @param spread from {@link spreadOfLatents}
 */
export function barRarest(
  memory: Int32Array,
  neighbours: Neighbours,
  share: number,
  kept?: Uint8Array,
  spread = 0
): Int32Array {
  const common = kept ? memory.filter((w) => !kept[w]) : memory;
  const barred = Math.floor(common.length * share);
  if (barred === 0) {
    return memory;
  }
  const rarestFirst = Array.from(common).sort((a, b) => neighbours.rarity[b] - neighbours.rarity[a] || b - a);
  const usual = neighbours.rarity[rarestFirst[rarestFirst.length >> 1]];
  const rarest = new Set(
    rarestFirst.slice(0, barred).filter((w) => neighbours.rarity[w] > Math.max(RARE * usual, RARE_SHARE * spread))
  );
  return memory.filter((w) => !rarest.has(w));
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
