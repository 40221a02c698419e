import { filtered } from '../arithmetic/gather';
import type { MemoryMismatch, Outcome, SkipReason } from '../detection';
import { memoryMismatchOf } from '../memory/memoryMismatch';
import { scaleWith, type RememberedWindows } from '../memory/warmMemory';
import type { Series } from '../series';
import { driftOf } from './drift';
import { putOnGrid, type Grid } from './grid';
import { cutOff, findScale, scaled, type Scale } from './scale';
import { trendOf, type Trend } from './trend';

/** Beside a trend nothing is seen that is smaller than this share of what the values span. */
const LEAST_SHARE_OF_TREND = 0.001;

/** A series as the network takes it. */
export interface ScaledSeries {
  readonly status: 'scaled';
  readonly grid: Grid;
  /** What was taken out of the values before they were scaled; null for a series without a trend. */
  readonly trend: Trend | null;
  readonly scale: Scale;
  /** Scaled values, one a slot. */
  readonly whole: Float64Array;
  /** The same, cut off where the network was not trained. */
  readonly values: Float64Array;
  /** The windows of other times that fit this series. */
  readonly remembered: RememberedWindows | null;
  /** Why they do not fit; null if they do or there are none. */
  readonly memoryMismatch: MemoryMismatch | null;
}

/**
 * Puts a series on its grid, takes its trend out and scales it.
 *
 * @param windowSize points of the model's windows
 * @param given windows of this series at other times
 * @returns why the series cannot be judged, if it cannot
 */
export function gridAndScale(
  series: Series,
  windowSize: number,
  given: RememberedWindows | undefined
): ScaledSeries | Extract<Outcome, { readonly status: 'skipped' }> {
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
  const whole = scaled(level, scale);
  return { status: 'scaled', grid, trend, scale, whole, values: cutOff(whole), remembered, memoryMismatch };
}
