import { lowerMedian } from './quantile';

/** Median absolute value of standard normal noise. */
const NORMAL_MEDIAN = 0.6745;
/** Residuals have longer tails than normal noise: their variance is about twice what the median tells. */
const TAILS = 2;
/** What comes again may be so many times as high, or as low, as what was marked. */
const MOST_STRETCH = 1.5;
/** The noise is subtracted from what is to be explained, but this share of it stays. */
const LEAST_SIGNAL = 0.1;
/** The two must share so many slots. */
const LEAST_OVERLAP = 5;

/** Variance of the residual where nothing happens, robustly. */
export function noiseVariance(residuals: Float64Array): number {
  return TAILS * (lowerMedian(residuals.map(Math.abs)) / NORMAL_MEDIAN) ** 2;
}

/**
 * The share of one stretch of residual that another explains, wherever it is laid over it and up to
 * {@link MOST_STRETCH} times as high or low: a matched filter. What noise would leave over in any case does not count
 * against it.
 *
 * @param residual signed, of what is to be explained
 * @param known signed residual of what it may be a repetition of
 * @param noise variance of the residual where nothing happens
 * @returns 0 to 1; 0 when laying the one over the other makes nothing better
 */
export function explainedShare(residual: Float64Array, known: Float64Array, noise: number): number {
  const energy = residual.reduce((sum, value) => sum + value * value, 0);
  const signal = Math.max(energy - noise * residual.length, LEAST_SIGNAL * energy);
  if (!(signal > 0)) {
    return 0;
  }
  let best = 0;
  for (let shift = LEAST_OVERLAP - known.length; shift <= residual.length - LEAST_OVERLAP; shift++) {
    const from = Math.max(0, shift);
    const to = Math.min(residual.length, shift + known.length);
    let product = 0;
    let square = 0;
    for (let i = from; i < to; i++) {
      product += residual[i] * known[i - shift];
      square += known[i - shift] ** 2;
    }
    if (!(square > 0)) {
      continue;
    }
    const fitted = product / Math.max(square - noise * (to - from), LEAST_SIGNAL * square);
    const factor = Math.max(1 / MOST_STRETCH, Math.min(MOST_STRETCH, fitted));
    const left = energy - 2 * factor * product + factor ** 2 * square;
    const ofNoise = noise * (residual.length + factor ** 2 * (to - from));
    best = Math.max(best, 1 - Math.max(0, left - ofNoise) / signal);
  }
  return best;
}
