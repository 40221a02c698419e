import type { Grid } from '../grid/grid';
import { lowerMedian } from '../arithmetic/quantile';

/** A series that stands still from more than this share of its rows to the next is not one that always moves. */
const MOST_STILL = 0.1;
/** It stands still where it moves by less than this share of its usual movement. */
const STILL_SHARE = 0.02;
/** A stretch is no flatline unless it is this share of a window long... */
const LEAST_LENGTH = 1 / 4;
/** ...and so many times as long as the third longest one: what came three times is a habit. */
const LEAST_TIMES = 2;
const USUAL_RANK = 2;
/** What stands still from the beginning, or for more than this share of all rows, did not always move. */
const MOST_LENGTH = 0.25;
/** Sources go on telling their last value for so long, in milliseconds, after it was written (docs/detector.md, Flatlines). */
const STALE_AFTER = 5 * 60_000;

/** Slots in which a series stands still that always moves. */
export interface Flatline {
  /** First and last slot, both included. */
  readonly first: number;
  readonly last: number;
  /** How many times as long it is as a stretch that would not be reported. */
  readonly ratio: number;
}

/**
 * A stuck sensor, a dead exporter: stretches in which a series that moves from row to row stands still for longer than it
 * ever does. Nothing about the values need be odd, and the error is then unusually low: the paper looks for that in
 * mirrored errors, where an exact recall is as low. Movement itself tells the two apart.
 *
 * @param values one a slot
 */
export function flatlines(
  values: Float64Array,
  { observed, segments, step }: Pick<Grid, 'observed' | 'segments' | 'step'>,
  size: number
): Flatline[] {
  const movements = new Float64Array(values.length);
  let moved = 0;
  let steps = 0;
  for (const { start, end } of segments) {
    for (let slot = start + 1; slot < end; slot++) {
      if (observed[slot] && observed[slot - 1]) {
        const movement = Math.abs(values[slot] - values[slot - 1]);
        steps++;
        if (movement > 0) {
          movements[moved++] = movement;
        }
      }
    }
  }
  const still = STILL_SHARE * lowerMedian(movements.subarray(0, moved));
  const runs = segments.flatMap(({ start, end }) => stillRuns(values, observed, start, end, still));
  const longestFirst = runs.map(({ first, last }) => last - first).sort((a, b) => b - a);
  const rare = longestFirst.slice(0, USUAL_RANK).reduce((sum, length) => sum + length, 0);
  const stillSteps = longestFirst.reduce((sum, length) => sum + length, 0) - rare;
  if (stillSteps > MOST_STILL * (steps - rare)) {
    return [];
  }
  const allowed = Math.max(LEAST_LENGTH * size, LEAST_TIMES * ((longestFirst[USUAL_RANK] ?? 0) + 1));
  const oldest = segments.length > 0 ? segments[0].start : 0;
  const newest = segments.length > 0 ? segments[segments.length - 1].end - 1 : -1;
  return runs.flatMap(({ first, last }) => {
    const length = last - first + 1;
    const stale = last === newest ? STALE_AFTER / step : 0;
    const ratio = (length - stale) / allowed;
    const isStretch = first > oldest && length <= MOST_LENGTH * values.length;
    return isStretch && ratio > 1 ? [{ first, last, ratio }] : [];
  });
}

/** Runs of two slots and more that stay within reach of their first one; gaps end them. */
function stillRuns(
  values: Float64Array,
  observed: Uint8Array,
  start: number,
  end: number,
  still: number
): Array<{ first: number; last: number }> {
  const runs: Array<{ first: number; last: number }> = [];
  let first = start;
  for (let slot = start + 1; slot <= end; slot++) {
    const goesOn = slot < end && observed[slot] === 1 && Math.abs(values[slot] - values[first]) <= still;
    if (!goesOn) {
      if (slot - first > 1) {
        runs.push({ first, last: slot - 1 });
      }
      // A bridged slot begins no run, just as it goes on with none.
      first = observed[slot] === 1 ? slot : slot + 1;
    }
  }
  return runs;
}
