/** `causal` smoothing uses past points only, `two-sided` smoothing uses future points too. */
export type Smoothing = 'causal' | 'two-sided';

/**
 * Exponentially weighted mean of the errors, e_s, within each segment (Hundman et al. 2018, section 3.2).
 *
 * `causal` is pandas' `ewm(span).mean()`: weights (1 − α)^distance over the past, normalised by their sum, with α =
 * 2 / (span + 1). NaN has no weight but keeps its place, and the mean is carried over it.
 *
 * `two-sided` is the mean of the past mean F and the future mean B. Each is weighted with the weight of its points other
 * than the point itself: both count half in the middle, only F at the last point, and only B at the first.
 *
 * @param errors absolute residuals; NaN if nothing was observed
 * @param segments [start, end) index ranges; no mean crosses from one to the next
 * @param span points, at least 1
 * @returns same length and unit; NaN before the first observed point of a segment (two-sided: only if all are NaN)
 */
export function smooth(
  errors: Float64Array,
  segments: ReadonlyArray<{ readonly start: number; readonly end: number }>,
  span: number,
  smoothing: Smoothing
): Float64Array {
  const smoothed = new Float64Array(errors.length).fill(NaN);
  const pastWeights = new Float64Array(smoothing === 'two-sided' ? errors.length : 0);
  for (const { start, end } of segments) {
    weigh(errors, start, end, 1, span, (i, mean, past) => {
      smoothed[i] = mean;
      if (smoothing === 'two-sided') {
        pastWeights[i] = past;
      }
    });
    if (smoothing === 'two-sided') {
      weigh(errors, end - 1, start - 1, -1, span, (i, mean, future) => {
        const past = Number.isNaN(smoothed[i]) ? 0 : pastWeights[i];
        const total = past + future;
        if (total > 0) {
          smoothed[i] = past > 0 ? (past * smoothed[i] + future * mean) / total : mean;
        }
      });
    }
  }
  return smoothed;
}

/**
 * @param visit gets the mean up to and including i, and the weight of all points before i; the neighbour of i weighs
 *   1 − α. Not called before the first number.
 */
function weigh(
  errors: Float64Array,
  from: number,
  to: number,
  direction: 1 | -1,
  span: number,
  visit: (i: number, mean: number, weightBefore: number) => void
): void {
  const decay = 1 - 1 / (1 + (span - 1) / 2);
  let mean = NaN;
  let weight = 0;
  for (let i = from; i !== to; i += direction) {
    const error = errors[i];
    weight *= decay;
    const before = weight;
    if (error === error) {
      if (weight === 0) {
        mean = error;
      } else if (mean !== error) {
        // A constant stays exact, so that the threshold finds no structure in its rounding.
        mean = (weight * mean + error) / (weight + 1);
      }
      weight += 1;
    }
    if (mean === mean) {
      visit(i, mean, before);
    }
  }
}

/**
 * telemanom's start: the first `warmUp` values become the mean of the first 2 · `warmUp`, because they were smoothed without
 * history.
 */
export function settleStart(
  smoothed: Float64Array,
  warmUp: number,
  mean: (values: Float64Array) => number
): Float64Array {
  const settled = smoothed.slice();
  if (warmUp > 0) {
    settled.fill(mean(smoothed.subarray(0, 2 * warmUp)), 0, warmUp);
  }
  return settled;
}
