import { lowerMedian } from './quantile';

/** Order of the autoregression. */
const ORDER = 4;
/** Residuals beyond this many robust standard deviations are cut off, so that anomalies do not raise the floor. */
const CLIP = 3;
/** Median absolute value of standard normal noise. */
const NORMAL_MEDIAN = 0.6745;
/** A short series gets several surrogates, about this many points in all; the mean of their maxima is taken. */
const SURROGATE_POINTS = 8192;
/** Points that a surrogate runs before it counts. */
const BURN_IN = 64;
const SEED = 0x5eed;

/**
 * The greatest smoothed error that noise like the series' own reaches: an AR(4) model of the clipped residual (Yule and
 * Walker's equations), driven by the model's own innovations in random order, gives surrogate residuals without any
 * anomaly; they are smoothed as the errors were. Seeded: the same residual has the same floor.
 *
 * @param residuals signed, in segments that follow each other, NaN where nothing was observed
 * @param smoothed how absolute residuals are smoothed
 * @returns in the residual's unit; 0 when there are too few residuals to model, or most are exactly zero
 */
export function noiseFloor(residuals: Float64Array, smoothed: (errors: Float64Array) => Float64Array): number {
  const observed = residuals.filter((residual) => residual === residual);
  const limit = (CLIP / NORMAL_MEDIAN) * lowerMedian(observed.map(Math.abs));
  if (!(limit > 0) || observed.length < 4 * ORDER) {
    return 0;
  }
  const clipped = observed.map((residual) => Math.max(-limit, Math.min(limit, residual)));
  const coefficients = yuleWalker(autocovariances(clipped, ORDER));
  const innovations = innovationsOf(clipped, coefficients);
  const random = uniform(SEED);
  const surrogates = Math.ceil(SURROGATE_POINTS / clipped.length);
  let sum = 0;
  for (let s = 0; s < surrogates; s++) {
    const errors = smoothed(surrogate(clipped.length, coefficients, innovations, random).map(Math.abs));
    sum += errors.reduce((greatest, error) => Math.max(greatest, error), 0);
  }
  return sum / surrogates;
}

/** Autocovariances at lag 0 to `order` about zero (a residual's mean is part of its error). */
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

function innovationsOf(values: Float64Array, coefficients: Float64Array): Float64Array {
  const innovations = new Float64Array(values.length - coefficients.length);
  for (let i = 0; i < innovations.length; i++) {
    const at = i + coefficients.length;
    innovations[i] = values[at];
    for (let j = 0; j < coefficients.length; j++) {
      innovations[i] -= coefficients[j] * values[at - 1 - j];
    }
  }
  return innovations;
}

function surrogate(
  length: number,
  coefficients: Float64Array,
  innovations: Float64Array,
  random: () => number
): Float64Array {
  const values = new Float64Array(BURN_IN + length);
  for (let i = 0; i < values.length; i++) {
    let value = innovations[Math.floor(random() * innovations.length)];
    for (let j = 0; j < coefficients.length && j < i; j++) {
      value += coefficients[j] * values[i - 1 - j];
    }
    values[i] = value;
  }
  return values.subarray(BURN_IN);
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
