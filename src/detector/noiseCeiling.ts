import type { Grid } from './grid';
import { quantiles } from './quantile';

/** With fewer blocks than this that are not calm, nothing is usual. */
const LEAST_BLOCKS = 5;
/** Interquartile range of the standard Gumbel distribution, and distance from its lower quartile to its median. */
const GUMBEL_RANGE = 1.5725;
const GUMBEL_LOWER_HALF = 0.6931;
/** Mean of the standard Gumbel distribution, less its median. */
const GUMBEL_MEAN = 0.2107;

/**
 * The greatest smoothed error that a series like this one reaches without anything happening: the greatest errors of
 * blocks of time follow Gumbel's law (Gumbel 1958, *Statistics of Extremes*), so what the usual block reaches tells what
 * the greatest of all blocks will. Median and quartiles know nothing of the few blocks in which something did happen.
 *
 * In the logarithm, so that tails that are heavier than normal have their due. Blocks are counted from the epoch: a new
 * row changes the last block alone.
 *
 * @param errors smoothed errors of the observed slots
 * @param slots of these errors
 * @param size slots of a block
 * @param calm a block that stays at or below this is calm: it tells nothing of the noise of the others
 * @returns 0 with too few blocks that are not calm
 */
export function noiseCeiling(errors: Float64Array, slots: Int32Array, grid: Grid, size: number, calm: number): number {
  const maxima = blockMaxima(errors, slots, grid, size).filter((maximum) => maximum > calm);
  if (maxima.length < LEAST_BLOCKS) {
    return 0;
  }
  const [low, median, high] = quantiles(Float64Array.from(maxima, Math.log), [0.25, 0.5, 0.75]);
  const scale = Math.min((high - low) / GUMBEL_RANGE, (median - low) / GUMBEL_LOWER_HALF);
  return Math.exp(median + scale * (Math.log(maxima.length) + GUMBEL_MEAN));
}

function blockMaxima(errors: Float64Array, slots: Int32Array, { segments }: Grid, size: number): number[] {
  const maxima: number[] = [];
  let segment = 0;
  let block = NaN;
  for (let k = 0; k < slots.length; k++) {
    while (slots[k] >= segments[segment].end) {
      segment++;
    }
    const { offset, start } = segments[segment];
    const own = Math.floor((Math.round(offset) + slots[k] - start) / size);
    if (own !== block) {
      maxima.push(0);
      block = own;
    }
    maxima[maxima.length - 1] = Math.max(maxima[maxima.length - 1], errors[k]);
  }
  return maxima;
}
