import { quantiles } from '../arithmetic/quantile';
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
