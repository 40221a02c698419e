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
