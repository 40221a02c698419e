import type { AnomalousSequence } from '../detection';
import { overlaps, type ScoredRun, type Verdict } from '../threshold/verdict';

/**
 * The search that found a sequence, and whether its threshold was epsilon or the floor that noise sets. Of the error windows'
 * sequences that overlap it, the one with the greatest error decides.
 */
export function decidedByOf(
  run: Pick<ScoredRun, 'start' | 'end'>,
  { windows, flatlines }: Pick<Verdict, 'windows' | 'flatlines'>
): Pick<AnomalousSequence, 'pass' | 'decidedBy'> {
  if (flatlines?.some((flatline) => overlaps(flatline, run))) {
    return { pass: 1, decidedBy: 'flatline' };
  }
  let greatest = -Infinity;
  let decidedBy: Pick<AnomalousSequence, 'pass' | 'decidedBy'> = { pass: 1, decidedBy: 'epsilon' };
  for (const { members, start: offset, pass, floor, high } of windows) {
    for (const { start, end, maximum, kept } of high.sequences) {
      const first = members ? members[start] : offset + start;
      const last = members ? members[end] : offset + end;
      if (kept && first <= run.end && last >= run.start && maximum > greatest) {
        greatest = maximum;
        decidedBy = { pass, decidedBy: floor > 0 && high.epsilon === floor ? 'floor' : 'epsilon' };
      }
    }
  }
  return decidedBy;
}
