import { filtered, gather, mapped } from '../arithmetic/gather';
import { quantiles } from '../arithmetic/statistics';
import type { Grid } from '../grid/grid';
import { rankOf, segmentOf, type Rank, type Segment, type Sequence, type Slots } from '../grid/slot';
import type { Residuals } from './countedErrors';
import type { ScoredRun } from './runs';
import type { JudgedResiduals } from './threshold';

/** The search for bounds looks this share of a window beyond a sequence. */
const SEARCHED_BEYOND = 0.5;
/** Stretches of one sequence with at most this share of a window between them are one interval. */
const MERGED_WITHIN = 0.25;

/**
 * Gives sequences the bounds of their incidents. Flatlines keep their own.
 *
 * @param unreportable 1 for a slot at which nothing may be reported; no sequence holds one
 */
export function boundIntervals(
  sequences: readonly Sequence[],
  { slots, residuals, verdict }: Pick<JudgedResiduals, 'slots' | 'residuals' | 'verdict'>,
  grid: Grid,
  windowSize: number,
  unreportable?: Uint8Array | null
): Sequence[] {
  // Bounds are counted in observed slots.
  const ranked = new Map(
    sequences.map((sequence) => {
      const { first, last, score } = sequence;
      return [{ start: rankOf(slots, first), end: rankOf(slots, last), score }, sequence];
    })
  );
  const bounded = tightBounds([...ranked.keys()], slots, grid, residuals, {
    reach: SEARCHED_BEYOND * windowSize,
    within: MERGED_WITHIN * windowSize,
    exact: [...ranked.keys()].filter((one) => verdict.flatlines?.some((flat) => flat === ranked.get(one))),
    unreportable,
  });
  return bounded.map((run) => ranked.get(run) ?? { first: slots[run.start], last: slots[run.end], score: run.score });
}

/** A residual deviates if it is larger than this share of the residuals outside of all sequences. */
const ORDINARY_SHARE = 0.95;
/** One row weighs at most as much as this many ordinary residuals. */
const MOST_WEIGHT = 4;
/** A row is ordinary if its residual is less than this share of the largest one near it... */
const NEAR_SHARE = 0.1;
/** ...unless it is this many times the ordinary residual. */
const NEAR_MOST = 2;
/** A further stretch belongs to an incident if it has the same sign and at least this share of the heaviest one's weight... */
const LEAST_SHARE = 0.1;
/** ...or this share if it has the other sign, because an incident drags the reconstruction towards it. */
const LEAST_OPPOSITE_SHARE = 0.25;

/** Levels that residuals are compared with are rounded to this many steps per octave. */
const STEPS_PER_OCTAVE = 3;

/** How far bounds are searched for. */
export interface BoundsSearch {
  /** Slots by which the search looks beyond a sequence. */
  readonly reach: number;
  /** Stretches with at most this many slots between them are one interval. */
  readonly within: number;
  /** Sequences whose bounds are final. */
  readonly exact?: readonly ScoredRun[];
  /** 1 for a slot at which nothing may be reported. No search enters one, and no sequence holds one. */
  readonly unreportable?: Uint8Array | null;
}

/**
 * Finds where the incident in each sequence begins and ends. The paper's sequences are those of the smoothed error, dilated:
 * they begin before the first row that deviates and end after the last.
 *
 * Within a sequence each row has a weight, positive if its residual is larger than ordinary and negative if not. The
 * stretches of maximal weight are taken (Ruzzo and Tompa 1999). A single ordinary row does not end an incident, and a
 * single odd row far from an incident does not lengthen it.
 *
 * @param sequences in order, disjoint; ranks
 * @returns one interval or more for each sequence
 */
