import { lowerMedian } from '../arithmetic/quantile';

/** Median absolute value of standard normal noise. */
const NORMAL_MEDIAN = 0.6745;
/** What comes again may be so many times as high, or as low, as what was marked. */
const MOST_STRETCH = 1.5;
/** The noise is subtracted from the energy of a stretch, but this share of it stays. */
const LEAST_SIGNAL = 0.1;
/** The two must share so many slots. */
const LEAST_OVERLAP = 5;

/** Variance of the residual where nothing happens, robustly. */
export function noiseVariance(residuals: Float64Array): number {
  return (lowerMedian(residuals.map(Math.abs)) / NORMAL_MEDIAN) ** 2;
}

/**
 * How alike two stretches of residual are, whichever comes first: their greatest correlation, wherever the one is laid
 * over the other, corrected for the noise in both (Spearman 1904, "attenuation"). What one of them has and the other
 * has not counts against it, on either side.
 *
 * @param one signed residuals; outside of the stretch it counts as zero
 * @param other as well
 * @param noise variance of the residual where nothing happens
 * @returns 0 to 1; 0 when the one is more than {@link MOST_STRETCH} times as high as the other, or points elsewhere
 */
export function correlationOf(one: Float64Array, other: Float64Array, noise: number): number {
  const [signal, known] = [signalOf(one, noise), signalOf(other, noise)];
  const stretch = Math.sqrt(Math.max(signal, known) / Math.min(signal, known));
  if (!(stretch <= MOST_STRETCH)) {
    return 0; // or one of them is nothing at all
  }
  let most = 0;
  for (let shift = LEAST_OVERLAP - other.length; shift <= one.length - LEAST_OVERLAP; shift++) {
    let product = 0;
    for (let i = Math.max(0, shift); i < Math.min(one.length, shift + other.length); i++) {
      product += one[i] * other[i - shift];
    }
    most = Math.max(most, product);
  }
  // A root each: the product of two small energies would be 0.
  return Math.min(1, most / (Math.sqrt(signal) * Math.sqrt(known)));
}

/** Sum of the squares without what noise alone gives. */
function signalOf(residual: Float64Array, noise: number): number {
  const energy = residual.reduce((sum, value) => sum + value * value, 0);
  return Math.max(energy - noise * residual.length, LEAST_SIGNAL * energy);
}
