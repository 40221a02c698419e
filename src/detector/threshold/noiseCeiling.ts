import type { Grid } from '../grid/grid';
import { quantiles } from '../arithmetic/quantile';

/** With fewer blocks than this that are not calm, nothing is usual. */
const LEAST_BLOCKS = 5;
/** Interquartile range of the standard Gumbel distribution, and distance from its lower quartile to its median. */
const GUMBEL_RANGE = 1.5725;
const GUMBEL_LOWER_HALF = 0.6931;
/** Mean of the standard Gumbel distribution, less its median. */
const GUMBEL_MEAN = 0.2107;

/**
 * The greatest error, of single rows or smoothed, that a series like this one reaches without anything happening: the greatest errors of
 * blocks of time follow Gumbel's law (Gumbel 1958, *Statistics of Extremes*), so what the usual block reaches tells what
 * the greatest of all blocks will. Median and quartiles know nothing of the few blocks in which something did happen.
 *
 * In the logarithm, so that tails that are heavier than normal have their due. Blocks are counted from the epoch: a new
 * row changes the last block alone.
 *
 * @param errors absolute, of the observed slots
 * @param slots of these errors
 * @param size slots of a block
 * @param calm a block that stays at or below this is calm: it tells nothing of the noise of the others
 * @returns 0 with too few blocks that are not calm
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

/** The block that each observed slot lies in, numbered from 0. */
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

/** Blocks whose greatest error is less than this share of what the restless ones reach are calm beside them. */
const CALM_SHARE = 0.05;
const RESTLESS_SHARE = 0.75;

/**
 * 1 for the errors of blocks in which the series is at work. A series that stands still for most of the time, and is restless
 * for the rest, has the noise of the rest.
 *
 * @param calm a block that stays at or below this is calm whatever the others do
 */
export function restless(errors: Float64Array, blocks: Int32Array, calm: number): Uint8Array {
  const maxima = blockMaxima(errors, blocks);
  const [high] = quantiles(Float64Array.from(maxima), [RESTLESS_SHARE]);
  const isRestless = new Uint8Array(errors.length);
  blocks.forEach((block, k) => (isRestless[k] = maxima[block] > Math.max(calm, CALM_SHARE * high) ? 1 : 0));
  return isRestless;
}
