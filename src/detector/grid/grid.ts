import { lowerMedian } from '../arithmetic/quantile';
import { type Series, distancesBetween, isGap, observedPoints } from '../series';

/** A grid with fewer observed slots than this share is judged only if it is short: nearly all else on it is made up. */
const LEAST_OBSERVED = 0.25;
/** Slots of a short grid. */
const SHORT = 200_000;

/** Slots [start, end) of a grid that the network reads in one piece. */
export interface Segment {
  readonly start: number;
  readonly end: number;
  /** Steps from the epoch to the segment's first slot: tells how far apart two segments lie, and anchors windows. */
  readonly offset: number;
}

/**
 * A series on its own grid: evenly spaced slots, in segments that no gap longer than a window interrupts. The slots of
 * all segments follow each other in one array.
 */
export interface Grid {
  /** Milliseconds between slots: the median distance of neighbouring points. */
  readonly step: number;
  readonly segments: readonly Segment[];
  /** Value of each slot, bridged by a straight line where none was observed. */
  readonly values: Float64Array;
  /** 1 where a slot was observed, 0 where it was bridged. */
  readonly observed: Uint8Array;
  /** 1 where samples are missing between a slot and the next observed one. */
  readonly gapAfter: Uint8Array;
  /** The slot of each point, -1 for a gap or a point that is not judged. */
  readonly slotOf: Int32Array;
  /** The points that have a slot, indices into the series. */
  readonly points: Int32Array;
  /** Slots in the longest run, segment or not. */
  readonly longestRun: number;
  /** Whether there are no segments because its points come in bursts, and nearly all slots between them were bridged. */
  readonly tooSparse: boolean;
}

/**
 * Puts a series of any spacing on its own grid (docs/detector.md, "Grid").
 *
 * Each point goes to its nearest slot; points that
 * share a slot are averaged; slots without a point are bridged. Values are not moved between slots, so on an even grid
 * every value stays exactly what it was. Bursts of points with long gaps between them have no segments, if their slots
 * are both many and mostly bridged: memory and time go with the slots, a hundred for each point.
 *
 * @param windowSize a gap of more slots than this ends a segment; a shorter run than this is no segment
 */
export function putOnGrid(series: Series, windowSize: number): Grid {
  const observed = observedPoints(series);
  const { times, values } = series;
  const distances = distancesBetween(series, observed);
  const step = lowerMedian(distances);
  const runs = splitAtGaps(distances, observed.length, step, windowSize);

  const slotOf = new Int32Array(times.length).fill(-1);
  const segments: Segment[] = [];
  const points = new Int32Array(observed.length);
  let placed = 0;
  let slots = 0;
  let longestRun = 0;
  for (const [from, to] of runs) {
    const origin = times[observed[from]];
    const length = slotAt(times[observed[to]], origin, step) + 1;
    longestRun = Math.max(longestRun, length);
    if (length < windowSize) {
      continue;
    }
    for (let i = from; i <= to; i++) {
      slotOf[observed[i]] = slots + slotAt(times[observed[i]], origin, step);
      points[placed++] = observed[i];
    }
    segments.push({ start: slots, end: slots + length, offset: origin / step });
    slots += length;
  }

  const tooSparse = slots > Math.max(SHORT, placed / LEAST_OBSERVED);
  if (tooSparse) {
    slots = 0;
    segments.length = 0;
    placed = 0;
    slotOf.fill(-1);
  }
  const grid: Grid = {
    step,
    segments,
    values: new Float64Array(slots),
    observed: new Uint8Array(slots),
    gapAfter: new Uint8Array(slots),
    slotOf,
    points: placed === points.length ? points : points.slice(0, placed),
    longestRun,
    tooSparse,
  };
  fillSlots(grid, times, values);
  return grid;
}

/** Runs [first, last] of ordered points between which no more than `windowSize` slots are missing. */
function splitAtGaps(
  distances: Float64Array,
  count: number,
  step: number,
  windowSize: number
): Array<[number, number]> {
  const runs: Array<[number, number]> = [];
  let from = 0;
  for (let i = 0; i < count; i++) {
    if (i + 1 === count || Math.round(distances[i] / step) - 1 > windowSize) {
      runs.push([from, i]);
      from = i + 1;
    }
  }
  return runs;
}

/** A run of one point has no step; its slot is 0. */
function slotAt(time: number, origin: number, step: number): number {
  return time === origin ? 0 : Math.round((time - origin) / step);
}

function fillSlots(grid: Grid, times: Float64Array, values: Float64Array): void {
  const { points, slotOf, observed, gapAfter, segments } = grid;
  let last = -1;
  let sharing = 1;
  for (let k = 0; k < points.length; k++) {
    const slot = slotOf[points[k]];
    const value = values[points[k]];
    if (slot === last) {
      sharing++;
      grid.values[slot] += value / sharing - grid.values[slot] / sharing;
    } else {
      grid.values[slot] = value;
      sharing = 1;
    }
    observed[slot] = 1;
    if (k + 1 < points.length) {
      gapAfter[slot] = isGap(times[points[k + 1]] - times[points[k]], grid.step) ? 1 : 0;
    }
    last = slot;
  }
  for (const { start, end } of segments) {
    bridge(grid.values, observed, start, end);
  }
}

/** Both ends of a segment are observed, so every bridge has two banks. */
function bridge(values: Float64Array, observed: Uint8Array, start: number, end: number): void {
  let bank = start;
  for (let slot = start + 1; slot < end; slot++) {
    if (!observed[slot]) {
      continue;
    }
    for (let i = bank + 1; i < slot; i++) {
      const share = (i - bank) / (slot - bank);
      values[i] = values[bank] * (1 - share) + values[slot] * share;
    }
    bank = slot;
  }
}
