import type { CandidateSequence } from '../explain/explanation';
import { sequencesIn, type Runs } from './dilate';

/**
 * Drops sequences that do not stand out from the next lower one, or from the greatest normal error (Hundman et al.
 * 2018, section 3.3). In the descending list of maxima, everything after the last relative step of at least p is pruned.
 *
 * Single points stay if there is no sequence at all, and are pruned otherwise, as in the reference.
 *
 * @param runs dilated runs over epsilon
 * @param p least relative step
 * @returns the runs that are left, and every sequence with the verdict on it, in order of position
 */
export function prune(
  errors: Float64Array,
  runs: Runs,
  greatestNormal: number,
  p: number
): { runs: Runs; sequences: CandidateSequence[] } {
  const found = sequencesIn(runs);
  if (found.length === 0) {
    return { runs, sequences: [] };
  }
  const maxima = new Float64Array(found.length / 2);
  for (let s = 0; s < maxima.length; s++) {
    maxima[s] = greatestIn(errors, found[2 * s], found[2 * s + 1]);
  }

  const descending = Array.from(maxima.keys()).sort((a, b) => maxima[b] - maxima[a] || a - b);
  const margins = new Float64Array(maxima.length);
  let next = greatestNormal;
  let margin = -Infinity;
  for (let rank = descending.length - 1; rank >= 0; rank--) {
    const maximum = maxima[descending[rank]];
    const step = (maximum - next) / maximum;
    // A step of NaN (0 / 0) counts as reached, because the reference tests whether it is less than p.
    margin = Math.max(margin, step === step ? step - p : Infinity);
    // Equal maxima have the margin of the last of them, because the reference removes sequences by their maximum.
    const equal = rank + 1 < descending.length && maximum === maxima[descending[rank + 1]];
    margins[descending[rank]] = equal ? margins[descending[rank + 1]] : margin;
    next = maximum;
  }

  const sequences = Array.from(maxima, (maximum, s) => ({
    start: found[2 * s],
    end: found[2 * s + 1],
    maximum,
    margin: margins[s],
    kept: margins[s] >= 0,
  }));
  return { runs: sequences.filter(({ kept }) => kept).flatMap(({ start, end }) => [start, end]), sequences };
}

function greatestIn(errors: Float64Array, first: number, last: number): number {
  let greatest = -Infinity;
  for (let i = first; i <= last; i++) {
    greatest = Math.max(greatest, errors[i]);
  }
  return greatest;
}
