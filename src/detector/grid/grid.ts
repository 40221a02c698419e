import { lowerMedian } from '../arithmetic/statistics';
import { type Series, distancesBetween, isGap, observedPoints } from '../series';
import type { Point, Segment, Slot } from './slot';

/** A grid with a smaller share of observed slots is judged only if it is short, because nearly all of it is bridged. */
const LEAST_OBSERVED = 0.25;
/** Most slots of a short grid. */
const SHORT = 200_000;

/**
 * A series on its own grid of evenly spaced slots. A gap longer than a window ends a segment. The slots of all segments follow
 * each other in one array.
 */
export interface Grid {
  /** Milliseconds between slots: the lower median distance of neighbouring points. */
  readonly step: number;
  readonly segments: readonly Segment[];
  /** Value of each slot; slots without a point are bridged by a straight line. */
  readonly values: Float64Array;
  /** 1 for an observed slot, 0 for a bridged one. */
  readonly observed: Uint8Array;
  /** 1 if samples are missing between a slot and the next observed one. */
  readonly gapAfter: Uint8Array;
  /** The slot of each point; -1 for a gap, or a point that is not judged. */
  readonly slotOf: Int32Array & { readonly [point: Point]: Slot };
  /** The points that have a slot, indices into the series. */
  readonly points: Int32Array & { readonly [index: number]: Point };
  /** Slots of the longest run, even if it is shorter than a segment. */
  readonly longestRun: number;
  /** Whether there are no segments because nearly all slots would be bridged. */
  readonly tooSparse: boolean;
}

/**
 * Puts a series of any spacing on its own grid (docs/detector.md, "Grid").
 *
 * Each point goes to its nearest slot. Points that share a slot are averaged, and slots without a point are bridged. Values
 * never move between slots, so an evenly spaced series keeps its values exactly.
 *
 * Bursts of points with long gaps between them have no segments if their slots are many and mostly bridged, because memory
 * and time are linear in the slots.
 *
 * @param windowSize a gap of more slots ends a segment; a run of fewer slots is no segment
 */
export function putOnGrid(series: Series, windowSize: number): Grid {
  const { times, values } = series;
  const { step, observed, runs, longestRun, slots, tooSparse } = measure(series, windowSize);
  const slotOf = new Int32Array(times.length).fill(-1);
  const segments: Segment[] = [];
  const points = new Int32Array(observed.length);
  let placed = 0;
  let start = 0;
  for (const { from, to, length } of runs) {
    const origin = times[observed[from]];
    for (let i = from; i <= to; i++) {
      slotOf[observed[i]] = start + slotAt(times[observed[i]], origin, step);
      points[placed++] = observed[i];
    }
    segments.push({ start, end: start + length, offset: origin / step });
    start += length;
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

/** The number of slots that {@link putOnGrid} gives a series, without its arrays. */
export function slotCount(series: Series, windowSize: number): number {
  return measure(series, windowSize).slots;
}

/** What a grid consists of. */
interface GridPlan extends Pick<Grid, 'step' | 'longestRun' | 'tooSparse'> {
  /** Indices of finite points. */
  readonly observed: Int32Array;
  /** The runs that become segments: first and last index into `observed`, and slots. None if the series is too sparse. */
  readonly runs: ReadonlyArray<{ readonly from: number; readonly to: number; readonly length: number }>;
  readonly slots: number;
}

function measure(series: Series, windowSize: number): GridPlan {
  const { times } = series;
  const observed = observedPoints(series);
  const distances = distancesBetween(series, observed);
  const step = lowerMedian(distances);
  const all = splitAtGaps(distances, observed.length, step, windowSize).map(([from, to]) => ({
    from,
    to,
    length: slotAt(times[observed[to]], times[observed[from]], step) + 1,
  }));
  const longestRun = all.reduce((most, { length }) => Math.max(most, length), 0);
  const runs = all.filter(({ length }) => length >= windowSize);
  const slots = runs.reduce((sum, { length }) => sum + length, 0);
  const points = runs.reduce((sum, { from, to }) => sum + to - from + 1, 0);
  const tooSparse = slots > Math.max(SHORT, points / LEAST_OBSERVED);
  return { step, observed, runs: tooSparse ? [] : runs, longestRun, slots: tooSparse ? 0 : slots, tooSparse };
}

/** The longest segment, of equally long ones the first. */
export function longestOf(segments: readonly Segment[]): Segment {
  return segments.reduce((best, one) => (one.end - one.start > best.end - best.start ? one : best));
}

/** Runs [first, last] of points with no more than `windowSize` missing slots between neighbours. */
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

/** Bridges slots [start, end) by straight lines. Both ends are observed. */
function bridge(values: Float64Array, observed: Uint8Array, start: number, end: number): void {
  let last = start;
  for (let slot = start + 1; slot < end; slot++) {
    if (!observed[slot]) {
      continue;
    }
    for (let i = last + 1; i < slot; i++) {
      const share = (i - last) / (slot - last);
      values[i] = values[last] * (1 - share) + values[slot] * share;
    }
    last = slot;
  }
}
