import { quantiles } from '../arithmetic/quantile';
import type { Segment } from '../grid/grid';
import type { WindowLayout } from '../grid/windows';
import type { Neighbours } from '../memory/recall';
import { smooth } from './smooth';

/** Span of the smoothing before recall, in points. */
const JITTER_SPAN = 3;
/** Errors keep their weight at this share of the slots, because the usual error there is ordinary. */
const ORDINARY_SHARE = 0.75;

/**
 * The error that is usual at each slot. For each window it is the mean error at the same place in the windows that it
 * recalled; where windows overlap, their mean. It is high at the edges of a square wave and at the peak of a daily load,
 * and low at night. It is low under an anomaly too, because the recalled windows are normal.
 *
 * @param errors absolute residuals, one per slot; NaN if the slot was not observed
 * @param elsewhere {@link steadyErrors} of remembered windows, shape [windows, size]; their numbers follow the series' own
 * @returns same length and unit; 0 if no window over a slot recalled anything
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
      const [from, past] = isOwn ? [starts[other], steady] : [(other - starts.length) * size, elsewhere];
      for (let t = 0; t < size; t++) {
        usual[t] += past[from + t];
      }
    }
    for (let t = 0; t < size; t++) {
      sums[starts[w] + t] += usual[t] / found[w];
      windows[starts[w] + t]++;
    }
  }
  return sums.map((sum, slot) => (windows[slot] > 0 ? sum / windows[slot] : 0));
}

/** Errors smoothed over three points, so that an edge that comes one point early still matches. */
export function steadyErrors(errors: Float64Array, segments: readonly Segment[]): Float64Array {
  return smooth(errors, segments, JITTER_SPAN, 'two-sided');
}

/**
 * Weights of errors: 1 if the usual error is ordinary, less if it is larger. One threshold then fits the calm and the
 * noisy stretches of a series.
 *
 * @param usual from {@link usualErrors}
 * @param active the usual errors of active slots
 * @param strength exponent: 1 measures errors in multiples of the usual one
 * @returns weights in (0, 1], all 1 if the ordinary error is zero; null if `strength` is 0
 */
export function errorWeights(usual: Float64Array, active: Float64Array, strength: number): Float64Array | null {
  if (strength === 0) {
    return null;
  }
  const [ordinary] = quantiles(active, [ORDINARY_SHARE]);
  return usual.map((error) => (error > ordinary && ordinary > 0 ? (ordinary / error) ** strength : 1));
}
