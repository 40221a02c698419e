import type { Grid } from './grid';
import { type RemainingSeries, slotsLeftOut } from './leftOut';
import type { Series } from './series';
import { type Stretch, type Teaching, isWithin, pointsIn } from './teaching';
import type { WindowLayout } from './windows';

/** Consecutive slots, both ends included. */
export interface SlotRun {
  readonly first: number;
  readonly last: number;
}

/** What a marked false alarm is on the grid. */
export interface MarkedRun extends SlotRun {
  /** Whose word it is, where that is known. */
  readonly id?: string;
}

/** What people have said about a series, on its grid. */
export interface Lessons {
  /** 1 for each point, as it arrived, that was left out. */
  readonly leftOut: Uint8Array;
  /** 1 for a window with time that was left out in it: it may not be recalled, and draws nothing that others draw. */
  readonly barred: Uint8Array;
  /** 1 for a window that is remembered whatever is rare about it. */
  readonly kept: Uint8Array;
  /** 1 for a slot where nothing is reported, for people called it normal. */
  readonly normal: Uint8Array;
  /** 1 for a slot that is drawn worse than others, for time was left out less than a window away. */
  readonly besideLeftOut: Uint8Array;
  /** In order of time; a stretch that a gap interrupts is several. */
  readonly falseAlarms: readonly MarkedRun[];
  /** The named stretches that hold a point: each once, left-out ones first, then normal ones, then false alarms. */
  readonly taught: readonly string[];
}

/**
 * Lays a teaching over the grid of a series.
 *
 * @param series as it arrived
 * @param grid of what is left of it
 * @param remaining what is left of it
 */
export function layOutLessons(
  series: Series,
  grid: Grid,
  layout: WindowLayout,
  { normal, leftOut: stretchesOut, falseAlarms }: Teaching,
  { leftOut, taken }: Pick<RemainingSeries, 'leftOut' | 'taken'>
): Lessons {
  const normalRuns = markedRuns(grid, series, normal);
  const alarmRuns = markedRuns(grid, series, falseAlarms);
  const { gone, beside } = slotsLeftOut(grid, series, taken, layout.size);
  const barred = windowsTouching(layout, gone);
  const taughtWindows = windowsOf(layout, [...normalRuns, ...alarmRuns]);
  const holds = (stretch: Stretch, takesPart: (point: number) => boolean) =>
    series.times.some((time, point) => isWithin(stretch, time) && takesPart(point));
  const met = [
    ...stretchesOut.filter((one) => holds(one, (point) => taken[point] === 1)),
    ...[...normal, ...falseAlarms].filter((one) => holds(one, (point) => grid.slotOf[point] >= 0)),
  ];
  return {
    leftOut,
    barred,
    kept: taughtWindows.map((isTaught, w) => (isTaught && !barred[w] && !Number.isNaN(layout.strides[w]) ? 1 : 0)),
    normal: slotsOf(grid, pointsIn(series, normal)),
    besideLeftOut: beside,
    falseAlarms: alarmRuns,
    taught: Array.from(new Set(met.flatMap(({ id }) => id ?? []))),
  };
}

function slotsOf(grid: Grid, marked: Uint8Array): Uint8Array {
  const slots = new Uint8Array(grid.values.length);
  for (const point of grid.points) {
    if (marked[point]) {
      slots[grid.slotOf[point]] = 1;
    }
  }
  return slots;
}

/** From the first to the last slot with a marked point, in each segment that has one; marks with no point between are one. */
function markedRuns(grid: Grid, series: Series, stretches: readonly Stretch[]): MarkedRun[] {
  const found = stretches.flatMap((stretch) => {
    const slots = slotsOf(grid, pointsIn(series, [stretch]));
    return grid.segments.flatMap(({ start, end }) => {
      const first = slots.indexOf(1, start);
      return first < 0 || first >= end ? [] : [{ first, last: slots.lastIndexOf(1, end - 1), id: stretch.id }];
    });
  });
  const runs: MarkedRun[] = [];
  for (const run of found.sort((a, b) => a.first - b.first || b.last - a.last)) {
    const before = runs[runs.length - 1];
    const together =
      before &&
      !grid.observed.subarray(before.last + 1, run.first).includes(1) &&
      segmentOf(grid, run.first) === segmentOf(grid, before.first);
    if (together) {
      runs[runs.length - 1] = { ...before, last: Math.max(before.last, run.last), id: before.id ?? run.id };
    } else {
      runs.push(run);
    }
  }
  return runs;
}

function segmentOf({ segments }: Grid, slot: number): number {
  return segments.findIndex(({ end }) => slot < end);
}

/** Windows that show at least half of a run of marked slots, or are half of one. */
function windowsOf({ starts, size }: WindowLayout, runs: readonly SlotRun[]): Uint8Array {
  return Uint8Array.from(starts, (start) =>
    runs.some(({ first, last }) => {
      const shared = Math.min(last, start + size - 1) - Math.max(first, start) + 1;
      return shared > 0 && shared >= Math.min(last - first + 1, size) / 2;
    })
      ? 1
      : 0
  );
}

function windowsTouching({ starts, size }: WindowLayout, slots: Uint8Array): Uint8Array {
  return Uint8Array.from(starts, (start) => (slots.subarray(start, start + size).includes(1) ? 1 : 0));
}
