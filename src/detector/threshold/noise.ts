import { NORMAL_MEDIAN, lowerMedian, quantiles } from '../arithmetic/statistics';
import type { Grid } from '../grid/grid';

/** With fewer blocks than this that are not calm, the usual block is unknown. */
const LEAST_BLOCKS = 5;
/** Interquartile range of the standard Gumbel distribution, and distance from its lower quartile to its median. */
const GUMBEL_RANGE = 1.5725;
const GUMBEL_LOWER_HALF = 0.6931;
/** Mean of the standard Gumbel distribution, less its median. */
const GUMBEL_MEAN = 0.2107;
/** A block is calm if its greatest error is less than this share of the upper quartile of the blocks' greatest errors. */
const CALM_SHARE = 0.05;
const UPPER_QUARTILE = 0.75;

/**
 * The greatest error that the noise of a series reaches. The greatest errors of blocks of time follow Gumbel's law (Gumbel
 * 1958, *Statistics of Extremes*), so the usual block tells what the greatest of all blocks reaches. Median and quartiles
 * ignore the few blocks that hold an incident.
 *
 * The law is fitted to logarithms, because tails are often heavier than normal. Blocks are counted from the epoch, so a
 * new row changes only the last block.
 *
 * @param errors absolute, of single rows or smoothed, one per observed slot
 * @param size slots of a block
 * @param calm a block is calm if its greatest error is not above this; calm blocks tell nothing of the noise of the others
 * @returns in the errors' unit; 0 if there are too few blocks that are not calm
 */
export function noiseCeiling(errors: Float64Array, slots: Int32Array, grid: Grid, size: number, calm: number): number {
  const maxima = blockMaxima(errors, blocksOf(slots, grid, size)).filter((maximum) => maximum > calm);
  if (maxima.length < LEAST_BLOCKS) {
    return 0;
  }
  const [low, median, high] = quantiles(Float64Array.from(maxima, Math.log), [0.25, 0.5, 0.75]);
  const scale = Math.min((high - low) / GUMBEL_RANGE, (median - low) / GUMBEL_LOWER_HALF);
  return Math.exp(median + scale * (Math.log(maxima.length) + GUMBEL_MEAN));
}

/** The number of the block that each observed slot lies in, from 0. */
export function blocksOf(slots: Int32Array, { segments }: Grid, size: number): Int32Array {
  const blocks = new Int32Array(slots.length);
  let segment = 0;
  let count = -1;
  let block = NaN;
  for (let k = 0; k < slots.length; k++) {
    while (slots[k] >= segments[segment].end) {
      segment++;
    }
    const { offset, start } = segments[segment];
    const own = Math.floor((Math.round(offset) + slots[k] - start) / size);
    if (own !== block) {
      count++;
      block = own;
    }
    blocks[k] = count;
  }
  return blocks;
}

export function blockMaxima(errors: Float64Array, blocks: Int32Array): number[] {
  const maxima: number[] = [];
  errors.forEach((error, k) => {
    maxima[blocks[k]] = Math.max(maxima[blocks[k]] ?? 0, error);
  });
  return maxima;
}

/**
 * 1 for the errors of blocks that are not calm. A series that is flat for most of the time has the noise of its active
 * blocks.
 *
 * @param blocks from {@link blocksOf}
 * @param calm a block is calm if its greatest error is not above this, whatever the other blocks reach
 */
export function activeErrors(errors: Float64Array, blocks: Int32Array, calm: number): Uint8Array {
  const maxima = blockMaxima(errors, blocks);
  const [high] = quantiles(Float64Array.from(maxima), [UPPER_QUARTILE]);
  const isActive = new Uint8Array(errors.length);
  blocks.forEach((block, k) => (isActive[k] = maxima[block] > Math.max(calm, CALM_SHARE * high) ? 1 : 0));
  return isActive;
}

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

/** A series is intermittent if its median residual is below this share of its mean residual. */
const INTERMITTENT_SHARE = 0.02;
/** A burst is a run of errors above this share of the greatest smoothed error. */
const BURST_SHARE = 0.05;
/** With fewer bursts than this, none of them is usual. */
const LEAST_BURSTS = 5;

/**
 * Whether a series is recalled almost exactly except in bursts, as sparse counts, switches and counters that rarely move
 * are.
 *
 * @param residuals absolute, of observed slots
 */
export function isIntermittent(residuals: Float64Array): boolean {
  const mean = residuals.reduce((sum, residual) => sum + residual, 0) / residuals.length;
  return lowerMedian(residuals) < INTERMITTENT_SHARE * mean;
}

/**
 * The noise of an intermittent series: the peak of a usual burst. Its residuals are mostly zero, so the noise cannot be
 * modelled, and without a floor every burst would be reported.
 *
 * @param smoothed smoothed errors of the observed slots
 * @returns median peak of the bursts; 0 if there are too few
 */
export function typicalPeak(smoothed: Float64Array): number {
  const least = BURST_SHARE * smoothed.reduce((most, error) => Math.max(most, error), 0);
  const peaks: number[] = [];
  let peak = 0;
  for (const error of smoothed) {
    if (error > least) {
      peak = Math.max(peak, error);
    } else if (peak > 0) {
      peaks.push(peak);
      peak = 0;
    }
  }
  if (peak > 0) {
    peaks.push(peak);
  }
  return peaks.length < LEAST_BURSTS ? 0 : lowerMedian(Float64Array.from(peaks));
}
