import { filtered } from '../arithmetic/gather';
import { type Grid, putOnGrid } from './grid';
import { withoutExcluded } from '../labels/excluded';
import { memoryMismatchOf } from '../memory/memoryMismatch';
import { findScale, scaled } from './scale';
import type { Series } from '../series';
import { AUTO_WINDOWS, type DetectorSettings } from '../settings';
import type { Labels } from '../labels/labels';
import type { RememberedWindows } from '../memory/warmMemory';

/** Points of a window where no rhythm is clear. */
export const WITHOUT_RHYTHM = 64;
/** A series has room for at least so many windows of the chosen size, unless it is the smallest. */
export const LEAST_WINDOWS = 8;
/** A chosen size judges at least this share of the points that the smallest would judge: a run shorter than a window is not judged. */
export const LEAST_SHARE = 0.9;
/** The share of a series' variance within one period that a clear rhythm explains at least. */
export const CLEAR_SHARE = 0.5;
/** The longest period that the smallest window serves, in points; each larger window serves one twice as long. */
export const LONGEST_PERIOD = 44;
/** Lags up to here are compared: by then the trough at the longest period has ended. */
export const LONGEST_LAG = 56;
/** A lag is compared if the series is at least so many times as long. */
export const LEAST_PERIODS = 4;
/** Slots that are looked at: the latest ones of the longest run. */
export const MOST_SLOTS = 2048;
/** Values count as no farther from the centre than this many half ranges, so that an incident hides no rhythm. */
export const REACH = 2;

const SMALLEST = AUTO_WINDOWS[0];

/** What is known of a series beside its points, and bears on its window. */
interface Known {
  readonly labels?: Labels;
  readonly remembered?: RememberedWindows;
}

/**
 * Points of a series' window: the number that is set, else that of the windows that were learnt from the series, if they
 * fit it, else what the series asks for by itself. What people left out has no say.
 */
export function windowOf(
  { windowSize }: Pick<DetectorSettings, 'windowSize'>,
  series: Series,
  { labels, remembered }: Known = {}
): number {
  if (windowSize !== 'auto') {
    return windowSize;
  }
  const remaining = labels ? withoutExcluded(series, labels.excluded).series : series;
  const grid = putOnGrid(remaining, SMALLEST);
  return remembered && fits(remembered, grid) ? remembered.windowSize : sizeFor(grid);
}

/** Points of the window that suits a series: by its rhythm, as far as its length allows (docs/detector.md, "Windows"). */
export function chooseWindow(series: Series): number {
  return windowOf({ windowSize: 'auto' }, series);
}

function fits(remembered: RememberedWindows, { values, observed, step }: Grid): boolean {
  const known = filtered(values, (_, slot) => observed[slot] === 1);
  return known.length > 0 && memoryMismatchOf(remembered, { values: known, scale: findScale(known), step }) === null;
}

function sizeFor(grid: Grid): number {
  const sizes = AUTO_WINDOWS.filter((size) => hasRoom(size, grid));
  return sizes.includes(WITHOUT_RHYTHM) ? (sizeOfRhythm(latestRun(grid), sizes) ?? WITHOUT_RHYTHM) : SMALLEST;
}

function hasRoom(size: number, { segments, values }: Grid): boolean {
  const judged = segments.reduce((sum, { start, end }) => sum + (end - start >= size ? end - start : 0), 0);
  return judged >= Math.max(LEAST_WINDOWS * size, LEAST_SHARE * values.length);
}

/** The end of the longest run, scaled and cut off. */
function latestRun({ segments, values }: Grid): Float64Array {
  const { start, end } = segments.reduce((best, one) => (one.end - one.start > best.end - best.start ? one : best));
  const run = values.subarray(Math.max(start, end - MOST_SLOTS), end);
  const scale = findScale(run);
  return scale ? scaled(run, scale).map((value) => Math.max(-REACH, Math.min(REACH, value))) : new Float64Array(0);
}

/**
 * The size that is nearest to one period of a series. The same question is asked of the series, and then of its means
 * over two and over four points: each size has periods of its own, and the shortest clear one decides.
 *
 * @param sizes the first few of {@link AUTO_WINDOWS}
 * @returns null if no rhythm is clear
 */
function sizeOfRhythm(values: Float64Array, sizes: readonly number[]): number | null {
  let means = values;
  for (const size of sizes) {
    if (periodOf(means) <= LONGEST_PERIOD) {
      return size;
    }
    means = meansOfPairs(means);
  }
  return null;
}

/**
 * The lag at which a series differs least from itself, in the first trough that is deep enough and has ended. The mean
 * squared difference at a lag is measured by the mean over all shorter lags. A level that drifts or wanders adds more to
 * it the longer the lag, so it makes no trough.
 *
 * @returns Infinity if there is no such trough
 */
function periodOf(values: Float64Array): number {
  const longest = Math.min(LONGEST_LAG, values.length / LEAST_PERIODS);
  let bottom = Infinity;
  let least = Infinity;
  let sum = 0;
  for (let lag = 1; lag <= longest; lag++) {
    const difference = meanSquaredDifference(values, lag);
    sum += difference;
    const isClear = difference <= (1 - CLEAR_SHARE) * (sum / lag);
    if (!isClear && bottom !== Infinity) {
      return bottom;
    }
    if (isClear && difference < least) {
      bottom = lag;
      least = difference;
    }
  }
  return Infinity;
}

function meanSquaredDifference(values: Float64Array, lag: number): number {
  let sum = 0;
  for (let i = lag; i < values.length; i++) {
    const difference = values[i] - values[i - lag];
    sum += difference * difference;
  }
  return sum / (values.length - lag);
}

function meansOfPairs(values: Float64Array): Float64Array {
  const means = new Float64Array(values.length >> 1);
  for (let i = 0; i < means.length; i++) {
    means[i] = (values[2 * i] + values[2 * i + 1]) / 2;
  }
  return means;
}
