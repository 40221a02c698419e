/** Median and quartiles. */
export interface Spread {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** @throws RangeError for no values */
export function spreadOf(values: readonly number[]): Spread {
  if (values.length === 0) {
    throw new RangeError('There is no median of nothing.');
  }
  const sorted = [...values].sort((a, b) => a - b);
  return { median: quantile(sorted, 0.5), low: quantile(sorted, 0.25), high: quantile(sorted, 0.75) };
}

/**
 * How many times `slow` took of `fast`, round by round: both met the same machine in a round, so what slowed it down
 * falls out.
 */
export function ratioOf(slow: readonly number[], fast: readonly number[]): Spread {
  const rounds = Math.min(slow.length, fast.length);
  return spreadOf(Array.from({ length: rounds }, (_, round) => slow[round] / fast[round]));
}

function quantile(sorted: readonly number[], share: number): number {
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
}
