import type { Grid } from '../grid/grid';
import type { Series } from '../series';
import { type Stretch, pointsIn } from './labels';

/** A series without excluded time. */
export interface RemainingSeries {
  /** The series with gaps in excluded time, or the series itself if nothing is excluded. */
  readonly series: Series;
  /** 1 for a point of the original series in an excluded stretch. */
  readonly excluded: Uint8Array;
  /** 1 for an excluded point that had a value. */
  readonly taken: Uint8Array;
}

/** Replaces excluded points by gaps, so that nothing there is learnt or reported. */
export function withoutExcluded(series: Series, stretches: readonly Stretch[]): RemainingSeries {
  const excluded = pointsIn(series, stretches);
  const taken = excluded.map((out, i) => (Number.isFinite(series.values[i]) ? out : 0));
  const values = series.values.map((value, i) => (excluded[i] ? NaN : value));
  return { series: taken.includes(1) ? { times: series.times, values } : series, excluded, taken };
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
