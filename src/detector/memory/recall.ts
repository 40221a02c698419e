import { NearestOccasions } from './occasions';
import type { WindowLayout } from '../grid/windows';

/** Which windows each window recalls. */
export interface Neighbours {
  /** Windows recalled at most. */
  readonly perWindow: number;
  /**
   * Window numbers, shape [windows, neighbours], nearest first; -1 where there was none. Numbers from the count of windows
   * on are windows remembered from elsewhere.
   */
  readonly recalled: Int32Array;
  /** How many were recalled for each window. */
  readonly found: Uint8Array;
  /** Squared distance of the second neighbour, or of the only one; 0 where there is none. */
  readonly rarity: Float64Array;
}

/**
 * The windows kept in memory: those on every stride, or on every second, fourth ... one where they are more than
 * `capacity`. Counted from the epoch, so that a range that slides remembers the same windows; the ones between two
 * strides at a segment's ends are remembered only where there is no other.
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

/** Neighbours in memory of which a window takes at least so many, from as many occasions: what came once before is no habit. */
export const LEAST_NEIGHBOURS = 2;
/** A window is rare when its second neighbour lies so many times as far off as is usual, squared. */
const RARE = 4;
/** ...and at least this share of what latents vary by, squared: where most windows are the same, a near one is not rare. */
const RARE_SHARE = 0.02;
/** Further neighbours are taken up to so many times the distance of that one, squared. */
const ALIKE = 2.25;
/** A neighbour shares slots with windows of the occasions before and after its own alone, so no more than these are looked at for each. */
const OCCASIONS_A_NEIGHBOUR = 3;

/**
 * For each window the nearest latents (Euclidean distance) among the memory's windows at other times, one an occasion:
 * windows that share a slot with it, or would but for a gap, are left out, so that an anomaly does not explain itself, and
 * of windows that share a slot with each other the nearest one stands for all, so that what came once counts once.
 *
 * Of the nearest `neighbours` those are recalled that are about as near as the second one. What comes seldom but comes
 * again is then drawn from its own like, and what came once or twice from what it is not.
 *
 * @param latents shape [windows, latentSize]
 * @param memory window numbers, ascending
 * @param perWindow how many to find, fewer where there are not as many
 * @param wider what was recalled from a memory that holds this one: a window that loses none of its neighbours keeps them
 */
export function recall(
  latents: Float32Array,
  latentSize: number,
  layout: WindowLayout,
  memory: Int32Array,
  perWindow: number,
  wider?: Neighbours
): Neighbours {
  const { offsets, size } = layout;
  const count = offsets.length;
  const kept = wider ? keepersOf(wider, memory, count) : new Uint8Array(count);
  const considered = OCCASIONS_A_NEIGHBOUR * perWindow;
  const occasions = nearestByOccasion(latents, latentSize, layout, memory, kept, considered);
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

/** Windows all of whose neighbours are in a smaller memory too: what is left out was not chosen, so they stay nearest. */
function keepersOf({ recalled, perWindow }: Neighbours, memory: Int32Array, count: number): Uint8Array {
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
 * The nearest windows in memory, one an occasion. An occasion is a window's length of time, counted from the epoch, so that
 * a range that slides keeps its occasions; a window remembered from elsewhere (an offset of NaN) is one of its own.
 *
 * @param kept 1 for a window of which none is asked for
 * @param most occasions of each window, nearest first
 */
function nearestByOccasion(
  latents: Float32Array,
  latentSize: number,
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
    // Of two windows in memory the earlier one's turn serves both.
    const both = remembered[w] === 1;
    for (let m = both ? next : 0; m < memory.length; m++) {
      const other = memory[m];
      const apart = offsets[other] - offsets[w];
      if ((apart < size && apart > -size) || (kept[w] === 1 && !(both && kept[other] === 0))) {
        continue;
      }
      const there = nearest.enough(w, occasionOf[other]);
      const back = both ? nearest.enough(other, occasionOf[w]) : there;
      const distance = squaredDistance(latents, w * latentSize, other * latentSize, latentSize, Math.max(there, back));
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
 * Squared Euclidean distance of two rows.
 *
 * @param a where the one row starts, `b` the other
 * @param size length of a row
 * @param enough adding stops as soon as the sum is past this; the result is then some number above it
 */
export function squaredDistance(latents: Float32Array, a: number, b: number, size: number, enough: number): number {
  let sum = 0;
  let i = 0;
  // Asking after every number whether it is enough takes longer than adding three that would not be needed.
  for (; i + 4 <= size && sum < enough; i += 4) {
    const first = latents[a + i] - latents[b + i];
    const second = latents[a + i + 1] - latents[b + i + 1];
    const third = latents[a + i + 2] - latents[b + i + 2];
    const fourth = latents[a + i + 3] - latents[b + i + 3];
    sum = sum + first * first + second * second + third * third + fourth * fourth;
  }
  for (; i < size && sum < enough; i++) {
    const difference = latents[a + i] - latents[b + i];
    sum += difference * difference;
  }
  return sum;
}

/**
 * The memory without its rarest windows: those whose second neighbour lies farthest away. What happened once should
 * not be drawn as if it were usual.
 *
 * @param recollection of all windows from the whole memory
 * @param share of the memory to leave out
 * @param kept 1 for windows that stay whatever is rare about them, and of which no share is taken
 * @param spread mean squared distance of the memory's latents from their mean
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
  const left = new Set(
    rarestFirst.slice(0, barred).filter((w) => neighbours.rarity[w] > Math.max(RARE * usual, RARE_SHARE * spread))
  );
  return memory.filter((w) => !left.has(w));
}

/**
 * Mean of the recalled rows; zeros where nothing was recalled.
 *
 * @param rows shape [windows, width]: latents, or what decoding left over
 * @returns shape [to − from, width] for windows [from, to)
 */
export function meanOfRecalled(
  rows: Float32Array,
  width: number,
  { perWindow, recalled, found }: Neighbours,
  from: number,
  to: number
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

/** Mean squared distance of some rows from their mean; rows have `size` numbers. */
export function spreadOfRows(rows: Float32Array, size: number, memory: Int32Array): number {
  let spread = 0;
  for (let i = 0; i < size; i++) {
    let [sum, squares] = [0, 0];
    for (const w of memory) {
      const value = rows[w * size + i];
      sum += value;
      squares += value * value;
    }
    spread += squares / memory.length - (sum / memory.length) ** 2;
  }
  return spread;
}
