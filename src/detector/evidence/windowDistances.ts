import type { Segment, Slot } from '../grid/slot';
import type { Checkpoint } from '../reconstruct/network';

/** Scaled values whose windows are compared. */
export interface ComparedSeries {
  /** One per slot; bridged slots have any finite value. */
  readonly values: Float64Array;
  /** 1 for a slot whose value counts. */
  readonly observed: Uint8Array;
  readonly segments: ReadonlyArray<Pick<Segment, 'start' | 'end' | 'offset'>>;
}

/** Windows start at every sixteenth of their length, at least one slot apart. */
export const STARTS_PER_WINDOW = 16;
/** Values are clipped at ± this, scaled, so that a single row does not decide alone. */
const CLIP = 8;
/** Windows are compared with those that start at most this many slots away, so that the cost is linear in a long series. */
export const REACH = 4096;
/** Least share of a window's slots that have a value: a bridged window differs from none, so it would be near to all. */
const LEAST_OBSERVED = 0.75;
/** Comparisons between two checkpoints. */
const PER_CHECKPOINT = 4_000_000;

/**
 * How far the windows over each slot lie from the nearest windows at other times: the mean, over the windows of one length
 * that hold the slot, of the root mean square distance to their nearest two. The two share no slot with the window or with
 * each other, because what occurred once is not usual. It is high in a stretch that is unlike the rest of the series,
 * whatever reconstructs it. These are discords (Keogh et al. 2005) by way of the matrix profile (Yeh et al. 2016), here
 * without z-normalisation, so that level and size count.
 *
 * The second is found greedily: if a nearer window shares a slot with it, it is dropped, and the nearest alone may remain.
 *
 * All windows with the same lag share one running sum of squared differences. Slots without a value differ from none.
 *
 * @param lengths slots of a window, each with its own result
 * @param checkpoint awaited every four million comparisons, with the share done
 * @returns one array per length, one entry per slot, in scaled units; NaN where no window has a neighbour
 * @throws what the checkpoint throws
 */
export async function windowDistances(
  series: ComparedSeries,
  lengths: readonly number[],
  checkpoint: Checkpoint
): Promise<Float64Array[]> {
  const { segments } = series;
  const [from, to] = [segments[0]?.start ?? 0, segments[segments.length - 1]?.end ?? 0];
  const searches = lengths.map((length) => new NearestWindows(series, length));
  const differences = new SquaredDifferences(series, from, to);
  const least = Math.min(...lengths);
  let compared = 0;
  for (let lag = least; lag <= REACH && from + lag + least <= to; lag++) {
    const sums = differences.summedAt(lag);
    searches.forEach((search) => search.compare(lag, sums, from, to));
    compared += to - from - lag;
    if (compared > PER_CHECKPOINT) {
      compared = 0;
      await checkpoint(lag / Math.min(REACH, to - from));
    }
  }
  return searches.map((search) => search.distances());
}

/** Running sums of the squared differences between a series and itself, some slots later. */
class SquaredDifferences {
  private readonly values: Float64Array;
  private readonly sums: Float64Array;
  /** Null if every slot has a value. */
  private readonly observed: Uint8Array | null;

  constructor(
    { values, observed }: ComparedSeries,
    private readonly from: Slot,
    private readonly to: Slot
  ) {
    this.values = values.map((value) => Math.max(-CLIP, Math.min(CLIP, value)));
    this.sums = new Float64Array(values.length + 1);
    this.observed = observed.subarray(from, to).includes(0) ? observed : null;
  }

  /** @returns for each slot the sum over all slots before it */
  summedAt(lag: number): Float64Array {
    const { values, sums, observed, from } = this;
    const beyond = this.to - lag;
    let sum = 0;
    sums[from] = 0;
    for (let slot = from; slot < beyond; slot++) {
      if (observed === null || (observed[slot] === 1 && observed[slot + lag] === 1)) {
        const difference = values[slot] - values[slot + lag];
        sum += difference * difference;
      }
      sums[slot + 1] = sum;
    }
    return sums;
  }
}

