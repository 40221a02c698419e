import { filtered } from '../arithmetic/gather';
import { lowerMedian, quantiles } from '../arithmetic/statistics';
import type { Segment } from './slot';

/** A line is fitted to this many medians over one window's length. */
const MEDIANS = 16;
/** At the ends of a segment, a line over this share of a window is tried too, because a trend may begin steeply. */
const SHORTER = 0.5;
/** A shorter line, or one that ends at its knot, is taken if the previous best fits this many times worse... */
const CLEARLY_BETTER = 2.5;
/** ...and its spread is more than this share of the values' span. */
const VISIBLE_SHARE = 0.002;
/** There is a step between two lines that differ by more than this many of their spreads... */
const STEP_NOISE = 4;
/** ...and by more than this share of the values' span. */
const STEP_SHARE = 0.15;
/** A series with more steps comes back to its levels. */
const MOST_STEPS = 2;
/** A trend spans at least this many times what the detrended values span. */
const LEAST_SPAN = 10;
/** A smaller share of the values' span is rounding. */
const ROUNDING = 1e-6;
/** A trend is slow, so a series must be at least this many windows long to have one. */
export const LEAST_WINDOWS = 6;
/** A leg is a rise or fall of this share of the trend's span. A trend has few legs, a rhythm many. */
const LEG_SHARE = 0.25;
const MOST_LEGS = 3;
/** The quantiles between which spans are measured, so that short excursions do not count. */
const SPAN_SHARES = [0.1, 0.9];
/** The span of normal noise between those quantiles, over its median absolute value. */
const SPAN_OF_NORMAL = 3.8;

/** The slow trend of a series. */
export interface Trend {
  /** One per slot, in the series' own unit. */
  readonly values: Float64Array;
  /** First slots of the new levels after steps. */
  readonly steps: readonly number[];
  /** Difference between the greatest and the least value of the series. */
  readonly span: number;
}

interface Line {
  /** Value at the knot, and change per slot. */
  readonly level: number;
  readonly slope: number;
  /** Median absolute residual. */
  readonly spread: number;
}

/**
 * The slow trend of a series, such as a filling disk, a growing service or a raw counter. Its levels never come back, so it is
 * subtracted before windows are compared.
 *
 * At knots half a window apart, counted from the epoch, a line is fitted to one window's length by repeated medians (Siegel
 * 1982), which tolerate nearly half outliers. If the stretch before or after the knot is far straighter, its line is taken.
 * Between two knots, one line fades into the next, or steps to it at the slot that fits both best.
 *
 * @param values one per slot, gaps bridged
 * @param size slots of a window
 * @returns null if the series comes back to its levels
 */
export function trendOf(values: Float64Array, segments: readonly Segment[], size: number): Trend | null {
  if (values.length < LEAST_WINDOWS * size) {
    return null;
  }
  const trend = new Float64Array(values.length);
  const span = spanOf(values, [0, 1]);
  const steps: Step[] = [];
  for (const segment of segments) {
    const knots = knotsOf(segment, size);
    const lines = knots.map((knot) => lineAt(values, segment, knot, size, VISIBLE_SHARE * span));
    steps.push(...drawWithoutBumps(trend, values, segment, { knots, lines }, size, STEP_SHARE * span));
  }
  if (steps.length > MOST_STEPS) {
    return null;
  }
  const detrended = values.map((value, slot) => value - trend[slot]);
  const gradual = trend.slice();
  for (const { slot, height } of steps) {
    for (let after = slot; after < gradual.length; after++) {
      gradual[after] -= height;
    }
  }
  const isTrend =
    spanOf(gradual, SPAN_SHARES) > Math.max(LEAST_SPAN * spanOfDetrended(detrended), ROUNDING * span) &&
    legs(gradual, LEG_SHARE * spanOf(gradual, [0, 1])) <= MOST_LEGS;
  return isTrend ? { values: trend, steps: steps.map(({ slot }) => slot), span } : null;
}

/** Span of the detrended values. If most of them are zero, it is the span of noise like the others. */
function spanOfDetrended(detrended: Float64Array): number {
  const sizes = filtered(detrended, (value) => value !== 0).map(Math.abs);
  const isNoise = sizes.length >= (1 - SPAN_SHARES[1]) * detrended.length;
  return Math.max(spanOf(detrended, SPAN_SHARES), isNoise ? SPAN_OF_NORMAL * lowerMedian(sizes) : 0);
}

interface Step {
  /** The first slot of the new level. */
  readonly slot: number;
  readonly height: number;
}

/** Difference between two quantiles. */
export function spanOf(values: Float64Array, shares: readonly number[]): number {
  const [low, high] = quantiles(values, shares);
  return high - low;
}

/** Every half window from the epoch, and both ends of the segment. */
function knotsOf({ start, end, offset }: Segment, size: number): number[] {
  const every = Math.max(1, Math.floor(size / 2));
  const steps = Math.round(offset);
  const knots = [start];
  for (let at = start + every - (((steps % every) + every) % every); at < end - 1; at += every) {
    knots.push(at);
  }
  knots.push(end - 1);
  return knots;
}

