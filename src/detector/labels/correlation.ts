/** A recurrence may be this many times as high, or as low, as what was labelled. */
const MOST_RATIO = 1.5;
/** The noise is subtracted from the energy of a stretch; at least this share of the energy stays. */
const LEAST_SIGNAL = 0.1;
/** Two stretches must overlap by at least this many slots. */
const LEAST_OVERLAP = 5;

/**
 * Greatest cross-correlation of two stretches of residuals over all shifts, corrected for the noise in both (Spearman 1904,
 * "attenuation"). Outside of its stretch a residual is zero, so parts that only one stretch has lower the correlation.
 *
 * @param one signed residuals
 * @param other signed residuals, of any length
 * @param noise variance of the residuals' noise
 * @returns 0 to 1; 0 if one is more than {@link MOST_RATIO} times as high as the other, or has the other sign
 */
export function correlationOf(one: Float64Array, other: Float64Array, noise: number): number {
  const [a, b] = [signalOf(one, noise), signalOf(other, noise)];
  const ratio = Math.sqrt(Math.max(a, b) / Math.min(a, b));
  // NaN if both are zero.
  if (!(ratio <= MOST_RATIO)) {
    return 0;
  }
  let most = 0;
  for (let shift = LEAST_OVERLAP - other.length; shift <= one.length - LEAST_OVERLAP; shift++) {
    let product = 0;
    for (let i = Math.max(0, shift); i < Math.min(one.length, shift + other.length); i++) {
      product += one[i] * other[i - shift];
    }
    most = Math.max(most, product);
  }
  // One root each, because the product of two small energies may be 0.
  return Math.min(1, most / (Math.sqrt(a) * Math.sqrt(b)));
}

/** Sum of squares, less the share of noise. */
function signalOf(residual: Float64Array, noise: number): number {
  const energy = residual.reduce((sum, value) => sum + value * value, 0);
  return Math.max(energy - noise * residual.length, LEAST_SIGNAL * energy);
}
