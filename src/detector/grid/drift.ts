import { lowerMedian, quantiles } from '../arithmetic/statistics';
import { longestOf } from './grid';
import type { Segment } from './slot';
import { LEAST_WINDOWS, spanOf, type Trend } from './trend';

/** The lag is between these shares of the range: the one at which the rhythm matches itself best. */
const LAGS = [1 / 5, 1 / 3] as const;
/** Slots that are compared to choose the lag. */
const COMPARED = 500;
/** The move in each third of the range may differ from the move in all of it by this share. */
const STEADY_SHARE = 0.5;
/** Least move over the range, in median deviations of the differences. */
const LEAST_MOVE = 4;

/**
 * The slow drift below a rhythm, as one slope for the whole range. The slope is the median difference from the values some
 * whole periods earlier, so neither the rhythm nor an incident affects it (the idea of the seasonal Kendall slope, Hirsch,
 * Slack and Smith 1982). A step or a wandering level is no drift, because it moves more in one part of the range than in
 * others.
 *
 * @param values one per slot, gaps bridged
 * @param size slots of a window
 * @returns null for a series without drift
 */
export function driftOf(values: Float64Array, segments: readonly Segment[], size: number): Trend | null {
  const longest = longestOf(segments);
  const run = values.subarray(longest.start, longest.end);
  if (run.length < LEAST_WINDOWS * size) {
    return null;
  }
  const lag = bestLag(withoutExtremes(run));
  const moves = run.subarray(lag).map((value, i) => value - run[i]);
  const move = lowerMedian(moves);
  const deviation = lowerMedian(moves.map((one) => Math.abs(one - move)));
  const slope = move / lag;
  if (!(Math.abs(slope) * run.length > LEAST_MOVE * deviation) || !isSteady(moves, move)) {
    return null;
  }
  const trend = new Float64Array(values.length);
  for (const { start, end, offset } of segments) {
    for (let slot = start; slot < end; slot++) {
      trend[slot] = slope * (offset - longest.offset + slot - start);
    }
  }
  return { values: trend, steps: [], span: spanOf(values, [0, 1]) };
}

/** Clips values at twice the 10–90 % range, so that an incident does not decide the lag. */
function withoutExtremes(run: Float64Array): Float64Array {
  const [low, high] = quantiles(run, [0.1, 0.9]);
  const reach = (high - low) / 2;
  return run.map((value) => Math.max(low - reach, Math.min(high + reach, value)));
}

/** The lag at which values differ least from earlier ones, except for a constant. */
function bestLag(run: Float64Array): number {
  const [first, last] = LAGS.map((share) => Math.floor(share * run.length));
  const every = Math.max(1, Math.floor(run.length / COMPARED));
  let best = first;
  let least = Infinity;
  for (let lag = first; lag <= last; lag++) {
    let [count, sum, squares] = [0, 0, 0];
    for (let slot = lag; slot < run.length; slot += every) {
      const difference = run[slot] - run[slot - lag];
      count++;
      sum += difference;
      squares += difference * difference;
    }
    const variance = squares / count - (sum / count) ** 2;
    if (variance < least) {
      least = variance;
      best = lag;
    }
  }
  return best;
}

function isSteady(moves: Float64Array, move: number): boolean {
  const third = Math.floor(moves.length / 3);
  return [0, 1, 2].every(
    (part) =>
      Math.abs(lowerMedian(moves.subarray(part * third, (part + 1) * third)) - move) <= STEADY_SHARE * Math.abs(move)
  );
}
