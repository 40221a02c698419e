/**
 * Strictly ascending positions; neighbours in the series differ by one. Gaps, and points that other passes took out, leave
 * holes that no run crosses.
 */
export type Positions = Float64Array | Int32Array;

/** Inclusive index ranges, flat: first, last, first, last, ... in order and disjoint. */
export type Runs = number[];

/**
 * Dilates each anomalous point by `buffer` positions to both sides and joins points that then touch: the paper's
 * continuous sequences of anomalous errors, E_seq (Hundman et al. 2018, section 3.2). The cost is linear in the dilated
 * points.
 *
 * @param anomalous ascending indices into `positions`
 */
export function dilate(anomalous: Int32Array, positions: Positions, buffer: number): Runs {
  const reach = Math.max(0, buffer);
  const runs: Runs = [];
  let next = 0;
  for (const i of anomalous) {
    let from = i;
    while (from > next && positions[from - 1] >= positions[i] - reach) {
      from--;
    }
    for (let k = Math.max(from, next); k < positions.length && positions[k] <= positions[i] + reach; k++) {
      appendTo(runs, k, positions);
      next = k + 1;
    }
  }
  return runs;
}

function appendTo(runs: Runs, index: number, positions: Positions): void {
  const last = runs.length - 1;
  if (last > 0 && runs[last] === index - 1 && positions[index] - positions[index - 1] === 1) {
    runs[last] = index;
  } else {
    runs.push(index, index);
  }
}

/** The runs without the indices before `first`. */
export function runsFrom(runs: Runs, first: number): Runs {
  const left: Runs = [];
  for (let r = 0; r < runs.length; r += 2) {
    if (runs[r + 1] >= first) {
      left.push(Math.max(runs[r], first), runs[r + 1]);
    }
  }
  return left;
}

/** The number of indices in all runs. */
export function pointsIn(runs: Runs): number {
  let points = 0;
  for (let r = 0; r < runs.length; r += 2) {
    points += runs[r + 1] - runs[r] + 1;
  }
  return points;
}

/** Runs of two indices and more. A single point is no sequence, though it stays anomalous. */
export function sequencesIn(runs: Runs): Runs {
  const sequences: Runs = [];
  for (let r = 0; r < runs.length; r += 2) {
    if (runs[r + 1] > runs[r]) {
      sequences.push(runs[r], runs[r + 1]);
    }
  }
  return sequences;
}
