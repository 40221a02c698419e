import type { ScoredRun } from './verdict';
import type { Positions } from './dilate';

/**
 * Joins sequences that lie near each other: one event that the error crosses the threshold twice for is one interval to
 * a person, and one alarm.
 *
 * @param sequences in order, disjoint
 * @param within most positions from the end of one to the start of the next; 0 joins nothing
 */
export function mergeNear(sequences: readonly ScoredRun[], positions: Positions, within: number): ScoredRun[] {
  const joined: ScoredRun[] = [];
  for (const sequence of sequences) {
    const last = joined[joined.length - 1];
    if (last && positions[sequence.start] - positions[last.end] <= within) {
      joined[joined.length - 1] = {
        start: last.start,
        end: sequence.end,
        score: Math.max(last.score, sequence.score),
      };
    } else {
      joined.push(sequence);
    }
  }
  return joined;
}
