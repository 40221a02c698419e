import {
  AUTO_EXTENT,
  contextRange,
  croppedOutcome,
  withContext,
  type ContextExtent,
} from '../../src/detector/report/context';
import type { Outcome } from '../../src/detector/detection';
import { lowerMedian } from '../../src/detector/arithmetic/statistics';
import type { Series } from '../../src/detector/series';
import { DETECTOR_BOUNDS } from '../../src/detector/settings';
import type { Draw } from '../suite/draw';
import { countEvents } from './countEvents';
import { labelsOf, type PointRun, type LabelledSeries, pointsOf } from './labelledSeries';

/** Points that a verdict may know in all; 0: what is visible and nothing else. The most is what the panel asks for by itself. */
export const LOOK_BACKS: readonly number[] = [0, 500, 1000, 2000, AUTO_EXTENT.limit];
/** How many points later a live range is looked at again. */
const LATER = 20;
/** Visible ranges have so many points, a narrow panel's and a wide one's, but no more than half of the series. */
const VISIBLE = [300, 2000] as const;
/** Series with fewer points have no room for ranges. */
export const LEAST_POINTS = 2 * VISIBLE[0];
const ZOOMS = 5;
/** No zoom has fewer points. */
const LEAST_ZOOM = DETECTOR_BOUNDS.windowSize.default;

/** What somebody looks at; all are indices of points, bounds within. */
export interface Visible extends PointRun {
  /** The last point that has been measured by then. */
  readonly now: number;
  /** Parts of it, at least a window long, that they zoom into. */
  readonly zooms: readonly PointRun[];
}

/** What became of some visible ranges of a series, under one look-back. */
export interface ZoomTally {
  /** Jaccard index of the points that a range and its zoom report, inside the zoom; NaN where neither reports any. */
  readonly agreements: readonly number[];
  /** The same between ranges that end now and the same ranges some points later, in what both show. */
  readonly later: readonly number[];
  /** Of what the visible ranges show, not of the zooms. */
  readonly events: number;
  readonly found: number;
  readonly falseAlarms: number;
  /** Points that each visible range was judged with. */
  readonly known: readonly number[];
}

/** Half of them end now, the others where somebody looks back. */
export function drawVisible(points: number, count: number, draw: Draw): Visible[] {
  return Array.from({ length: count }, (_, i) => {
    const now = draw.whole(Math.ceil(points / 2), points - 1 - LATER);
    const length = Math.round(draw.magnitude(VISIBLE[0], Math.min(VISIBLE[1], points / 2)));
    const end = i % 2 === 0 ? now : draw.whole(length - 1, now);
    const start = end - length + 1;
    const zooms = Array.from({ length: ZOOMS }, () => {
      const zoomed = Math.round(draw.magnitude(LEAST_ZOOM, length));
      const from = draw.whole(start, end - zoomed + 1);
      return { start: from, end: from + zoomed - 1 };
    });
    return { now, start, end, zooms };
  });
}

/** What {@link AUTO_EXTENT} would be for fewer points in all; null where nothing around what is visible may be known. */
export function extentOf(points: number): ContextExtent | null {
  const share = points / AUTO_EXTENT.limit;
  return points === 0
    ? null
    : { ...AUTO_EXTENT, block: share * AUTO_EXTENT.block, points: share * AUTO_EXTENT.points, limit: points };
}

/**
 * Has visible ranges and their zooms judged as a panel would.
 *
 * @param series in order of time
 * @param judge is asked once about the same rows
 */
export async function tallyZooms(
  series: LabelledSeries,
  visible: readonly Visible[],
  extent: ContextExtent | null,
  judge: (series: Series) => Promise<Outcome>
): Promise<ZoomTally> {
  const seen = seenThrough(series, extent, judge);
  const agreements: number[] = [];
  const later: number[] = [];
  const known: number[] = [];
  let counts = { events: 0, found: 0, falseAlarms: 0 };
  for (const range of visible) {
    const whole = await seen(range, range.now);
    known.push(whole.known);
    for (const zoom of range.zooms) {
      agreements.push(agreementOf(whole.reported, (await seen(zoom, range.now)).reported, zoom));
    }
    if (range.end === range.now) {
      const next = { start: range.start + LATER, end: range.end + LATER };
      const common = { start: next.start, end: range.end };
      later.push(agreementOf(whole.reported, (await seen(next, next.end)).reported, common));
    }
    const { events, found, falseAlarms } = countEvents(partsIn(range, series.events), whole.reported);
    counts = {
      events: counts.events + events,
      found: counts.found + found,
      falseAlarms: counts.falseAlarms + falseAlarms,
    };
  }
  return { agreements, later, known, ...counts };
}

interface Seen {
  /** In points of the series. */
  readonly reported: readonly PointRun[];
  readonly known: number;
}

function seenThrough(
  { times, values }: LabelledSeries,
  extent: ContextExtent | null,
  judge: (series: Series) => Promise<Outcome>
): (visible: PointRun, now: number) => Promise<Seen> {
  const stepMs = lowerMedian(times.slice(1).map((time, i) => time - times[i]));
  const judged = new Map<string, Outcome>();
  const rows = (start: number, end: number) => ({
    times: times.slice(start, end + 1),
    values: values.slice(start, end + 1),
  });
  return async ({ start, end }, now) => {
    const view = { from: times[start], to: times[end], stepMs, now: times[now], mode: 'auto' } as const;
    const asked = extent ? contextRange(view, extent) : view;
    const first = times.findIndex((time) => time >= asked.from);
    const after = times.findIndex((time) => time > asked.to);
    const last = Math.min(now, after < 0 ? times.length - 1 : after - 1);
    const whole = withContext(rows(start, end), rows(first, last));
    const key = `${first} ${last} ${whole.times.length}`;
    const outcome = judged.get(key) ?? (await judge(whole));
    judged.set(key, outcome);
    const shown = croppedOutcome(outcome, whole, rows(start, end));
    const sequences = shown.status === 'detected' ? shown.detection.sequences : [];
    return { reported: pointsOf({ times }, sequences), known: last - first + 1 };
  };
}

/** Jaccard index of the reported points within a range; NaN where there are none. */
export function agreementOf(one: readonly PointRun[], other: readonly PointRun[], within: PointRun): number {
  const points = within.end - within.start + 1;
  const [ones, others] = [one, other].map((intervals) =>
    labelsOf(
      partsIn(within, intervals).map(({ start, end }) => ({ start: start - within.start, end: end - within.start })),
      points
    )
  );
  let both = 0;
  let either = 0;
  for (let i = 0; i < points; i++) {
    both += ones[i] & others[i];
    either += ones[i] | others[i];
  }
  return both / either;
}

/** What of some intervals lies within another. */
function partsIn(within: PointRun, intervals: readonly PointRun[]): PointRun[] {
  return intervals
    .map(({ start, end }) => ({ start: Math.max(start, within.start), end: Math.min(end, within.end) }))
    .filter(({ start, end }) => start <= end);
}
