import type { Grid } from '../grid/grid';
import { type RemainingSeries, excludedSlots } from './excluded';
import type { Series } from '../series';
import { type Stretch, type Labels, isWithin, pointsIn } from './labels';
import type { WindowLayout } from '../grid/windows';

/** Consecutive slots, both ends included. */
export interface SlotRun {
  readonly first: number;
  readonly last: number;
}

/** What a stretch that people marked is on the grid. */
export interface MarkedRun extends SlotRun {
  /** Whose word it is, where that is known; of several if marks with no point between them are one. */
  readonly ids: readonly string[];
}

/** What people have said about a series, on its grid. */
export interface LabelMask {
  /** 1 for each point, as it arrived, that was left out. */
  readonly excluded: Uint8Array;
  /** 1 for a window with time that was left out in it: it may not be recalled, and draws nothing that others draw. */
  readonly barred: Uint8Array;
  /** 1 for a window that is remembered whatever is rare about it. */
  readonly kept: Uint8Array;
  /** 1 for a slot where nothing is reported, for people called it normal. */
  readonly normal: Uint8Array;
  /** One of `Beside` for a slot that is drawn worse, for time was left out less than a window away; else 0. */
  readonly besideExcluded: Uint8Array;
  /** In order of time; a stretch that a gap interrupts is several. */
  readonly falseAlarms: readonly MarkedRun[];
  /** The same of what was called normal. */
  readonly goodExamples: readonly MarkedRun[];
  /** The named stretches for which a value was left out. */
  readonly excludedBy: readonly string[];
}

/**
 * Lays a teaching over the grid of a series.
 *
 * @param series as it arrived
 * @param grid of what is left of it
 * @param remaining what is left of it
 */
export function layOutLabels(
  series: Series,
  grid: Grid,
  layout: WindowLayout,
  { normal, excluded: stretchesOut, falseAlarms }: Labels,
  { excluded: excluded, taken }: Pick<RemainingSeries, 'excluded' | 'taken'>
): LabelMask {
  const normalRuns = markedRuns(grid, series, normal);
  const alarmRuns = markedRuns(grid, series, falseAlarms);
  const { gone, beside } = excludedSlots(grid, series, taken, layout.size);
  const barred = windowsTouching(layout, gone);
  const taughtWindows = windowsOf(layout, [...normalRuns, ...alarmRuns]);
  const takes = (stretch: Stretch) => series.times.some((time, point) => taken[point] === 1 && isWithin(stretch, time));
  return {
    excluded,
    barred,
    kept: taughtWindows.map((isTaught, w) => (isTaught && !barred[w] && !Number.isNaN(layout.strides[w]) ? 1 : 0)),
    normal: slotsOf(grid, pointsIn(series, normal)),
    besideExcluded: beside,
    falseAlarms: alarmRuns,
    goodExamples: normalRuns,
    excludedBy: stretchesOut.filter(takes).flatMap(({ id }) => id ?? []),
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

/** From the first to the last slot with a marked point, in each segment; marks with no point between are one. */
function markedRuns(grid: Grid, series: Series, stretches: readonly Stretch[]): MarkedRun[] {
  const found = stretches.flatMap((stretch) => {
    const slots = slotsOf(grid, pointsIn(series, [stretch]));
    return grid.segments.flatMap(({ start, end }) => {
      const first = slots.indexOf(1, start);
      const ids = stretch.id === undefined ? [] : [stretch.id];
      return first < 0 || first >= end ? [] : [{ first, last: slots.lastIndexOf(1, end - 1), ids }];
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
      const ids = Array.from(new Set([...before.ids, ...run.ids]));
      runs[runs.length - 1] = { ...before, last: Math.max(before.last, run.last), ids };
    } else {
      runs.push(run);
    }
  }
  return runs;
}

function segmentOf({ segments }: Grid, slot: number): number {
  return segments.findIndex(({ end }) => slot < end);
}

/** 1 for a window that shows at least half of a run of marked slots, or is half of one. */
export function windowsOf({ starts, size }: WindowLayout, runs: readonly SlotRun[]): Uint8Array {
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
