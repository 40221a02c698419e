import type { Grid } from '../grid/grid';
import type { Series } from '../series';
import { type Stretch, pointsIn } from './labels';

/** A series without what people left out of it. */
export interface RemainingSeries {
  /** With gaps where it is left out; the series itself where nothing is. */
  readonly series: Series;
  /** 1 for each point, as it arrived, in a stretch that is left out. */
  readonly excluded: Uint8Array;
  /** The same of those that had a value, and without which the verdict may be another. */
  readonly taken: Uint8Array;
}

/** The series with gaps where it is left out, so that nothing there can teach or be reported. */
export function withoutExcluded(series: Series, stretches: readonly Stretch[]): RemainingSeries {
  const excluded = pointsIn(series, stretches);
  const taken = excluded.map((out, i) => (Number.isFinite(series.values[i]) ? out : 0));
  const values = series.values.map((value, i) => (excluded[i] ? NaN : value));
  return { series: taken.includes(1) ? { times: series.times, values } : series, excluded, taken };
}

/** On which side of time that was left out a slot lies. */
export const Beside = { after: 1, before: 2 } as const;

/** Where time was left out, on the grid of what remains. */
export interface ExcludedSlots {
  /** 1 for a slot on which a point that was left out would lie: a gap now. */
  readonly gone: Uint8Array;
  /**
   * One of {@link Beside} for a slot less than a window away from one that is gone, across the end of a segment too, 0
   * for others. Fewer windows than elsewhere show it without the gap, so it is drawn worse. Where no slot between two
   * such gaps is farther away, nothing is drawn better, and none counts as beside.
   */
  readonly beside: Uint8Array;
}

/**
 * @param grid of what remains
 * @param taken from {@link withoutExcluded}
 * @param size points in a window
 */
export function excludedSlots(grid: Grid, { times }: Series, taken: Uint8Array, size: number): ExcludedSlots {
  const gone = new Uint8Array(grid.values.length);
  const beside = new Uint8Array(grid.values.length);
  for (const { start, end, offset } of grid.segments) {
    const holes: number[] = [];
    times.forEach((time, point) => {
      const slot = start + Math.round(time / grid.step - offset);
      if (taken[point] && slot > start - size && slot < end + size) {
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
