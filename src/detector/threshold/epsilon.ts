import { filtered, indicesWhere } from '../arithmetic/gather';
import { moments, type Moments } from '../arithmetic/statistics';
import type { Candidate, SideExplanation } from '../explain/explanation';
import { dilate, pointsIn, sequencesIn, type Positions } from './runs';

const FIRST_Z = 2.5;
const Z_STEP = 0.5;
/** The end of the search, and z if no candidate is admissible. */
const Z_LIMIT = 12;
/** A candidate is inadmissible if it calls this share of the points anomalous. */
const MOST_ANOMALOUS = 0.5;
/** Up to this ratio of deviation to mean, errors differ only by rounding. */
const ROUNDING = 1e-6;

/**
 * Finds the z whose epsilon = μ + zσ lowers mean and deviation most, per point and sequence over epsilon (Hundman et al.
 * 2018, eq. 3–5).
 *
 * The errors are read once. Each further candidate only reads the points over the previous one, and adds those that are
 * now below epsilon to running sums, so that nothing cancels. At most n/z² points lie z deviations from the mean
 * (Chebyshev), so all candidates together cost less than the first read.
 *
 * If all errors are alike except for rounding, the candidates differ only by rounding too. Moments are then taken from
 * the errors themselves, in the reference's order of addition, so that both choose the same z.
 *
 * @param errors smoothed errors, or their mirror image
 * @param statistics mean and deviation of `errors`
 * @param errorBuffer the search dilates by one point less, as the reference does
 */
export function findEpsilon(
  errors: Float64Array,
  positions: Positions,
  { mean, sd }: Moments,
  errorBuffer: number,
  maxSequences: number
): Pick<SideExplanation, 'z' | 'epsilon' | 'candidates' | 'chosen'> {
  const candidates: Candidate[] = [];
  const below = new Below(errors, mean + sd * FIRST_Z);
  let over = indicesWhere(errors.length, (i) => errors[i] >= mean + sd * FIRST_Z);
  const areAlike = sd <= ROUNDING * mean;
  let chosen = -1;
  let leastCost = Infinity;
  for (let z = FIRST_Z; z < Z_LIMIT; z += Z_STEP) {
    const epsilon = mean + sd * z;
    over = over.filter((i) => errors[i] >= epsilon || below.add(errors[i]));
    const runs = dilate(over, positions, errorBuffer - 1);
    const points = pointsIn(runs);
    const sequences = sequencesIn(runs).length / 2;
    const rest = areAlike ? moments(filtered(errors, (error) => error < epsilon)) : below.moments();
    const gain = (mean - rest.mean) / mean + (sd - rest.sd) / sd;
    const cost = points > 0 ? -gain / (sequences ** 2 + points) : NaN;
    const admissible = cost <= Infinity && sequences <= maxSequences && points < errors.length * MOST_ANOMALOUS;
    if (admissible && cost <= leastCost) {
      chosen = candidates.length;
      leastCost = cost;
    }
    candidates.push({ z, epsilon, points, sequences, cost, admissible });
  }
  const z = chosen < 0 ? Z_LIMIT : candidates[chosen].z;
  return { z, epsilon: mean + z * sd, candidates, chosen };
}

/** Running moments of the errors below epsilon, about a fixed shift close to their mean. */
class Below {
  private count = 0;
  private sum = 0;
  private squares = 0;
  private readonly shift: number;

  constructor(errors: Float64Array, epsilon: number) {
    let total = 0;
    let count = 0;
    for (const error of errors) {
      if (error < epsilon) {
        total += error;
        count++;
      }
    }
    this.shift = count > 0 ? total / count : 0;
    for (const error of errors) {
      if (error < epsilon) {
        this.add(error);
      }
    }
  }

  /** @returns false, so that a filter drops the added error */
  add(error: number): boolean {
    const deviation = error - this.shift;
    this.count++;
    this.sum += deviation;
    this.squares += deviation * deviation;
    return false;
  }

  moments(): Moments {
    const offset = this.sum / this.count;
    return { mean: this.shift + offset, sd: Math.sqrt(Math.max(0, this.squares / this.count - offset * offset)) };
  }
}
