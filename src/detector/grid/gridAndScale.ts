import { filtered } from '../arithmetic/gather';
import type { MemoryMismatch, Skipped, SkipReason } from '../detection';
import { memoryMismatchOf, scaleWith, type RememberedWindows } from '../memory/warmMemory';
import type { Series } from '../series';
import { driftOf } from './drift';
import { putOnGrid, type Grid } from './grid';
import { cutOff, findScale, scaled, type Scale } from './scale';
import { trendOf, type Trend } from './trend';

/** Beside a trend, nothing smaller than this share of the values' span is visible. */
const LEAST_SHARE_OF_TREND = 0.001;

/** A series in the form that the network takes. */
export interface ScaledSeries {
  readonly status: 'scaled';
  readonly grid: Grid;
  /** Subtracted from the values before they were scaled; null for a series without a trend. */
  readonly trend: Trend | null;
  readonly scale: Scale;
  /** Scaled values, one per slot. */
  readonly unclipped: Float64Array;
  /** The same, clipped to the range that the network was trained on. */
  readonly clipped: Float64Array;
  /** The windows of other times, if they fit this series. */
  readonly remembered: RememberedWindows | null;
  /** Why they do not fit; null if they do, or there are none. */
  readonly memoryMismatch: MemoryMismatch | null;
}

/**
 * Puts a series on its grid, subtracts its trend and scales it.
 *
 * @param windowSize points of the model's windows
 * @param given windows of this series at other times
 * @returns why the series cannot be judged, if it cannot
 */
export function gridAndScale(
  series: Series,
  windowSize: number,
  given: RememberedWindows | undefined
): ScaledSeries | Skipped {
  const grid = putOnGrid(series, windowSize);
  const skipped = (reason: SkipReason) =>
    ({ status: 'skipped', reason, points: grid.longestRun, needed: windowSize }) as const;
  if (grid.tooSparse) {
    return skipped('too-sparse');
  }
  if (grid.segments.length === 0) {
    return skipped(grid.longestRun === 0 ? 'empty' : 'too-short');
  }
  const trend = trendOf(grid.values, grid.segments, windowSize) ?? driftOf(grid.values, grid.segments, windowSize);
  const level = trend ? grid.values.map((value, slot) => value - trend.values[slot]) : grid.values;
  const observed = filtered(level, (_, slot) => grid.observed[slot] === 1);
  const own = findScale(observed, trend ? LEAST_SHARE_OF_TREND * trend.span : 0);
  const memoryMismatch = given ? memoryMismatchOf(given, { values: observed, scale: own, step: grid.step }) : null;
  const remembered = given && !memoryMismatch && given.windowSize === windowSize ? given : null;
  const scale = scaleWith(remembered, own, grid.points.length);
  if (scale === null) {
    return { ...skipped('constant'), ...(memoryMismatch && { memoryMismatch }) };
  }
  const unclipped = scaled(level, scale);
  return { status: 'scaled', grid, trend, scale, unclipped, clipped: cutOff(unclipped), remembered, memoryMismatch };
}
