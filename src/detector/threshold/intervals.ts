import type { Grid } from '../grid/grid';
import { tightBounds } from './bounds';
import type { JudgedResiduals } from './threshold';
import type { ScoredRun } from './verdict';

/** The search for bounds looks this share of a window beyond a sequence. */
const SEARCHED_BEYOND = 0.5;
/** Stretches of one sequence with at most this share of a window between them are one interval. */
const MERGED_WITHIN = 0.25;

/**
 * Gives sequences the bounds of their incidents. Flatlines keep their own.
 *
 * @param silent 1 for a slot at which nothing may be reported; no sequence holds one
 */
export function boundIntervals(
  sequences: readonly ScoredRun[],
  { slots, residuals, verdict }: Pick<JudgedResiduals, 'slots' | 'residuals' | 'verdict'>,
  grid: Grid,
  windowSize: number,
  silent?: Uint8Array | null
): ScoredRun[] {
  return tightBounds(sequences, slots, grid, residuals, {
    reach: SEARCHED_BEYOND * windowSize,
    within: MERGED_WITHIN * windowSize,
    exact: verdict.flatlines,
    silent,
  });
}
