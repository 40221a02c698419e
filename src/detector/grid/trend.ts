import { filtered } from '../arithmetic/gather';
import type { Segment } from './grid';
import { lowerMedian, quantiles } from '../arithmetic/quantile';

/** A line is fitted to so many medians over... */
const MEDIANS = 16;
/** ...one window's length, at the ends of a segment, where a trend may begin steeply, over this share of it too if that fits better. */
const SHORTER = 0.5;
/** A shorter line, or one that ends at its knot, is taken when the longer one around it fits so many times worse... */
const CLEARLY_BETTER = 2.5;
/** ...and misses by more than this share of what the values span. */
const VISIBLE_SHARE = 0.002;
/** Two lines that differ by more than so many of their residuals part at a step... */
const STEP_NOISE = 4;
/** ...if they do by more than this share of what the values span. */
const STEP_SHARE = 0.15;
/** What steps more often comes back. */
const MOST_STEPS = 2;
/** A trend spans so many times what is left without it, at least: a lesser one comes back to its levels. */
const LEAST_SPAN = 10;
/** A span of this share of the values' own is rounding. */
const ROUNDING = 1e-6;
/** In fewer windows' lengths than this nothing is slow. */
export const LEAST_WINDOWS = 6;
/** A leg is a rise or fall of this share of the trend's span; a trend has few of them, a rhythm many. */
const LEG_SHARE = 0.25;
const MOST_LEGS = 3;
/** Shares between which values span; what is outside is not for long. */
const SPAN_SHARES = [0.1, 0.9];
/** What normal noise spans between those shares, in its median absolute values. */
const SPAN_OF_NORMAL = 3.8;

/** Level and slope of a series as they change over some windows. */
export interface Trend {
  /** One a slot, in the series' own unit. */
  readonly values: Float64Array;
  /** Slots at which the level steps: the first ones of the new level. */
  readonly steps: readonly number[];
  /** From the least value of the series to the greatest. */
  readonly span: number;
}

interface Line {
  /** Value at the knot, and change a slot. */
  readonly level: number;
  readonly slope: number;
  /** Median absolute residual. */
  readonly spread: number;
}

/**
 * The slow trend of a series that has one: a filling disk, a growing service, a raw counter. Its level is not part of what
 * is normal there, for it never comes back, so it is taken out before windows are compared.
 *
 * At knots half a window apart, counted from the epoch, a line is fitted to a window's length by repeated medians (Siegel
 * 1982), of which nearly half may be off; where the stretch before or behind the knot is far straighter, the line is that one's.
 * Between knots one line goes over into the next; where they disagree they part at the slot that suits both best.
 *
 * @param values one a slot, gaps bridged
 * @param size slots of a window
 * @returns null for a series that comes back to its levels: no trend, or a rhythm
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
  const rest = values.map((value, slot) => value - trend[slot]);
  const gradual = trend.slice();
  for (const { slot, height } of steps) {
    for (let after = slot; after < gradual.length; after++) {
      gradual[after] -= height;
    }
  }
  const isTrend =
    spanOf(gradual, SPAN_SHARES) > Math.max(LEAST_SPAN * spanOfRest(rest), ROUNDING * span) &&
    legs(gradual, LEG_SHARE * spanOf(gradual, [0, 1])) <= MOST_LEGS;
  return isTrend ? { values: trend, steps: steps.map(({ slot }) => slot), span } : null;
}

/** What is left may be nothing for most of the time, and noise for the rest: then it spans as that noise does. */
function spanOfRest(rest: Float64Array): number {
  const atWork = filtered(rest, (value) => value !== 0).map(Math.abs);
  const isNoise = atWork.length >= (1 - SPAN_SHARES[1]) * rest.length;
  return Math.max(spanOf(rest, SPAN_SHARES), isNoise ? SPAN_OF_NORMAL * lowerMedian(atWork) : 0);
}

interface Step {
  /** The first slot of the new level. */
  readonly slot: number;
  readonly height: number;
}

/** From one quantile to another. */
export function spanOf(values: Float64Array, shares: readonly number[]): number {
  const [low, high] = quantiles(values, shares);
  return high - low;
}

/** Every half window from the epoch, and the ends. */
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

/** Repeated medians of the medians of equal parts. */
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

/** Sorts what it is given. */
function medianOf(values: Float64Array): number {
  values.sort();
  const half = values.length >> 1;
  return values.length % 2 === 1 ? values[half] : values[half - 1] / 2 + values[half] / 2;
}

/** Lines at knots. */
interface Lines {
  readonly knots: readonly number[];
  readonly lines: readonly Line[];
}

/** Two steps within a window's length are a bump, which is no part of a trend: it goes from one side of it to the other. */
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

/** @returns where the trend steps */
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

/** First slot that the later of two lines draws, so that the residuals of both are least. */
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

/** Rises and falls of at least some height, in turn. */
function legs(levels: Float64Array, least: number): number {
  let count = 0;
  let way = 0;
  let [low, high] = [Infinity, -Infinity];
  for (const level of levels) {
    low = Math.min(low, level);
    high = Math.max(high, level);
    if (way <= 0 && level - low >= least) {
      way = 1;
      count++;
      high = level;
    } else if (way >= 0 && high - level >= least) {
      way = -1;
      count++;
      low = level;
    }
  }
  return count;
}
