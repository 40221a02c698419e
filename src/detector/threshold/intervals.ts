import type { Grid } from '../grid/grid';
import { tightBounds } from './bounds';
import type { JudgedResiduals } from './threshold';
import type { ScoredRun } from './verdict';

/** Where a sequence begins and ends is looked for up to this share of a window beyond it. */
const SEARCHED_BEYOND = 0.5;
/** Stretches of one sequence with at most this share of a window between them are one interval. */
const MERGED_WITHIN = 0.25;

/**
 * Sequences with the bounds that their residuals give them; flatlines keep their own.
 *
 * @param silent as {@link tightBounds}
 */
export function boundIntervals(
  sequences: readonly ScoredRun[],
  { slots, residuals, verdict }: Pick<JudgedResiduals, 'slots' | 'residuals' | 'verdict'>,
  grid: Grid,
  windowSize: number,
  silent?: Uint8Array | null
): ScoredRun[] {
  const [reach, within] = [SEARCHED_BEYOND * windowSize, MERGED_WITHIN * windowSize];
  return tightBounds(sequences, slots, grid, residuals, reach, within, verdict.flatlines, silent);
}