export function tightBounds(
  sequences: readonly ScoredRun[],
  slots: Slots,
  { segments }: Grid,
  residuals: Residuals,
  { reach, within, exact = [], unreportable }: BoundsSearch
): ScoredRun[] {
  if (sequences.length === 0) {
    return [];
  }
  const { signed } = residuals;
  const expectedAt = expectedMagnitudes(sequences, slots, residuals);
  const isOpen = (k: Rank, { start, end }: Segment) =>
    slots[k] >= start && slots[k] < end && unreportable?.[slots[k]] !== 1;
  return sequences.flatMap((sequence, s) => {
    if (exact.includes(sequence)) {
      return [sequence];
    }
    // A row between two sequences belongs to the nearer one, so that no two intervals overlap.
    const before = s > 0 ? Math.floor((sequences[s - 1].end + sequence.start) / 2) + 1 : 0;
    const after = s + 1 < sequences.length ? Math.floor((sequence.end + sequences[s + 1].start) / 2) : slots.length - 1;
    let from = sequence.start;
    let to = sequence.end;
    const [first, last] = [segmentOf(segments, slots[from]), segmentOf(segments, slots[to])];
    for (; from > Math.max(before, sequence.start - reach) && isOpen(from - 1, first); from--) {}
    for (; to < Math.min(after, sequence.end + reach) && isOpen(to + 1, last); to++) {}

    const greatestNear = (k: number) =>
      greatestMagnitude(
        signed,
        slots,
        Math.max(sequence.start, Math.ceil(k - within)),
        Math.min(sequence.end, k + within)
      );
    const weights = Float64Array.from({ length: to - from + 1 }, (_, i) =>
      weightOf(Math.abs(signed[slots[from + i]]), expectedAt(slots[from + i]), greatestNear(from + i), residuals.unit)
    );
    const stretches = maximalStretches(weights)
      .map(({ start, end, weight }) => ({ start: from + start, end: from + end, weight }))
      .filter(({ start, end }) => start <= sequence.end && end >= sequence.start);
    const kept = ofOneIncident(stretches, slots, signed);
    if (kept.length === 0) {
      // Beside labelled rows, the rest of a sequence may be only what the smoothing carried over.
      return unreportable ? [] : [sequence];
    }
    return intervalsOf(kept, within, sequence.score);
  });
}

/** The residual that is expected at a slot: ordinary outside of all sequences, and larger if it usually is. */
function expectedMagnitudes(
  sequences: readonly ScoredRun[],
  slots: Slots,
  { signed, usual }: Residuals
): (slot: number) => number {
  const inSequence = new Uint8Array(slots.length);
  sequences.forEach(({ start, end }) => inSequence.fill(1, start, end + 1));
  const outside = filtered(slots, (_, k) => inSequence[k] === 0);
  const calm = outside.length > 0 ? outside : slots;
  const [ordinary] = quantiles(
    mapped(calm, (slot) => Math.abs(signed[slot])),
    [ORDINARY_SHARE]
  );
  const [ordinaryUsual] = quantiles(gather(usual, calm), [ORDINARY_SHARE]);
  return (slot) => ordinary * (ordinaryUsual > 0 ? Math.max(1, usual[slot] / ordinaryUsual) : 1);
}

/** Greatest absolute residual of the observed slots from `start` to `end`, both included. */
function greatestMagnitude(signed: Float64Array, slots: Slots, start: number, end: number): number {
  let greatest = 0;
  for (let k = start; k <= end; k++) {
    greatest = Math.max(greatest, Math.abs(signed[slots[k]]));
  }
  return greatest;
}

/** The weight of one row: its residual over the level that it must pass, less 1. Beside a great residual the level is higher. */
function weightOf(magnitude: number, expected: number, greatestNear: number, unit = 1): number {
  const level = Math.max(expected, Math.min(NEAR_MOST * expected, NEAR_SHARE * greatestNear));
  if (level === 0) {
    return magnitude > 0 ? MOST_WEIGHT - 1 : -1;
  }
  return Math.min(MOST_WEIGHT, magnitude / (roundedUp(level * unit) / unit)) - 1;
}

/** Rounds up to a step in the series' own unit, so that a new row that changes the noise a little moves no bound. */
function roundedUp(level: number): number {
  return 2 ** (Math.ceil(STEPS_PER_OCTAVE * Math.log2(level)) / STEPS_PER_OCTAVE);
}

/** The stretches that weigh enough beside the heaviest one, or that hold a greater residual. */
function ofOneIncident(stretches: readonly Stretch[], slots: Slots, signed: Float64Array): Stretch[] {
  const greatestIn = ({ start, end }: Stretch) => greatestMagnitude(signed, slots, start, end);
  const signOf = ({ start, end }: Stretch) =>
    Math.sign(slots.subarray(start, end + 1).reduce((sum, slot) => sum + signed[slot], 0));
  const heaviest = stretches.reduce((most, one) => (one.weight > most.weight ? one : most), stretches[0]);
  return stretches.filter((one) => {
    const least = signOf(one) === signOf(heaviest) ? LEAST_SHARE : LEAST_OPPOSITE_SHARE;
    return one.weight >= least * heaviest.weight || greatestIn(one) > greatestIn(heaviest);
  });
}

function intervalsOf(stretches: readonly Stretch[], within: number, score: number): ScoredRun[] {
  const intervals: ScoredRun[] = [];
  for (const { start, end } of stretches) {
    const last = intervals[intervals.length - 1];
    if (last && start - last.end - 1 <= within) {
      intervals[intervals.length - 1] = { ...last, end };
    } else {
      intervals.push({ start, end, score });
    }
  }
  return intervals;
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
  // Cumulative weight before each candidate (left) and up to its end (right).
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
