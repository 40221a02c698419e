import type { Segment, Slot } from '../grid/slot';
import type { Checkpoint } from '../reconstruct/network';

/** A stretch of scaled values in which windows are compared. */
export interface ComparedSeries {
  /** Scaled values, one per slot; bridged slots have any finite value. */
  readonly values: Float64Array;
  /** 1 for a slot whose value counts. */
  readonly observed: Uint8Array;
  /** [start, end) slot ranges without a gap longer than a window. */
  readonly segments: ReadonlyArray<Pick<Segment, 'start' | 'end' | 'offset'>>;
}

/** Windows start at every sixteenth of their length. */
const STARTS_PER_WINDOW = 16;
/** Values are clipped at ± this, scaled, so that a single row does not decide alone. */
const MOST = 8;
/** Windows are compared with those that start at most this many slots away, so that the cost is linear in a long series. */
const REACH = 4096;
/** Comparisons between two checkpoints. */
const PER_CHECKPOINT = 20_000_000;

/**
 * How far the windows over each slot lie from the nearest windows at other times: the mean, over the windows of one length
 * that hold the slot, of the root mean square distance to their nearest two. The two share no slot with the window or with
 * each other. It is high in a stretch that is unlike the rest of the series, whatever reconstructs it
 * (discords: Keogh et al. 2005; the matrix profile: Yeh et al. 2016, here without z-normalisation, so that level and size
 * count).
 *
 * All pairs of windows with the same lag share one running sum of squared differences.
 *
 * @param lengths slots of a window, each with its own result
 * @returns one array per length, in scaled units; NaN where no window has a neighbour
 */
export async function windowDistances(
  { values, observed, segments }: ComparedSeries,
  lengths: readonly number[],
  checkpoint: Checkpoint
): Promise<Float64Array[]> {
  const clipped = values.map((value) => Math.max(-MOST, Math.min(MOST, value)));
  const searches = lengths.map((length) => new NearestWindows(clipped.length, length, segments));
  const [from, to] = [segments[0]?.start ?? 0, segments[segments.length - 1]?.end ?? 0];
  const sums = new Float64Array(to + 1);
  const least = Math.min(...lengths);
  let compared = 0;
  for (let lag = least; lag <= REACH && from + lag + least <= to; lag++) {
    let sum = 0;
    sums[from] = 0;
    for (let slot = from; slot + lag < to; slot++) {
      const difference = observed[slot] & observed[slot + lag] ? clipped[slot] - clipped[slot + lag] : 0;
      sum += difference * difference;
      sums[slot + 1] = sum;
    }
    searches.forEach((search) => search.compare(lag, sums, from, to));
    compared += to - from - lag;
    if (compared > PER_CHECKPOINT) {
      compared = 0;
      await checkpoint(1);
    }
  }
  return searches.map((search) => search.distances());
}

/** The nearest two occasions of every window of one length. */
class NearestWindows {
  private readonly stride: number;
  /** A slot on a stride, counted from the epoch, so that a range that slides keeps its windows. */
  private readonly first: Slot;
  /** 1 for a slot at which a window starts. */
  private readonly starts: Uint8Array;
  /** Squared distances and first slots of the nearest two windows, nearest first. */
  private readonly nearest: Float64Array;
  private readonly second: Float64Array;
  private readonly nearestAt: Int32Array;
  private readonly secondAt: Int32Array;

  constructor(
    private readonly slots: number,
    private readonly length: number,
    segments: ComparedSeries['segments']
  ) {
    this.stride = Math.max(1, Math.floor(length / STARTS_PER_WINDOW));
    this.starts = new Uint8Array(slots);
    this.first = segments.length > 0 ? segments[0].start + (-Math.round(segments[0].offset) % this.stride) : 0;
    for (const { start, end } of segments) {
      const before = Math.ceil((start - this.first) / this.stride);
      for (let slot = this.first + before * this.stride; slot + length <= end; slot += this.stride) {
        this.starts[slot] = 1;
      }
    }
    this.nearest = new Float64Array(slots).fill(Infinity);
    this.second = new Float64Array(slots).fill(Infinity);
    this.nearestAt = new Int32Array(slots).fill(-1);
    this.secondAt = new Int32Array(slots).fill(-1);
  }

  /** @param sums running sums of squared differences at this lag, up to and excluding each slot */
  compare(lag: number, sums: Float64Array, from: Slot, to: Slot): void {
    const { length, stride, starts, second } = this;
    if (lag < length || lag % stride !== 0) {
      return;
    }
    const ahead = Math.ceil((from - this.first) / stride);
    for (let slot = this.first + ahead * stride; slot + lag + length <= to; slot += stride) {
      if (starts[slot] === 0 || starts[slot + lag] === 0) {
        continue;
      }
      const distance = sums[slot + length] - sums[slot];
      if (distance < second[slot]) {
        this.offer(slot, slot + lag, distance);
      }
      if (distance < second[slot + lag]) {
        this.offer(slot + lag, slot, distance);
      }
    }
  }

  private offer(window: Slot, other: Slot, distance: number): void {
    const { nearest, second, nearestAt, secondAt, length } = this;
    const isOfNearest = nearestAt[window] >= 0 && Math.abs(nearestAt[window] - other) < length;
    if (distance < nearest[window]) {
      if (!isOfNearest) {
        second[window] = nearest[window];
        secondAt[window] = nearestAt[window];
      } else if (secondAt[window] >= 0 && Math.abs(secondAt[window] - other) < length) {
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

  /** Mean over the windows of each slot. */
  distances(): Float64Array {
    const { starts, nearest, second, length } = this;
    const means = new Float64Array(this.slots);
    const windows = new Uint16Array(this.slots);
    for (let start = 0; start < this.slots; start++) {
      if (starts[start] === 0 || nearest[start] === Infinity) {
        continue;
      }
      const there = [nearest[start], second[start]].filter(Number.isFinite);
      const distance = there.reduce((sum, one) => sum + Math.sqrt(Math.max(0, one) / length), 0) / there.length;
      for (let slot = start; slot < start + length; slot++) {
        means[slot] += distance;
        windows[slot]++;
      }
    }
    return means.map((sum, slot) => (windows[slot] > 0 ? sum / windows[slot] : NaN));
  }
}
