import type { WindowLayout } from '../grid/windows';

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

/** A window takes at least this many neighbours, each from another occasion, because what occurred once is not usual. */
export const LEAST_NEIGHBOURS = 2;
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
export function nearestNeighbours(
  latents: Latents,
  layout: WindowLayout,
  memory: Int32Array,
  perWindow: number,
  wider?: Neighbours
): Neighbours {
  const { offsets, size } = layout;
  const count = offsets.length;
  const settled = wider ? unaffectedWindows(wider, memory, count) : new Uint8Array(count);
  const considered = OCCASIONS_PER_NEIGHBOUR * perWindow;
  const occasions = nearestByOccasion(latents, layout, memory, settled, considered);
  const recalled = new Int32Array(count * perWindow).fill(-1);
  const found = new Uint8Array(count);
  const rarity = new Float64Array(count);
  for (let w = 0; w < count; w++) {
    if (wider && settled[w] === 1) {
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
 * @param settled 1 for a window whose neighbours are not searched for
 * @param most occasions per window
 */
function nearestByOccasion(
  latents: Latents,
  { offsets, size }: WindowLayout,
  memory: Int32Array,
  settled: Uint8Array,
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
      if ((apart < size && apart > -size) || (settled[w] === 1 && !(both && settled[other] === 0))) {
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
 * The nearest window of each of the nearest few occasions, for several rows. Its memory does not grow with the number of
 * occasions; otherwise a long series would take one entry per window and occasion.
 *
 * Offer the windows of one occasion to a row one after another, ascending.
 */
export class NearestOccasions {
  /** Window numbers of each row, nearest first, of equally near ones the earlier first; shape [rows, most]. */
  readonly windows: Int32Array;
  /** The number of windows of each row. */
  readonly found: Int32Array;
  /** Squared distances, in the order of {@link windows}. */
  readonly distances: Float64Array;
  /** The occasion that is offered to each row at present, -1 for none, and its nearest window so far. */
  private readonly occasion: Int32Array;
  private readonly nearest: Int32Array;
  private readonly least: Float64Array;

  /** @param most occasions kept per row */
  constructor(
    rows: number,
    private readonly most: number
  ) {
    this.windows = new Int32Array(rows * most);
    this.found = new Int32Array(rows);
    this.distances = new Float64Array(rows * most);
    this.occasion = new Int32Array(rows).fill(-1);
    this.nearest = new Int32Array(rows);
    this.least = new Float64Array(rows).fill(Infinity);
  }

  /** A window of an occasion changes a row only if its squared distance is below this. */
  enough(row: number, occasion: number): number {
    const ofOccasion = this.occasion[row] === occasion ? this.least[row] : Infinity;
    const farthest = this.found[row] === this.most ? this.distances[(row + 1) * this.most - 1] : Infinity;
    return ofOccasion < farthest ? ofOccasion : farthest;
  }

  offer(row: number, occasion: number, window: number, distance: number): void {
    if (this.occasion[row] !== occasion) {
      this.settle(row);
      this.occasion[row] = occasion;
    }
    if (distance < this.least[row]) {
      this.least[row] = distance;
      this.nearest[row] = window;
    }
  }

  /** Enters the occasion that was offered last. */
  settle(row: number): void {
    const distance = this.least[row];
    this.least[row] = Infinity;
    const first = row * this.most;
    const isFull = this.found[row] === this.most;
    if (distance === Infinity || (isFull && !(distance < this.distances[first + this.most - 1]))) {
      return;
    }
    let at = first + (isFull ? this.most - 1 : this.found[row]++);
    // Of equally near windows the earlier one stays first, because it was offered first.
    for (; at > first && this.distances[at - 1] > distance; at--) {
      this.distances[at] = this.distances[at - 1];
      this.windows[at] = this.windows[at - 1];
    }
    this.distances[at] = distance;
    this.windows[at] = this.nearest[row];
  }
}
