/**
 * Strictly ascending positions; neighbours in the series differ by one. Gaps, and points that other passes took out, leave
 * holes that no run crosses.
 */
export type Positions = Float64Array | Int32Array;

/** Inclusive index ranges, flat: first, last, first, last, ... in order and disjoint. */
export type Runs = number[];

/** An interval of anomalous errors; start and end (inclusive) are indices into all errors. */
export interface ScoredRun {
  readonly start: number;
  readonly end: number;
  readonly score: number;
}

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

/** Union of two sorted lists of runs. Runs that overlap or are neighbours become one. */
export function unite(a: Runs, b: Runs, positions: Positions): Runs {
  const united: Runs = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const fromA = j >= b.length || (i < a.length && a[i] <= b[j]);
    const [first, last] = fromA ? [a[i], a[i + 1]] : [b[j], b[j + 1]];
    if (fromA) {
      i += 2;
    } else {
      j += 2;
    }
    const end = united.length - 1;
    if (end > 0 && positions[first] <= positions[united[end]] + 1) {
      united[end] = Math.max(united[end], last);
    } else {
      united.push(first, last);
    }
  }
  return united;
}

/** Sequences of anomalous neighbours. Each has the score of its severest part in `scored`. */
export function sequencesOf(anomalous: Uint8Array, positions: Positions, scored: readonly ScoredRun[]): ScoredRun[] {
  const runs: Runs = [];
  anomalous.forEach((isAnomalous, i) => isAnomalous && appendTo(runs, i, positions));
  const sequences = sequencesIn(runs);
  const inOrder = scored.slice().sort((a, b) => a.start - b.start);
  const merged: ScoredRun[] = [];
  let part = 0;
  for (let s = 0; s < sequences.length; s += 2) {
    const [start, end] = [sequences[s], sequences[s + 1]];
    let score = -Infinity;
    for (; part < inOrder.length && inOrder[part].start <= end; part++) {
      if (inOrder[part].end >= start) {
        score = Math.max(score, inOrder[part].score);
      }
    }
    merged.push({ start, end, score });
  }
  return merged;
}

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
