import { quantiles } from '../../src/detector/arithmetic/statistics';
import { drawFrom } from '../suite/draw';

const DRAWS = 2000;
const SEED = 1;
/** Bounds of the interval, as quantiles of the drawn means: 95 % lie between them. */
const BOUNDS = [0.025, 0.975];

/** A mean and its 95 % interval, all in the unit of the figures. */
export interface Estimate {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The percentile bootstrap (Efron 1979): draws as many figures as there are, with replacement, and takes their mean, 2,000
 * times. The draws are seeded.
 *
 * @param figures one per series, finite
 * @returns NaN in all three fields if there is no figure
 */
export function estimateOfMean(figures: readonly number[]): Estimate {
  if (figures.length === 0) {
    return { mean: NaN, low: NaN, high: NaN };
  }
  const draw = drawFrom(SEED);
  const means = Float64Array.from({ length: DRAWS }, () => {
    let sum = 0;
    for (let k = 0; k < figures.length; k++) {
      sum += draw.pick(figures);
    }
    return sum / figures.length;
  });
  const [low, high] = quantiles(means, BOUNDS);
  return { mean: figures.reduce((sum, figure) => sum + figure, 0) / figures.length, low, high };
}

/**
 * The mean difference between two rows on the same series. Each draw takes both figures of a series, so what makes a series hard
 * for both does not widen the interval.
 *
 * @param ones one figure per series, finite
 * @param others in the same order
 * @throws RangeError if the rows differ in length
 */
export function estimateOfDifference(ones: readonly number[], others: readonly number[]): Estimate {
  if (ones.length !== others.length) {
    throw new RangeError(`A paired difference takes rows of one length, not ${ones.length} and ${others.length}.`);
  }
  return estimateOfMean(ones.map((figure, series) => figure - others[series]));
}
