import { lowerMedian } from '../arithmetic/quantile';
import { NORMAL_MEDIAN } from '../arithmetic/spread';

/** Order of the autoregression. */
const ORDER = 4;
/** Residuals are clipped at this many robust standard deviations, so that anomalies do not raise the floor. */
const CLIP = 3;
/** A short series gets several surrogates of about this many points in all. */
const SURROGATE_POINTS = 8192;
/** Points that a surrogate discards at its start. */
const BURN_IN = 64;
/** Most innovations that surrogates draw from: as many as a processor's cache holds, because they are drawn at random. */
const INNOVATIONS = 8192;
const SEED = 0x5eed;

/**
 * The greatest smoothed error that noise like the series' own reaches. An AR(4) model of the clipped residual (Yule and
 * Walker's equations), driven by its own innovations in random order, gives surrogate residuals without anomalies. They are
 * smoothed as the errors were. Seeded, so that the same residual has the same floor.
 *
 * @param residuals signed; NaN if nothing was observed
 * @param smoothed smooths absolute residuals
 * @returns mean of the surrogates' maxima, in the residual's unit; 0 if there are too few residuals to model, or most are
 *   zero
 */
export function noiseFloor(residuals: Float64Array, smoothed: (errors: Float64Array) => Float64Array): number {
  const clipped = clippedResiduals(residuals);
  if (clipped === null) {
    return 0;
  }
  const coefficients = yuleWalker(autocovariances(clipped, ORDER));
  const innovations = innovationsOf(clipped, coefficients);
  const surrogates = Math.ceil(SURROGATE_POINTS / clipped.length);
  let sum = 0;
  for (let s = 0; s < surrogates; s++) {
    // One seed per surrogate, so that a longer series gets the same surrogates, each a little longer.
    const errors = smoothed(surrogate(clipped.length, coefficients, innovations, uniform(SEED + s)));
    let greatest = 0;
    for (const error of errors) {
      greatest = Math.max(greatest, error);
    }
    sum += greatest;
  }
  return sum / surrogates;
}

/** Observed residuals, clipped; null if there are too few of them or most are zero. */
function clippedResiduals(residuals: Float64Array): Float64Array | null {
  const clipped = new Float64Array(residuals.length);
  let count = 0;
  for (const residual of residuals) {
    if (residual === residual) {
      clipped[count++] = residual;
    }
  }
  const observed = clipped.subarray(0, count);
  const limit = (CLIP / NORMAL_MEDIAN) * lowerMedian(observed.map(Math.abs));
  if (!(limit > 0) || count < 4 * ORDER) {
    return null;
  }
  for (let i = 0; i < count; i++) {
    observed[i] = Math.max(-limit, Math.min(limit, observed[i]));
  }
  return observed;
}

/** Autocovariances at lag 0 to `order` about zero, because a residual's mean is part of its error. */
export function autocovariances(values: Float64Array, order: number): Float64Array {
  const covariances = new Float64Array(order + 1);
  for (let lag = 0; lag <= order; lag++) {
    for (let i = lag; i < values.length; i++) {
      covariances[lag] += values[i] * values[i - lag];
    }
    covariances[lag] /= values.length;
  }
  return covariances;
}

/** AR coefficients φ₁… from autocovariances, by Levinson's and Durbin's recursion. */
export function yuleWalker(covariances: Float64Array): Float64Array {
  const order = covariances.length - 1;
  const coefficients = new Float64Array(order);
  let variance = covariances[0];
  for (let m = 0; m < order && variance > 0; m++) {
    let numerator = covariances[m + 1];
    for (let j = 0; j < m; j++) {
      numerator -= coefficients[j] * covariances[m - j];
    }
    const reflection = numerator / variance;
    const previous = coefficients.slice();
    coefficients[m] = reflection;
    for (let j = 0; j < m; j++) {
      coefficients[j] = previous[j] - reflection * previous[m - 1 - j];
    }
    variance *= 1 - reflection * reflection;
  }
  return coefficients;
}

/** The model's innovations at evenly spread points, ascending. */
function innovationsOf(values: Float64Array, coefficients: Float64Array): Float64Array {
  const order = coefficients.length;
  const every = Math.ceil((values.length - order) / INNOVATIONS);
  const innovations = new Float64Array(Math.ceil((values.length - order) / every));
  for (let i = 0; i < innovations.length; i++) {
    const at = i * every + order;
    innovations[i] = values[at];
    for (let j = 0; j < order; j++) {
      innovations[i] -= coefficients[j] * values[at - 1 - j];
    }
  }
  // Sorted, so that a random number draws nearly the same innovation after one more row changes them all a little.
  return innovations.sort();
}

/** Absolute residuals of one surrogate. */
function surrogate(
  length: number,
  coefficients: Float64Array,
  innovations: Float64Array,
  random: () => number
): Float64Array {
  const past = new Float64Array(coefficients.length);
  const errors = new Float64Array(length);
  for (let i = -BURN_IN; i < length; i++) {
    let value = innovations[Math.floor(random() * innovations.length)];
    for (let j = past.length - 1; j >= 0; j--) {
      value += coefficients[j] * past[j];
      past[j] = j > 0 ? past[j - 1] : value;
    }
    if (i >= 0) {
      errors[i] = Math.abs(value);
    }
  }
  return errors;
}

/** Uniform numbers in [0, 1): Marsaglia's xorshift of 32 bits (2003), enough for shuffling. */
function uniform(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
