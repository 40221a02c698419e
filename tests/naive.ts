/**
 * The detector's fast routines once more, in the slowest and most obvious way: straight from the definition, with plain
 * arrays, sets and sorting. Property tests hold the fast ones against these (src/detector/*.test.ts).
 */

/** Sum of errors and of weights (1 − α)^distance from `at` in one direction, the point itself first. */
function weighted(errors: readonly number[], at: number, to: number, span: number): { sum: number; weight: number } {
  let [sum, weight, share] = [0, 0, 1];
  for (let i = at; i !== to; i += to > at ? 1 : -1) {
    if (!Number.isNaN(errors[i])) {
      sum += share * errors[i];
      weight += share;
    }
    share *= 1 - 2 / (span + 1);
  }
  return { sum, weight };
}

/** Exponentially weighted mean over the past, segment by segment. */
export function ewma(errors: readonly number[], segments: ReadonlyArray<[number, number]>, span: number): number[] {
  const smoothed = errors.map(() => NaN);
  for (const [start, end] of segments) {
    for (let i = start; i < end; i++) {
      const { sum, weight } = weighted(errors, i, start - 1, span);
      smoothed[i] = sum / weight;
    }
  }
  return smoothed;
}

/** Mean of past and future of observed points, each weighted with what it holds besides the point itself. */
export function twoSidedEwma(
  errors: readonly number[],
  segments: ReadonlyArray<[number, number]>,
  span: number
): number[] {
  const smoothed = errors.map(() => NaN);
  for (const [start, end] of segments) {
    for (let i = start; i < end; i++) {
      const past = weighted(errors, i, start - 1, span);
      const future = weighted(errors, i, end, span);
      const [behind, ahead] = [past.weight - 1, future.weight - 1];
      smoothed[i] =
        behind + ahead > 0
          ? ((behind * past.sum) / past.weight + (ahead * future.sum) / future.weight) / (behind + ahead)
          : errors[i];
    }
  }
  return smoothed;
}

/** Quantile by sorting, linear between neighbours. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.slice().sort((a, b) => a - b);
  const position = (sorted.length - 1) * share;
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

export function deviation(values: readonly number[]): number {
  const centre = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
}

/** All indices within `buffer` positions of an anomalous one. */
export function widenedIndices(anomalous: readonly number[], positions: readonly number[], buffer: number): number[] {
  const reached = new Set(anomalous.map((a) => positions[a]));
  for (const a of anomalous) {
    for (let away = 1; away <= buffer; away++) {
      reached.add(positions[a] - away);
      reached.add(positions[a] + away);
    }
  }
  return Array.from(positions.keys()).filter((i) => reached.has(positions[i]));
}

/** Groups of indices that follow each other, in the list and in position. */
export function groupsOf(indices: readonly number[], positions: readonly number[]): number[][] {
  const groups: number[][] = [];
  indices.forEach((index, k) => {
    const follows = k > 0 && index - indices[k - 1] === 1 && positions[index] - positions[index - 1] === 1;
    if (follows) {
      groups[groups.length - 1].push(index);
    } else {
      groups.push([index]);
    }
  });
  return groups;
}

export interface Candidate {
  z: number;
  epsilon: number;
  points: number;
  sequences: number;
  cost: number;
  admissible: boolean;
}

/** Every candidate epsilon, each from a fresh look at all errors. */
export function candidates(
  errors: readonly number[],
  positions: readonly number[],
  centre: number,
  spread: number,
  errorBuffer: number,
  maxSequences: number
): Candidate[] {
  return Array.from({ length: 19 }, (_, k) => {
    const z = 2.5 + 0.5 * k;
    const epsilon = centre + z * spread;
    const below = errors.filter((error) => error < epsilon);
    const over = Array.from(errors.keys()).filter((i) => errors[i] >= epsilon);
    const widened = widenedIndices(over, positions, errorBuffer - 1);
    const sequences = groupsOf(widened, positions).filter((group) => group.length > 1).length;
    const gain = (centre - mean(below)) / centre + (spread - deviation(below)) / spread;
    const cost = widened.length > 0 ? -gain / (sequences ** 2 + widened.length) : NaN;
    const admissible = !Number.isNaN(cost) && sequences <= maxSequences && widened.length < errors.length / 2;
    return { z, epsilon, points: widened.length, sequences, cost, admissible };
  });
}

/** The last of the best candidates; -1 for none. */
export function chooseCandidate(all: readonly Candidate[]): number {
  let best = -1;
  all.forEach((candidate, i) => {
    if (candidate.admissible && (best < 0 || candidate.cost <= all[best].cost)) {
      best = i;
    }
  });
  return best;
}

