/** Whether and how the smoothing looks ahead. */
export type Smoothing = 'causal' | 'two-sided';

/**
 * Exponentially weighted mean over each segment on its own (Hundman et al. 2018, section 3.2: e_s).
 *
 * `causal` is pandas' `ewm(span).mean()`: weights (1 − α)^distance over the past, normalised by their sum, α =
 * 2 / (span + 1); NaN has no weight but takes its place, and gets the mean carried on. `two-sided` is the mean of the
 * one over the past F and the one over the future B, each weighted with what stands behind it besides the point itself:
 * in the middle both halves, at the last point F alone, at the first B alone, without a jump between.
 *
 * @param errors absolute residuals, NaN where nothing was observed
 * @param segments [start, end) index ranges; a mean never reaches across
 * @param span points, at least 1
 * @returns same length; NaN before the first observed point of a segment (two-sided: only where all are NaN)
 */
export function smooth(
  errors: Float64Array,
  segments: ReadonlyArray<{ readonly start: number; readonly end: number }>,
  span: number,
  smoothing: Smoothing
): Float64Array {
  if (!(span >= 1)) {
    throw new RangeError(`A smoothing span is at least 1 point, not ${span}.`);
  }
  const smoothed = new Float64Array(errors.length).fill(NaN);
  const support = new Float64Array(smoothing === 'two-sided' ? errors.length : 0);
  for (const { start, end } of segments) {
    weigh(errors, start, end, 1, span, (i, mean, past) => {
      smoothed[i] = mean;
      if (smoothing === 'two-sided') {
        support[i] = past;
      }
    });
    if (smoothing === 'two-sided') {
      weigh(errors, end - 1, start - 1, -1, span, (i, mean, future) => {
        const past = Number.isNaN(smoothed[i]) ? 0 : support[i];
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
 * @param visit gets the mean up to and with i, and the weight of all points before i, a point beside i counting
 *   1 − α; not called before the first number
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
        // A constant stays exactly what it is: the threshold must not find structure in its rounding.
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
 * telemanom's start: the first `warmUp` values are replaced by the mean of the first 2 · `warmUp`, for they were
 * smoothed without history.
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
