/** Longest run that is summed in eight lanes. Longer runs are halved. */
const BLOCK = 128;

/**
 * Sum in numpy's order of addition (pairwise, eight lanes per block), so that means and standard deviations equal the
 * reference's to the last bit. If all errors are alike, the last bit decides whether a point reaches epsilon.
 *
 * @param values any length
 * @param from first index, inclusive
 * @param to last index, exclusive
 */
export function pairwiseSum(values: Float64Array, from = 0, to = values.length): number {
  const length = to - from;
  if (length < 8) {
    let sum = 0;
    for (let i = from; i < to; i++) {
      sum += values[i];
    }
    return sum;
  }
  if (length <= BLOCK) {
    return sumOfBlock(values, from, to);
  }
  let half = Math.floor(length / 2);
  half -= half % 8;
  return pairwiseSum(values, from, from + half) + pairwiseSum(values, from + half, to);
}

function sumOfBlock(values: Float64Array, from: number, to: number): number {
  let a = values[from];
  let b = values[from + 1];
  let c = values[from + 2];
  let d = values[from + 3];
  let e = values[from + 4];
  let f = values[from + 5];
  let g = values[from + 6];
  let h = values[from + 7];
  const whole = to - ((to - from) % 8);
  let i = from + 8;
  for (; i < whole; i += 8) {
    a += values[i];
    b += values[i + 1];
    c += values[i + 2];
    d += values[i + 3];
    e += values[i + 4];
    f += values[i + 5];
    g += values[i + 6];
    h += values[i + 7];
  }
  let sum = a + b + (c + d) + (e + f + (g + h));
  for (; i < to; i++) {
    sum += values[i];
  }
  return sum;
}

export interface Moments {
  readonly mean: number;
  /** Population standard deviation (divided by n). */
  readonly sd: number;
}

/** Mean and population standard deviation, both NaN for an empty array. */
export function moments(values: Float64Array): Moments {
  const n = values.length;
  const mean = pairwiseSum(values) / n;
  const squares = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const deviation = values[i] - mean;
    squares[i] = deviation * deviation;
  }
  return { mean, sd: Math.sqrt(pairwiseSum(squares) / n) };
}

/** Median absolute value of standard normal noise. */
export const NORMAL_MEDIAN = 0.6745;

/** How far values spread. */
export interface ValueSpread {
  /** Population standard deviation. */
  readonly sd: number;
  /** From the 5th to the 95th percentile. */
  readonly range: number;
}

/** Spread of finite values, in their unit; NaN for an empty array. */
export function spreadOf(values: Float64Array): ValueSpread {
  const [high, low] = quantiles(values, [0.95, 0.05]);
  return { sd: moments(values).sd, range: high - low };
}

/** Robust variance of the noise in residuals. */
export function noiseVariance(residuals: Float64Array): number {
  return (lowerMedian(residuals.map(Math.abs)) / NORMAL_MEDIAN) ** 2;
}

/**
 * Quantiles with linear interpolation between order statistics (numpy's default, Hyndman and Fan's type 7), found by
 * selection in expected linear time.
 *
 * @param values finite numbers, not reordered
 * @param shares each from 0 to 1
 * @returns one quantile per share; NaN for an empty array
 */
export function quantiles(values: Float64Array, shares: readonly number[]): number[] {
  if (values.length === 0) {
    return shares.map(() => NaN);
  }
  const working = values.slice();
  const found = shares.map(() => NaN);
  // Ascending, so that no selection has to read the values to the left of the previous one again.
  let left = 0;
  for (const k of shares.map((_, i) => i).sort((a, b) => shares[a] - shares[b])) {
    const position = (working.length - 1) * shares[k];
    const below = Math.floor(position);
    const low = select(working, left, below);
    const high = below + 1 < working.length ? least(working, below + 1) : low;
    const fraction = position - below;
    const step = high - low;
    // From the nearer end, as in numpy: equal to the last bit, and exact at both ends.
    found[k] = fraction < 0.5 ? low + step * fraction : high - step * (1 - fraction);
    left = below;
  }
  return found;
}

/** The next greater value after a selection: the least of the values behind its rank. */
function least(working: Float64Array, from: number): number {
  let value = working[from];
  for (let i = from + 1; i < working.length; i++) {
    if (working[i] < value) {
      value = working[i];
    }
  }
  return value;
}

/** The median, or the lower of the two middle values: always one of the values. NaN for an empty array. */
export function lowerMedian(values: Float64Array): number {
  return values.length === 0 ? NaN : select(values.slice(), 0, (values.length - 1) >> 1);
}

/**
 * The value at `rank` if the array were sorted (Hoare's selection). Reorders `working` from `from` on; no value before `from`
 * may be greater than one behind it.
 */
function select(working: Float64Array, from: number, rank: number): number {
  let left = from;
  let right = working.length - 1;
  while (left < right) {
    const pivot = medianOfThree(working[left], working[(left + right) >> 1], working[right]);
    let i = left;
    let j = right;
    while (i <= j) {
      while (working[i] < pivot) {
        i++;
      }
      while (working[j] > pivot) {
        j--;
      }
      if (i <= j) {
        const held = working[i];
        working[i] = working[j];
        working[j] = held;
        i++;
        j--;
      }
    }
    if (rank <= j) {
      right = j;
    } else if (rank >= i) {
      left = i;
    } else {
      break;
    }
  }
  return working[rank];
}

function medianOfThree(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
