import type { Positions } from './dilate';
import type { ScoredRun } from './verdict';

/**
 * Merges sequences that lie near each other, because the error of one event often crosses the threshold twice.
 *
 * @param sequences in order, disjoint
 * @param within most positions from the end of one to the start of the next; 0 merges nothing
 */
export function mergeNear(sequences: readonly ScoredRun[], positions: Positions, within: number): ScoredRun[] {
  const merged: ScoredRun[] = [];
  for (const sequence of sequences) {
    const last = merged[merged.length - 1];
    if (last && positions[sequence.start] - positions[last.end] <= within) {
      merged[merged.length - 1] = {
        start: last.start,
        end: sequence.end,
        score: Math.max(last.score, sequence.score),
      };
    } else {
      merged.push(sequence);
    }
  }
  return merged;
}
