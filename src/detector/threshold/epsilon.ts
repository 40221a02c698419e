import type { Candidate } from '../explain/explanation';
import { filtered, indicesWhere } from '../arithmetic/gather';
import { moments, type Moments } from '../arithmetic/moments';
import { pointsIn, sequencesIn, dilate, type Positions } from './dilate';

const FIRST_Z = 2.5;
const Z_STEP = 0.5;
/** z when no candidate is admissible, and the end of the search. */
const Z_LIMIT = 12;
/** No candidate may call this share of the points anomalous, or more. */
const MOST_ANOMALOUS = 0.5;
/** Below this ratio of deviation to mean the differences between errors are rounding. */
const ROUNDING = 1e-6;

export interface EpsilonSearch {
  readonly z: number;
  readonly epsilon: number;
  readonly candidates: readonly Candidate[];
  readonly chosen: number;
}

/**
 * Finds the z whose epsilon = μ + zσ takes most of mean and deviation away at the price of fewest points and sequences
 * (Hundman et al. 2018, eq. 3–5).
 *
 * The errors are read once. Each further candidate only walks the points over the one before, and keeps the sums of
 * the points below epsilon by adding what drops out, so that nothing cancels. At most n/z² points can lie z deviations
 * from the mean (Chebyshev), which makes all candidates together cheaper than the one reading.
 *
 * Where all errors are alike but for rounding, the candidates differ in rounding alone. To choose as the reference does,
 * moments are then taken from the errors themselves, in its order of addition.
 *
 * @param errors smoothed errors, or their mirror image
 * @param statistics mean and deviation of `errors`
 * @param errorBuffer the search widens by one point less than the comparison does, as the reference does
 */
export function findEpsilon(
  errors: Float64Array,
  positions: Positions,
  { mean, sd }: Moments,
  errorBuffer: number,
  maxSequences: number
): EpsilonSearch {
  const candidates: Candidate[] = [];
  const below = new Below(errors, mean + sd * FIRST_Z);
  let over = indicesFrom(errors, mean + sd * FIRST_Z);
  const alike = sd <= ROUNDING * mean;
  let chosen = -1;
  let leastCost = Infinity;
  for (let z = FIRST_Z; z < Z_LIMIT; z += Z_STEP) {
    const epsilon = mean + sd * z;
    over = over.filter((i) => errors[i] >= epsilon || below.add(errors[i]));
    const runs = dilate(over, positions, errorBuffer - 1);
    const points = pointsIn(runs);
    const sequences = sequencesIn(runs).length / 2;
    const rest = alike ? moments(filtered(errors, (error) => error < epsilon)) : below.moments();
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

function indicesFrom(errors: Float64Array, epsilon: number): Int32Array {
  return indicesWhere(errors.length, (i) => errors[i] >= epsilon);
}

/** Running moments of the errors below epsilon, taken about a mean that hardly moves. */
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

  /** @returns false, so that a filter drops what is added */
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
