import type { Grid } from '../grid/grid';
import { segmentOf, type Run } from '../grid/slot';
import type { WindowLayout } from '../grid/windows';
import type { Series } from '../series';
import { type Labels, type LabelledInterval, isWithin, pointsIn } from './labels';

/** A series without excluded time. */
export interface RemainingSeries {
  /** The series with gaps in excluded time, or the series itself if nothing is excluded. */
  readonly series: Series;
  /** 1 for a point of the original series in an excluded stretch. */
  readonly excluded: Uint8Array;
  /** 1 for an excluded point that had a value. */
  readonly removed: Uint8Array;
}

/** Replaces excluded points by gaps, so that nothing there is learnt or reported. */
export function withoutExcluded(series: Series, stretches: readonly LabelledInterval[]): RemainingSeries {
  const excluded = pointsIn(series, stretches);
  const removed = excluded.map((out, i) => (Number.isFinite(series.values[i]) ? out : 0));
  const values = series.values.map((value, i) => (excluded[i] ? NaN : value));
  return { series: removed.includes(1) ? { times: series.times, values } : series, excluded, removed };
}

/** A labelled stretch on the grid. */
export interface LabelledRun extends Run {
  /** Ids of its labels, if they have any; several if labels with no point between them are one run. */
  readonly ids: readonly string[];
}

/** The labels of a series, on its grid. */
export interface LabelMask {
  /** 1 for an excluded point of the original series. */
  readonly excluded: Uint8Array;
  /** 1 for a window that holds excluded time. It is not recalled, and draws only slots that no other window covers. */
  readonly barred: Uint8Array;
  /** 1 for a window that stays in memory however rare it is. */
  readonly kept: Uint8Array;
  /** 1 for a slot that is labelled normal, where nothing is reported. */
  readonly normal: Uint8Array;
  /** One of `Beside` for a slot less than a window away from excluded time, else 0. */
  readonly besideExcluded: Uint8Array;
  /** In order of time; a gap cuts a stretch into several runs. */
  readonly falseAlarms: readonly LabelledRun[];
  /** The same of stretches that are labelled normal. */
  readonly goodExamples: readonly LabelledRun[];
  /** Ids of the stretches that excluded a value. */
  readonly excludedBy: readonly string[];
}

/**
 * Maps labels to the grid of a series.
 *
 * @param series the original series
 * @param grid of the remaining series
 * @param remaining from `withoutExcluded`
 */
export function layOutLabels(
  series: Series,
  grid: Grid,
  layout: WindowLayout,
  labels: Labels,
  { excluded, removed }: Pick<RemainingSeries, 'excluded' | 'removed'>
): LabelMask {
  const normalRuns = labelledRuns(grid, series, labels.normal);
  const alarmRuns = labelledRuns(grid, series, labels.falseAlarms);
  const { gone, beside } = excludedSlots(grid, series, removed, layout.size);
  const barred = windowsTouching(layout, gone);
  const labelled = windowsOf(layout, [...normalRuns, ...alarmRuns]);
  const removes = (stretch: LabelledInterval) =>
    series.times.some((time, point) => removed[point] === 1 && isWithin(stretch, time));
  return {
    excluded,
    barred,
    kept: labelled.map((isLabelled, w) => (isLabelled && !barred[w] && !Number.isNaN(layout.strides[w]) ? 1 : 0)),
    normal: slotsOf(grid, pointsIn(series, labels.normal)),
    besideExcluded: beside,
    falseAlarms: alarmRuns,
    goodExamples: normalRuns,
    excludedBy: labels.excluded.filter(removes).flatMap(({ id }) => id ?? []),
  };
}

function slotsOf(grid: Grid, isLabelled: Uint8Array): Uint8Array {
  const slots = new Uint8Array(grid.values.length);
  for (const point of grid.points) {
    if (isLabelled[point]) {
      slots[grid.slotOf[point]] = 1;
    }
  }
  return slots;
}

/** Runs from the first to the last labelled slot of each stretch and segment. Runs with no point between them are one. */
function labelledRuns(grid: Grid, series: Series, stretches: readonly LabelledInterval[]): LabelledRun[] {
  const found = stretches.flatMap((stretch) => {
    const slots = slotsOf(grid, pointsIn(series, [stretch]));
    return grid.segments.flatMap(({ start, end }) => {
      const first = slots.indexOf(1, start);
      const ids = stretch.id === undefined ? [] : [stretch.id];
      return first < 0 || first >= end ? [] : [{ first, last: slots.lastIndexOf(1, end - 1), ids }];
    });
  });
  const runs: LabelledRun[] = [];
  for (const run of found.sort((a, b) => a.first - b.first || b.last - a.last)) {
    const before = runs[runs.length - 1];
    const isSameRun =
      before &&
      !grid.observed.subarray(before.last + 1, run.first).includes(1) &&
      segmentOf(grid.segments, run.first) === segmentOf(grid.segments, before.first);
    if (isSameRun) {
      const ids = Array.from(new Set([...before.ids, ...run.ids]));
      runs[runs.length - 1] = { ...before, last: Math.max(before.last, run.last), ids };
    } else {
      runs.push(run);
    }
  }
  return runs;
}

/** 1 for a window that shows at least half of a run, or that a run covers by half. */
export function windowsOf({ starts, size }: WindowLayout, runs: readonly Run[]): Uint8Array {
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

/** On which side of excluded time a slot lies. */
export const Beside = { after: 1, before: 2 } as const;

/** Excluded time on the grid of the remaining series. Each array has one entry per slot. */
interface ExcludedSlots {
  /** 1 for a slot of an excluded point, now a gap. */
  readonly gone: Uint8Array;
  /**
   * One of {@link Beside} for a slot less than a window away from an excluded one, also across the end of a segment; 0 for
   * others. Fewer windows show such a slot without the gap, so its reconstruction is worse. If all slots between two gaps
   * are that near, none counts as beside, because no slot there has a better reconstruction.
   */
  readonly beside: Uint8Array;
}

/**
 * @param grid of the remaining series
 * @param removed from {@link withoutExcluded}
 * @param size points in a window
 */
export function excludedSlots(grid: Grid, { times }: Series, removed: Uint8Array, size: number): ExcludedSlots {
  const gone = new Uint8Array(grid.values.length);
  const beside = new Uint8Array(grid.values.length);
  for (const { start, end, offset } of grid.segments) {
    const holes: number[] = [];
    times.forEach((time, point) => {
      const slot = start + Math.round(time / grid.step - offset);
      if (removed[point] && slot > start - size && slot < end + size) {
        holes.push(slot);
      }
    });
    holes.sort((a, b) => a - b);
    holes.filter((slot) => slot >= start && slot < end).forEach((slot) => (gone[slot] = 1));
    [-Infinity, ...holes].forEach((hole, i) => {
      const next = holes[i] ?? Infinity;
      const [first, last] = [Math.max(start, hole + 1), Math.min(end, next) - 1];
      if (first <= last && next - hole >= 2 * size) {
        beside.fill(Beside.after, first, Math.min(last + 1, Math.max(first, hole + size)));
        beside.fill(Beside.before, Math.max(first, next - size + 1), last + 1);
      }
    });
  }
  return { gone, beside };
}
