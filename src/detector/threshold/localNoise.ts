import { quantiles } from '../arithmetic/quantile';
import type { Neighbours } from '../memory/recall';
import { smooth } from './smooth';
import type { WindowLayout } from '../grid/windows';
import type { Segment } from '../grid/grid';

/** Span of the smoothing before recall. */
const JITTER_SPAN = 3;
/** Share of the slots where errors are no larger than usual, and so are left as they are. */
const ORDINARY_SHARE = 0.75;

/**
 * How far off the reconstruction usually is at a moment like this one: for each window the mean of the errors at the
 * same place in the windows that it recalled, averaged where windows overlap. High at the edges of a square wave and
 * under the peak of a daily load, low in the night, and low under an anomaly, for what it recalls is normal.
 *
 * @param errors absolute residuals, one a slot, NaN where nothing was observed
 * @param elsewhere of remembered windows, which are numbered on behind the series' own; shape [windows, size], steadied
 * @returns same length and unit; 0 where no window recalled anything
 */
export function usualErrors(
  errors: Float64Array,
  segments: readonly Segment[],
  { starts, size }: WindowLayout,
  { recalled, found, perWindow }: Neighbours,
  elsewhere: Float32Array = new Float32Array(0)
): Float64Array {
  const steady = steadyErrors(errors, segments);
  const sums = new Float64Array(errors.length);
  const windows = new Uint16Array(errors.length);
  const usual = new Float64Array(size);
  for (let w = 0; w < starts.length; w++) {
    if (found[w] === 0) {
      continue;
    }
    usual.fill(0);
    for (let k = 0; k < found[w]; k++) {
      const other = recalled[w * perWindow + k];
      const isOwn = other < starts.length;
      const [from, known] = isOwn ? [starts[other], steady] : [(other - starts.length) * size, elsewhere];
      for (let t = 0; t < size; t++) {
        usual[t] += known[from + t];
      }
    }
    for (let t = 0; t < size; t++) {
      sums[starts[w] + t] += usual[t] / found[w];
      windows[starts[w] + t]++;
    }
  }
  return sums.map((sum, slot) => (windows[slot] > 0 ? sum / windows[slot] : 0));
}

/** Errors smoothed over three points, so that an edge that comes a point early still meets itself. */
export function steadyErrors(errors: Float64Array, segments: readonly Segment[]): Float64Array {
  return smooth(errors, segments, JITTER_SPAN, 'two-sided');
}

/**
 * What an error counts for: 1 where the usual error is ordinary, less where it is larger than that, so that one
 * threshold holds for the calm and for the restless stretches of a series.
 *
 * @param usual from {@link usualErrors}
 * @param atWork the usual errors of the slots at which the series does not stand still
 * @param strength exponent: 0 leaves all as it is, 1 counts errors in multiples of the usual one
 * @returns weights in (0, 1]; all 1 where the ordinary error is zero and nothing can be told
 */
export function errorWeights(usual: Float64Array, atWork: Float64Array, strength: number): Float64Array | null {
  if (strength === 0) {
    return null;
  }
  const [ordinary] = quantiles(atWork, [ORDINARY_SHARE]);
  return usual.map((error) => (error > ordinary && ordinary > 0 ? (ordinary / error) ** strength : 1));
}