/** The nearest two occasions of every window of one length. */
class NearestWindows {
  private readonly stride: number;
  /**
   * A slot on a stride. Strides are counted from the epoch, so that a range that slides keeps its windows; those of later
   * segments move if the first segment leaves the range.
   */
  private readonly first: Slot;
  /** 1 for a slot at which a window starts. */
  private readonly starts: Uint8Array;
  private readonly isWhole: boolean;
  /** Squared distances and first slots of the nearest two windows, nearest first. */
  private readonly nearest: Float64Array;
  private readonly second: Float64Array;
  private readonly nearestAt: Int32Array;
  private readonly secondAt: Int32Array;

  constructor(
    { values: { length: slots }, observed, segments }: ComparedSeries,
    private readonly length: number
  ) {
    this.stride = Math.max(1, Math.floor(length / STARTS_PER_WINDOW));
    this.first = segments.length > 0 ? segments[0].start - (Math.round(segments[0].offset) % this.stride) : 0;
    this.starts = new Uint8Array(slots);
    this.isWhole = segments.length === 1 && !observed.includes(0);
    const isObserved = (slot: Slot) =>
      observed.subarray(slot, slot + length).reduce((sum, one) => sum + one, 0) >= LEAST_OBSERVED * length;
    for (const { start, end } of segments) {
      for (let slot = this.onStride(start); slot + length <= end; slot += this.stride) {
        this.starts[slot] = this.isWhole || isObserved(slot) ? 1 : 0;
      }
    }
    this.nearest = new Float64Array(slots).fill(Infinity);
    this.second = new Float64Array(slots).fill(Infinity);
    this.nearestAt = new Int32Array(slots).fill(-1);
    this.secondAt = new Int32Array(slots).fill(-1);
  }

  /** The first slot on a stride that is not before another slot. */
  private onStride(slot: Slot): Slot {
    return this.first + Math.ceil((slot - this.first) / this.stride) * this.stride;
  }

  /** @param sums running sums of squared differences at this lag, of all slots before each slot */
  compare(lag: number, sums: Float64Array, from: Slot, to: Slot): void {
    const { length, stride, starts, second, isWhole } = this;
    if (lag < length || lag % stride !== 0) {
      return;
    }
    const last = to - lag - length;
    for (let slot = this.onStride(from); slot <= last; slot += stride) {
      const distance = sums[slot + length] - sums[slot];
      const isNear = distance < second[slot];
      const isNearBack = distance < second[slot + lag];
      if ((isNear || isNearBack) && (isWhole || (starts[slot] === 1 && starts[slot + lag] === 1))) {
        if (isNear) {
          this.offer(slot, slot + lag, distance);
        }
        if (isNearBack) {
          this.offer(slot + lag, slot, distance);
        }
      }
    }
  }

  /** Takes a window as neighbour if it is nearer than the second one. Of windows that share a slot, the nearer one counts. */
  private offer(window: Slot, other: Slot, distance: number): void {
    const { nearest, second, nearestAt, secondAt } = this;
    const isOfNearest = this.sharesSlot(nearestAt[window], other);
    if (distance < nearest[window]) {
      if (!isOfNearest) {
        second[window] = nearest[window];
        secondAt[window] = nearestAt[window];
      } else if (this.sharesSlot(secondAt[window], other)) {
        second[window] = Infinity;
        secondAt[window] = -1;
      }
      nearest[window] = distance;
      nearestAt[window] = other;
    } else if (!isOfNearest) {
      second[window] = distance;
      secondAt[window] = other;
    }
  }

  private sharesSlot(window: Slot, other: Slot): boolean {
    return window >= 0 && Math.abs(window - other) < this.length;
  }

  /** Mean over the windows of each slot. */
  distances(): Float64Array {
    const { starts, nearest, second, length } = this;
    const means = new Float64Array(starts.length);
    const windows = new Uint16Array(starts.length);
    for (let start = 0; start < starts.length; start++) {
      if (starts[start] === 0 || nearest[start] === Infinity) {
        continue;
      }
      const [one, other] = [this.rootMeanSquare(nearest[start]), this.rootMeanSquare(second[start])];
      const distance = other < Infinity ? (one + other) / 2 : one;
      for (let slot = start; slot < start + length; slot++) {
        means[slot] += distance;
        windows[slot]++;
      }
    }
    return means.map((sum, slot) => (windows[slot] > 0 ? sum / windows[slot] : NaN));
  }

  /** The running sum may leave a rounding error below zero. */
  private rootMeanSquare(squared: number): number {
    return Math.sqrt(Math.max(0, squared) / this.length);
  }
}