function lineAt(values: Float64Array, { start, end }: Segment, knot: number, size: number, visible: number): Line {
  const reach = Math.max(1, Math.floor(size / MEDIANS));
  const nearby = Math.max(start, knot - reach);
  const beside = values.subarray(nearby, Math.min(end, knot + reach + 1));
  const fit = (from: number, length: number): Line => {
    const line = fitted(values, Math.max(start, Math.min(from, end - length)), length, knot);
    const miss = medianOf(beside.map((value, i) => value - line.level - line.slope * (nearby + i - knot)));
    return { ...line, spread: Math.max(line.spread, Math.abs(miss)) };
  };
  const isAtEnd = knot - start < size || end - 1 - knot < size;
  let best: Line | null = null;
  for (const wanted of isAtEnd ? [size, SHORTER * size] : [size]) {
    const length = Math.min(Math.floor(wanted), end - start);
    for (const from of [knot - Math.floor(length / 2), knot - length + 1, knot]) {
      const line = fit(from, length);
      if (best === null || (best.spread > visible && CLEARLY_BETTER * line.spread < best.spread)) {
        best = line;
      }
    }
  }
  return best ?? fit(start, end - start);
}

/** Fits a line by repeated medians to the medians of equal parts. */
function fitted(values: Float64Array, from: number, length: number, knot: number): Line {
  const parts = Math.min(MEDIANS, length);
  const at = new Float64Array(parts);
  const medians = new Float64Array(parts);
  for (let p = 0; p < parts; p++) {
    const first = from + Math.floor((p * length) / parts);
    const end = from + Math.floor(((p + 1) * length) / parts);
    at[p] = (first + end - 1) / 2 - knot;
    medians[p] = medianOf(values.slice(first, end));
  }
  const slopes = new Float64Array(parts);
  const between = new Float64Array(parts - 1);
  for (let p = 0; p < parts; p++) {
    let k = 0;
    for (let q = 0; q < parts; q++) {
      if (q !== p) {
        between[k++] = (medians[q] - medians[p]) / (at[q] - at[p]);
      }
    }
    slopes[p] = medianOf(between.slice());
  }
  const slope = medianOf(slopes);
  const level = medianOf(medians.map((median, p) => median - slope * at[p]));
  const spread = medianOf(medians.map((median, p) => Math.abs(median - level - slope * at[p])));
  return { level, slope, spread };
}

/** Sorts `values` in place. */
function medianOf(values: Float64Array): number {
  values.sort();
  const half = values.length >> 1;
  return values.length % 2 === 1 ? values[half] : values[half - 1] / 2 + values[half] / 2;
}

/** One line per knot. */
interface Lines {
  readonly knots: readonly number[];
  readonly lines: readonly Line[];
}

/** Draws a trend without bumps. Two steps within one window are a bump, and the trend passes below it. */
function drawWithoutBumps(
  trend: Float64Array,
  values: Float64Array,
  segment: Segment,
  { knots, lines }: Lines,
  size: number,
  leastStep: number
): Step[] {
  const steps = draw(trend, values, segment, { knots, lines }, leastStep);
  const isOnBump = knots.map((knot) =>
    steps.some(
      ({ slot }, i) =>
        slot <= knot && i + 1 < steps.length && knot < steps[i + 1].slot && steps[i + 1].slot - slot < size
    )
  );
  if (!isOnBump.includes(true)) {
    return steps;
  }
  const beside = { knots: knots.filter((_, k) => !isOnBump[k]), lines: lines.filter((_, k) => !isOnBump[k]) };
  return draw(trend, values, segment, beside, leastStep);
}

/** Draws a trend through lines at knots. */
function draw(
  trend: Float64Array,
  values: Float64Array,
  { end }: Segment,
  { knots, lines }: Lines,
  leastStep: number
): Step[] {
  const steps: Step[] = [];
  for (let k = 0; k + 1 < knots.length; k++) {
    const [from, to] = [knots[k], knots[k + 1]];
    const before = (slot: number) => lines[k].level + lines[k].slope * (slot - from);
    const after = (slot: number) => lines[k + 1].level + lines[k + 1].slope * (slot - to);
    const middle = (from + to) / 2;
    const apart = Math.abs(before(middle) - after(middle));
    const isStep = apart > STEP_NOISE * Math.max(lines[k].spread, lines[k + 1].spread) && apart > leastStep;
    const step = isStep ? bestSplit(values, from, to, before, after) : -1;
    if (isStep) {
      steps.push({ slot: step, height: after(step) - before(step) });
    }
    for (let slot = from; slot < Math.max(to, from + 1); slot++) {
      const share = (slot - from) / Math.max(1, to - from);
      trend[slot] = isStep
        ? slot < step
          ? before(slot)
          : after(slot)
        : before(slot) * (1 - share) + after(slot) * share;
    }
  }
  trend[end - 1] = lines[lines.length - 1].level;
  return steps;
}

/** The first slot of the later line with which the residuals of both lines are least. */
function bestSplit(
  values: Float64Array,
  from: number,
  to: number,
  before: (slot: number) => number,
  after: (slot: number) => number
): number {
  let cost = 0;
  let least = 0;
  let best = from;
  for (let slot = from; slot < to; slot++) {
    cost += Math.abs(values[slot] - before(slot)) - Math.abs(values[slot] - after(slot));
    if (cost < least) {
      least = cost;
      best = slot + 1;
    }
  }
  return best;
}

/** The number of rises and falls of at least a given height. */
function legs(levels: Float64Array, least: number): number {
  let count = 0;
  let direction = 0;
  let [low, high] = [Infinity, -Infinity];
  for (const level of levels) {
    low = Math.min(low, level);
    high = Math.max(high, level);
    if (direction <= 0 && level - low >= least) {
      direction = 1;
      count++;
      high = level;
    } else if (direction >= 0 && high - level >= least) {
      direction = -1;
      count++;
      low = level;
    }
  }
  return count;
}
