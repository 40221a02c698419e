import { lowerMedian } from '../arithmetic/statistics';
import type { Grid } from '../grid/grid';
import { overlaps, type Run, type Sequence } from '../grid/slot';
import type { Verdict } from './search';

/** A series that is flat for more than this share of its steps does not always move. */
const MOST_FLAT = 0.1;
/** A series is flat while it moves by less than this share of its usual movement. */
const FLAT_SHARE = 0.02;
/** A flatline is at least this share of a window long... */
const LEAST_LENGTH = 1 / 4;
/** ...and this many times as long as the third longest flat run. What occurs three times is usual. */
const LEAST_TIMES = 2;
const USUAL_RANK = 2;
/** A run from the first slot on, or one longer than this share of all slots, is no flatline: the series did not always move. */
const MOST_LENGTH = 0.25;
/** After a series ends, or before a gap, sources repeat its last value for this long, milliseconds (docs/sources.md). */
const STALE_AFTER = 5 * 60_000;

/** Slots in which a series is flat that otherwise always moves. */
export interface Flatline extends Run {
  /** Its length over the longest length that is not reported. */
  readonly ratio: number;
}

/**
 * Finds stuck sensors and dead exporters: stretches in which a series that always moves is flat for longer than it ever is.
 * The values may be normal and the error unusually low. The paper searches mirrored errors for that, but an exact recall
 * gives errors as low. The movement tells the two apart.
 *
 * @param values one per slot
 * @param size slots of a window
 */
export function flatlines(
  values: Float64Array,
  { observed, segments, step }: Pick<Grid, 'observed' | 'segments' | 'step'>,
  size: number
): Flatline[] {
  const { steps, typical } = movementOf(values, observed, segments);
  const runs = segments.flatMap(({ start, end }) => flatRuns(values, observed, start, end, FLAT_SHARE * typical));
  const longestFirst = runs.map(({ first, last }) => last - first).sort((a, b) => b - a);
  const rare = longestFirst.slice(0, USUAL_RANK).reduce((sum, length) => sum + length, 0);
  const flatSteps = longestFirst.reduce((sum, length) => sum + length, 0) - rare;
  if (flatSteps > MOST_FLAT * (steps - rare)) {
    return [];
  }
  const allowed = Math.max(LEAST_LENGTH * size, LEAST_TIMES * ((longestFirst[USUAL_RANK] ?? 0) + 1));
  const oldest = segments.length > 0 ? segments[0].start : 0;
  const isBeforeGap = (slot: number) => observed[slot + 1] !== 1 || segments.some(({ end }) => slot === end - 1);
  return runs.flatMap(({ first, last }) => {
    const length = last - first + 1;
    const stale = isBeforeGap(last) ? STALE_AFTER / step : 0;
    const ratio = (length - stale) / allowed;
    const isStretch = first > oldest && length <= MOST_LENGTH * values.length;
    return isStretch && ratio > 1 ? [{ first, last, ratio }] : [];
  });
}

/** The number of steps between observed neighbours, and the median of those that move; NaN if none does. */
function movementOf(
  values: Float64Array,
  observed: Uint8Array,
  segments: Grid['segments']
): { steps: number; typical: number } {
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
  return { steps, typical: lowerMedian(movements.subarray(0, moved)) };
}

/** Runs of two slots and more that stay within `reach` of their first value. Gaps end them. */
function flatRuns(values: Float64Array, observed: Uint8Array, start: number, end: number, reach: number): Run[] {
  const runs: Run[] = [];
  let first = start;
  for (let slot = start + 1; slot <= end; slot++) {
    const goesOn = slot < end && observed[slot] === 1 && Math.abs(values[slot] - values[first]) <= reach;
    if (!goesOn) {
      if (slot - first > 1) {
        runs.push({ first, last: slot - 1 });
      }
      // A bridged slot neither continues nor begins a run.
      first = observed[slot] === 1 ? slot : slot + 1;
    }
  }
  return runs;
}

/**
 * Adds flatlines to the sequences and raises the smoothed error over them to `ratio` thresholds.
 *
 * @param smoothed one per slot
 */
export function withFlatlines(
  verdict: Verdict,
  smoothed: Float64Array,
  found: readonly Flatline[]
): { verdict: Verdict; smoothed: Float64Array } {
  if (found.length === 0) {
    return { verdict, smoothed };
  }
  const raised = smoothed.slice();
  for (const { first, last, ratio } of found) {
    for (let slot = first; slot <= last; slot++) {
      raised[slot] = Math.max(raised[slot], ratio * verdict.threshold[slot]);
    }
  }
  const flat = found.map(({ first, last, ratio }): Sequence => ({ first, last, score: ratio }));
  const others = verdict.sequences.filter((sequence) => !flat.some((one) => overlaps(one, sequence)));
  const sequences = [...others, ...flat].sort((a, b) => a.first - b.first);
  return { verdict: { ...verdict, sequences, flatlines: flat }, smoothed: raised };
}
