import { filtered } from '../arithmetic/gather';
import { withoutExcluded } from '../labels/labelMask';
import { memoryMismatchOf, type RememberedWindows } from '../memory/warmMemory';
import type { DetectOptions } from '../options';
import type { Series } from '../series';
import { AUTO_WINDOWS, type DetectorSettings } from '../settings';
import { type Grid, longestOf, putOnGrid } from './grid';
import { findScale, scaled } from './scale';

/** Points of a window if no rhythm is clear. */
const WITHOUT_RHYTHM = 64;
/** A series has room for at least this many windows of the chosen size, unless it is the smallest size. */
export const LEAST_WINDOWS = 8;
/** A chosen size judges at least this share of the points that the smallest judges, because shorter runs are not judged. */
export const LEAST_SHARE = 0.9;
/** A clear rhythm explains at least this share of a series' variance within one period. */
const CLEAR_SHARE = 0.5;
/** The longest period that the smallest window suits, in points. Each larger window suits a period twice as long. */
const LONGEST_PERIOD = 44;
/** The longest lag that is compared. The trough at the longest period has ended there. */
export const LONGEST_LAG = 56;
/** A lag is compared if the series is at least this many times as long. */
const LEAST_PERIODS = 4;
/** Most slots that are compared: the latest of the longest run. */
const MOST_SLOTS = 2048;
/** Values are clipped at this many half ranges from the centre, so that an incident hides no rhythm. */
export const REACH = 2;

const SMALLEST = AUTO_WINDOWS[0];

/**
 * Points of a series' window: the number that is set, else the size of the series' learnt windows if they fit, else the size
 * that suits the series. Excluded time is ignored.
 */
export function windowOf(
  { windowSize }: Pick<DetectorSettings, 'windowSize'>,
  series: Series,
  { labels, remembered }: Pick<DetectOptions, 'labels' | 'remembered'> = {}
): number {
  if (windowSize !== 'auto') {
    return windowSize;
  }
  const remaining = labels ? withoutExcluded(series, labels.excluded).series : series;
  const grid = putOnGrid(remaining, SMALLEST);
  return remembered && fits(remembered, grid) ? remembered.windowSize : sizeFor(grid);
}

/** Points of the window that suits a series' rhythm, as far as its length allows (docs/detector.md, "Windows"). */
export function chooseWindow(series: Series): number {
  return windowOf({ windowSize: 'auto' }, series);
}

function fits(remembered: RememberedWindows, { values, observed, step }: Grid): boolean {
  const finite = filtered(values, (_, slot) => observed[slot] === 1);
  return finite.length > 0 && memoryMismatchOf(remembered, { values: finite, scale: findScale(finite), step }) === null;
}

function sizeFor(grid: Grid): number {
  const sizes = AUTO_WINDOWS.filter((size) => hasRoom(size, grid));
  return sizes.includes(WITHOUT_RHYTHM) ? (sizeOfRhythm(latestRun(grid), sizes) ?? WITHOUT_RHYTHM) : SMALLEST;
}

function hasRoom(size: number, { segments, values }: Grid): boolean {
  const judged = segments.reduce((sum, { start, end }) => sum + (end - start >= size ? end - start : 0), 0);
  return judged >= Math.max(LEAST_WINDOWS * size, LEAST_SHARE * values.length);
}

/** The end of the longest run, scaled and clipped. */
function latestRun({ segments, values }: Grid): Float64Array {
  const { start, end } = longestOf(segments);
  const run = values.subarray(Math.max(start, end - MOST_SLOTS), end);
  const scale = findScale(run);
  return scale ? scaled(run, scale).map((value) => Math.max(-REACH, Math.min(REACH, value))) : new Float64Array(0);
}

/**
 * The size that suits the period of a series. The search runs on the series, then on its means over two and over four
 * points, because each size suits other periods. The shortest clear period decides.
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
 * squared difference at a lag is compared with its mean over all lags up to it. A drift adds more to it the longer the lag,
 * so it makes no trough.
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
