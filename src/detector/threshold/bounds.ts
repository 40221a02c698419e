import { filtered, gather, mapped } from '../arithmetic/gather';
import type { Grid } from '../grid/grid';
import { quantiles } from '../arithmetic/quantile';
import type { ScoredRun } from './verdict';

/** A residual deviates where it is larger than this share of the residuals outside of all sequences. */
const ORDINARY_SHARE = 0.95;
/** One row speaks for at most so many ordinary residuals. */
const MOST_WEIGHT = 4;
/** A row whose residual is less than this share of the largest near it is ordinary: beside a great incident ordinary rows look large. */
const NEAR_SHARE = 0.1;
/** ...unless it is so many times what is ordinary. */
const NEAR_MOST = 2;
/** A further stretch belongs to an incident if it deviates to the same side and weighs at least this share of the heaviest... */
const LEAST_SHARE = 0.1;
/** ...or this share if it deviates to the other side, for beside an incident the reconstruction is dragged towards it. */
const LEAST_OPPOSITE_SHARE = 0.25;

/** Levels that residuals are held against move in steps. */
const STEPS_AN_OCTAVE = 3;

/** What the residuals of a series are held against. */
export interface Residuals {
  /** Scaled, one a slot; NaN where nothing was observed. */
  readonly signed: Float64Array;
  /** How large they usually are at each slot. */
  readonly usual: Float64Array;
  /** What 1 is in the series' own unit. */
  readonly unit?: number;
}

/**
 * Where what a sequence found begins and ends. The paper's sequences are those of the smoothed error, widened: they start
 * before the first row that deviates and end after the last. So within each one the rows are weighed by their own residual,
 * positive where it is larger than ordinary and negative where it is not, and the stretches of maximal weight are taken
 * (Ruzzo and Tompa 1999): a single ordinary row does not end an incident, a single odd one far from it does not lengthen it.
 *
 * @param sequences in order, disjoint; indices into `slots`
 * @param slots the observed slots
 * @param reach points by which the search looks beyond a sequence
 * @param within stretches with at most so many ordinary rows between them are one interval
 * @param exact sequences that are bounded already
 * @param silent 1 for slots where nothing may be reported, into which no search goes; of none that `sequences` hold
 * @returns one interval or more for each sequence
 */
