import type { WindowLayout } from './windows';

/** Which windows each window recalls. */
export interface Recollection {
  /** Windows recalled at most. */
  readonly neighbours: number;
  /**
   * Window numbers, shape [windows, neighbours], nearest first; -1 where there was none. Numbers from the count of windows
   * on are windows remembered from elsewhere.
   */
  readonly recalled: Int32Array;
  /** How many were recalled for each window. */
  readonly found: Uint8Array;
  /** Squared distance of the farthest that was recalled; 0 where none was. */
  readonly farthest: Float64Array;
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

/**
 * For each window the nearest latents (Euclidean distance) among the memory's windows at other times: windows that
 * share a slot with it, or would but for a gap, are left out, so that an anomaly does not explain itself.
 *
 * @param latents shape [windows, latentSize]
 * @param memory window numbers, ascending
 * @param neighbours how many to find, fewer where there are not as many
 * @param wider what was recalled from a memory that holds this one: a window that loses none of its neighbours keeps them
 */
export function recall(
  latents: Float32Array,
  latentSize: number,
  layout: WindowLayout,
  memory: Int32Array,
  neighbours: number,
  wider?: Recollection
): Recollection {
  const { offsets, size } = layout;
  const count = offsets.length;
  const kept = wider ? keepersOf(wider, memory, count) : new Uint8Array(count);
  const remembered = new Uint8Array(count);
  memory.forEach((w) => (remembered[w] = 1));
  const recalled = new Int32Array(count * neighbours).fill(-1);
  const found = new Uint8Array(count);
  const distances = new Float64Array(count * neighbours).fill(Infinity);
  // Distance that a newcomer must be below: of a window that keeps what it has, none is.
  const bound = new Float64Array(count).fill(Infinity);
  kept.forEach((keeps, w) => (bound[w] = keeps === 1 ? -Infinity : Infinity));
  const nearest: Nearest = { neighbours, recalled, found, distances, bound };

  let next = 0;
  for (let w = 0; w < count; w++) {
    while (next < memory.length && memory[next] <= w) {
      next++;
    }
    // Of two windows in memory the earlier one's turn serves both.
    const both = remembered[w] === 1;
    for (let m = both ? next : 0; m < memory.length; m++) {
      const other = memory[m];
      const enough = both && bound[other] > bound[w] ? bound[other] : bound[w];
      const apart = offsets[other] - offsets[w];
      if (enough < 0 || (apart < size && apart > -size)) {
        continue;
      }
      const distance = squaredDistance(latents, w * latentSize, other * latentSize, latentSize, enough);
      if (distance < bound[w]) {
        insert(nearest, w, other, distance);
      }
      if (both && distance < bound[other]) {
        insert(nearest, other, w, distance);
      }
    }
  }

  const farthest = new Float64Array(count);
  for (let w = 0; w < count; w++) {
    if (wider && kept[w] === 1) {
      recalled.set(wider.recalled.subarray(w * neighbours, (w + 1) * neighbours), w * neighbours);
      found[w] = wider.found[w];
      farthest[w] = wider.farthest[w];
    } else {
      farthest[w] = found[w] === 0 ? 0 : distances[w * neighbours + found[w] - 1];
    }
  }
  return { neighbours, recalled, found, farthest };
}

/** The nearest so far, for each window. */
interface Nearest extends Pick<Recollection, 'neighbours' | 'recalled' | 'found'> {
  readonly distances: Float64Array;
  readonly bound: Float64Array;
}

/** Insertion from behind keeps the few best in order. */
function insert(
  { neighbours, recalled, found, distances, bound }: Nearest,
  w: number,
  other: number,
  distance: number
) {
  const row = w * neighbours;
  let at = found[w] === neighbours ? neighbours - 1 : found[w]++;
  for (; at > 0 && distances[row + at - 1] > distance; at--) {
    distances[row + at] = distances[row + at - 1];
    recalled[row + at] = recalled[row + at - 1];
  }
  distances[row + at] = distance;
  recalled[row + at] = other;
  bound[w] = distances[row + neighbours - 1];
}

/** Windows all of whose neighbours are in a smaller memory too: what is left out was farther away, so they stay nearest. */
function keepersOf({ recalled, neighbours }: Recollection, memory: Int32Array, count: number): Uint8Array {
  const remembered = new Uint8Array(count);
  memory.forEach((w) => (remembered[w] = 1));
  const keeps = new Uint8Array(count).fill(1);
  recalled.forEach((other, i) => {
    if (other >= 0 && remembered[other] === 0) {
      keeps[Math.floor(i / neighbours)] = 0;
    }
  });
  return keeps;
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
 * The memory without its rarest windows: those whose recalled neighbours lie farthest away. What happened once should
 * not be drawn as if it were usual.
 *
 * @param recollection of all windows from the whole memory
 * @param share of the memory to leave out
 * @param kept 1 for windows that stay whatever is rare about them, and of which no share is taken
 */
export function barRarest(
  memory: Int32Array,
  recollection: Recollection,
  share: number,
  kept?: Uint8Array
): Int32Array {
  const common = kept ? memory.filter((w) => !kept[w]) : memory;
  const barred = Math.floor(common.length * share);
  if (barred === 0) {
    return memory;
  }
  const rarestFirst = Array.from(common).sort((a, b) => recollection.farthest[b] - recollection.farthest[a] || b - a);
  const left = new Set(rarestFirst.slice(0, barred));
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
  { neighbours, recalled, found }: Recollection,
  from: number,
  to: number
): Float32Array {
  const means = new Float32Array((to - from) * width);
  for (let w = from; w < to; w++) {
    const out = (w - from) * width;
    for (let k = 0; k < found[w]; k++) {
      const row = recalled[w * neighbours + k] * width;
      for (let i = 0; i < width; i++) {
        means[out + i] += rows[row + i] / found[w];
      }
    }
  }
  return means;
}