/** Greatest error that is neither in a group nor anomalous before. */
export function greatestNormal(
  errors: readonly number[],
  groups: readonly number[][],
  before: readonly number[]
): number {
  const taken = new Set(groups.flat());
  return Math.max(-Infinity, ...errors.filter((_, i) => !taken.has(i) && !before[i]));
}

/** Pruning as telemanom writes it down: walk the descending maxima, collect what is too close, forget all on a real step. */
export function keptSequences(
  errors: readonly number[],
  sequences: readonly number[][],
  normal: number,
  p: number
): boolean[] {
  const maxima = sequences.map((group) => Math.max(...group.map((i) => errors[i])));
  const descending = maxima.slice().sort((a, b) => b - a);
  descending.push(normal);
  let removed = new Set<number>();
  for (let i = 0; i + 1 < descending.length; i++) {
    if ((descending[i] - descending[i + 1]) / descending[i] < p) {
      maxima.forEach((maximum, s) => maximum === descending[i] && removed.add(s));
    } else {
      removed = new Set();
    }
  }
  return maxima.map((_, s) => !removed.has(s));
}

/** Mean over all windows that hold a slot. */
export function meanOfWindows(windows: readonly number[][], starts: readonly number[], slots: number): number[] {
  return Array.from({ length: slots }, (_, slot) => {
    const covering: number[] = [];
    windows.forEach((window, w) => {
      const place = slot - starts[w];
      if (place >= 0 && place < window.length) {
        covering.push(window[place]);
      }
    });
    return mean(covering);
  });
}

/**
 * The windows that one window recalls, by sorting: the nearest one of each block of time that shares no slot with it, nearest
 * block first; two of them, and more up to 1.5 times the distance of the second.
 */
export function recalledByOccasion(
  latents: readonly number[][],
  offsets: readonly number[],
  size: number,
  memory: readonly number[],
  window: number,
  neighbours: number
): { windows: number[]; rarity: number } {
  const share = (a: number, b: number) => Math.abs(offsets[a] - offsets[b]) < size;
  const byDistance = memory
    .filter((other) => !share(other, window))
    .map((other) => ({
      other,
      block: Math.floor(offsets[other] / size),
      distance: latents[other].reduce((sum, value, i) => sum + (value - latents[window][i]) ** 2, 0),
    }))
    .sort((a, b) => a.distance - b.distance || a.other - b.other);
  const nearestOfBlock = byDistance.filter(
    ({ block }, k) => byDistance.findIndex((candidate) => candidate.block === block) === k
  );
  const taken: typeof byDistance = [];
  for (const candidate of nearestOfBlock) {
    const isNear = taken.length < 2 || candidate.distance <= 1.5 ** 2 * taken[1].distance;
    if (taken.length < neighbours && isNear && !taken.some(({ other }) => share(other, candidate.other))) {
      taken.push(candidate);
    }
  }
  return { windows: taken.map(({ other }) => other), rarity: (taken[1] ?? taken[0])?.distance ?? 0 };
}

/** All stretches of maximal weight, straight from the recursive definition: the heaviest, then those left and right of it. */
export function maximalStretches(
  weights: readonly number[],
  first = 0
): Array<{ start: number; end: number; weight: number }> {
  let best = { start: 0, end: -1, weight: 0 };
  for (let start = 0; start < weights.length; start++) {
    let weight = 0;
    for (let end = start; end < weights.length; end++) {
      weight += weights[end];
      // Of equally heavy ones the shortest: one that neither begins nor ends in what weighs nothing.
      if (weight > best.weight || (weight === best.weight && end - start < best.end - best.start)) {
        best = { start, end, weight };
      }
    }
  }
  if (best.end < 0) {
    return [];
  }
  return [
    ...maximalStretches(weights.slice(0, best.start), first),
    { start: first + best.start, end: first + best.end, weight: best.weight },
    ...maximalStretches(weights.slice(best.end + 1), first + best.end + 1),
  ];
}

/** Splits an evenly spaced series at gaps longer than a window: [start, end) of each run of at least a window. */
export function segmentsOf(values: readonly number[], windowSize: number): Array<[number, number]> {
  const observed = Array.from(values.keys()).filter((i) => Number.isFinite(values[i]));
  const runs: Array<[number, number]> = [];
  for (const i of observed) {
    const last = runs[runs.length - 1];
    if (last && i - last[1] <= windowSize) {
      last[1] = i + 1;
    } else {
      runs.push([i, i + 1]);
    }
  }
  return runs.filter(([start, end]) => end - start >= windowSize);
}