export function tightBounds(
  sequences: readonly ScoredRun[],
  slots: Int32Array,
  { segments }: Grid,
  { signed, usual, unit = 1 }: Residuals,
  reach: number,
  within: number,
  exact: readonly ScoredRun[] = [],
  silent?: Uint8Array | null
): ScoredRun[] {
  if (sequences.length === 0) {
    return [];
  }
  const sizeAt = (slot: number) => Math.abs(signed[slot]);
  const inSequence = new Uint8Array(slots.length);
  sequences.forEach(({ start, end }) => inSequence.fill(1, start, end + 1));
  const outside = filtered(slots, (_, k) => inSequence[k] === 0);
  const calm = outside.length > 0 ? outside : slots;
  const [ordinary] = quantiles(mapped(calm, sizeAt), [ORDINARY_SHARE]);
  const [ordinaryUsual] = quantiles(gather(usual, calm), [ORDINARY_SHARE]);
  const segmentOf = (k: number) => segments.findIndex(({ end }) => slots[k] < end);
  const isOpen = (k: number, segment: number) => segmentOf(k) === segment && silent?.[slots[k]] !== 1;
  return sequences.flatMap((sequence, s) => {
    if (exact.includes(sequence)) {
      return [sequence];
    }
    // Rows between two sequences are those of the nearer one, so that no two intervals overlap.
    const before = s > 0 ? Math.floor((sequences[s - 1].end + sequence.start) / 2) + 1 : 0;
    const after = s + 1 < sequences.length ? Math.floor((sequence.end + sequences[s + 1].start) / 2) : slots.length - 1;
    let from = sequence.start;
    let to = sequence.end;
    const [first, last] = [segmentOf(from), segmentOf(to)];
    for (; from > Math.max(before, sequence.start - reach) && isOpen(from - 1, first); from--) {}
    for (; to < Math.min(after, sequence.end + reach) && isOpen(to + 1, last); to++) {}
    const greatestOf = (start: number, end: number) => {
      let greatest = 0;
      for (let k = start; k <= end; k++) {
        greatest = Math.max(greatest, sizeAt(slots[k]));
      }
      return greatest;
    };
    const greatestNear = (at: number) =>
      greatestOf(Math.max(sequence.start, Math.ceil(at - within)), Math.min(sequence.end, at + within));
    const weights = Float64Array.from({ length: to - from + 1 }, (_, i) => {
      const slot = slots[from + i];
      const expected = ordinary * (ordinaryUsual > 0 ? Math.max(1, usual[slot] / ordinaryUsual) : 1);
      const level = Math.max(expected, Math.min(NEAR_MOST * expected, NEAR_SHARE * greatestNear(from + i)));
      if (level === 0) {
        return sizeAt(slot) > 0 ? MOST_WEIGHT - 1 : -1;
      }
      return Math.min(MOST_WEIGHT, sizeAt(slot) / (inSteps(level * unit) / unit)) - 1;
    });
    const stretches = maximalStretches(weights).filter(
      ({ start, end }) => from + start <= sequence.end && from + end >= sequence.start
    );
    const greatestIn = ({ start, end }: Stretch) => greatestOf(from + start, from + end);
    const heaviest = stretches.reduce((most, one) => (one.weight > most.weight ? one : most), stretches[0]);
    const sideOf = ({ start, end }: Stretch) =>
      Math.sign(slots.subarray(from + start, from + end + 1).reduce((sum, slot) => sum + signed[slot], 0));
    const kept = stretches.filter((one) => {
      const least = sideOf(one) === sideOf(heaviest) ? LEAST_SHARE : LEAST_OPPOSITE_SHARE;
      return one.weight >= least * heaviest.weight || greatestIn(one) > greatestIn(heaviest);
    });
    if (kept.length === 0) {
      // What is left beside marked rows may be no more than what the smoothing carried there.
      return silent ? [] : [sequence];
    }
    const parts: ScoredRun[] = [];
    for (const { start, end } of kept) {
      const last = parts[parts.length - 1];
      if (last && from + start - last.end - 1 <= within) {
        parts[parts.length - 1] = { ...last, end: from + end };
      } else {
        parts.push({ start: from + start, end: from + end, score: sequence.score });
      }
    }
    return parts;
  });
}

/** Up to the next of some steps an octave in the series' own unit, so that a new row that changes the noise a little moves no bound. */
function inSteps(level: number): number {
  return 2 ** (Math.ceil(STEPS_AN_OCTAVE * Math.log2(level)) / STEPS_AN_OCTAVE);
}

interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly weight: number;
}

/**
 * All maximal scoring subsequences, in order (Ruzzo and Tompa, *A Linear Time Algorithm for Finding All Maximal Scoring
 * Subsequences*, ISMB 1999).
 */
export function maximalStretches(weights: Float64Array): Stretch[] {
  // Cumulative weight before each candidate (left) and up to and with its end (right).
  const found: Array<{ start: number; end: number; left: number; right: number }> = [];
  let sum = 0;
  for (let i = 0; i < weights.length; i++) {
    const left = sum;
    sum += weights[i];
    if (weights[i] <= 0) {
      continue;
    }
    let candidate = { start: i, end: i, left, right: sum };
    for (;;) {
      let j = found.length - 1;
      while (j >= 0 && found[j].left >= candidate.left) {
        j--;
      }
      if (j < 0 || found[j].right >= candidate.right) {
        break;
      }
      candidate = { start: found[j].start, end: candidate.end, left: found[j].left, right: candidate.right };
      found.length = j;
    }
    found.push(candidate);
  }
  return found.map(({ start, end, left, right }) => ({ start, end, weight: right - left }));
}
