import { mapped } from '../arithmetic/gather';
import type { Grid } from '../grid/grid';
import { lowerMedian } from '../arithmetic/quantile';
import { boundIntervals } from '../threshold/intervals';
import type { JudgedResiduals } from '../threshold/threshold';
import type { ScoredRun } from '../threshold/verdict';
import type { Reconstruction } from './reconstruct';

/** With so many occurrences, evenly apart, it is a habit: what came twice is none. */
const LEAST_OCCURRENCES = 3;
/** Another moment is alike where what it differs by has at most this share of the power of what was not expected. */
const MOST_DIFFERENT = 0.25;
/** ...beside the noise of both, and half as much again. */
const NOISE_SHARE = 3;
/** Median absolute value of standard normal noise. */
const NORMAL_MEDIAN = 0.6745;
/** Slots beside an occurrence that must be alike too, as a share of a window. */
const MARGIN_SHARE = 1 / 8;
/** Distances between occurrences are whole multiples of the least one, to this share of it... */
const UNEVENNESS = 0.06;
/** ...and of at most so many times: one may be missing. */
const MOST_TIMES = 2;

/** Occurrences may go so far beyond each other, as a share of what they spread. */
const LEEWAY = 0.25;

/** Slots, both included, and what is usual there. */
export interface Recurrence {
  readonly first: number;
  readonly expected: Float64Array;
}

/**
 * Judges a reconstruction and, if something in it comes again, puts what is usual there into the reconstruction and judges
 * once more. Nothing is kept of the first verdict: two take too much memory for a long series.
 *
 * @param judge of the reconstruction as it is
 * @param values scaled, one a slot
 */
export function judgeWithRecurrences(
  judge: () => JudgedResiduals,
  reconstruction: Reconstruction,
  grid: Grid,
  values: Float64Array,
  size: number
): { judged: JudgedResiduals; recurring: readonly Recurrence[] } {
  const first = judgeOnce(judge, reconstruction, grid, values, size);
  for (const { first: slot, expected } of first.recurring) {
    reconstruction.values.set(expected, slot);
    reconstruction.unweighted.set(expected, slot);
  }
  return { judged: first.judged ?? judge(), recurring: first.recurring };
}

/** The verdict, or what comes again and changes it. */
function judgeOnce(
  judge: () => JudgedResiduals,
  reconstruction: Reconstruction,
  grid: Grid,
  values: Float64Array,
  size: number
): { judged: JudgedResiduals | null; recurring: readonly Recurrence[] } {
  const judged = judge();
  const sequences = boundIntervals(judged.verdict.sequences, judged, grid, size);
  const recurring = recurrences(sequences, judged.slots, grid, values, reconstruction.values, size);
  return { judged: recurring.length === 0 ? judged : null, recurring };
}

/** Whether a run shares a slot with a recurrence. */
export function isOver({ start, end }: ScoredRun, { first, expected }: Recurrence, slots: Int32Array): boolean {
  return slots[start] < first + expected.length && first <= slots[end];
}

/**
 * What comes seldom but comes again: a weekly backup, a nightly job. The network recalls whole windows, and few rows of a
 * window that is otherwise noise do not decide which. So each sequence is looked for in the rest of the series by its own
 * rows; where it came at least three times, evenly apart, each occurrence is expected to be as the others were.
 *
 * @param sequences bounded tightly
 * @param values scaled, one a slot
 * @param expected reconstruction, one a slot
 * @returns for each occurrence its own values, kept within what the others showed
 */
export function recurrences(
  sequences: readonly ScoredRun[],
  slots: Int32Array,
  { segments }: Grid,
  values: Float64Array,
  expected: Float64Array,
  size: number
): Recurrence[] {
  const margin = Math.max(1, Math.floor(size * MARGIN_SHARE));
  const noise = (lowerMedian(mapped(slots, (slot) => Math.abs(values[slot] - expected[slot]))) / NORMAL_MEDIAN) ** 2;
  const found: Recurrence[] = [];
  const covered = new Uint8Array(values.length);
  for (const sequence of sequences) {
    const [from, to] = [slots[sequence.start], slots[sequence.end]];
    const segment = segments.find(({ end }) => from < end);
    if (!segment || to - from >= size || covered[from] === 1) {
      continue;
    }
    const first = Math.max(segment.start, from - margin);
    const length = Math.min(segment.end - 1, to + margin) - first + 1;
    let power = 0;
    for (let slot = from; slot <= to; slot++) {
      power += (values[slot] - expected[slot]) ** 2;
    }
    const places = likePlaces(values, segments, first, length, MOST_DIFFERENT * power + NOISE_SHARE * noise * length);
    if (places.length < LEAST_OCCURRENCES || !areEven(places.map((place) => placeInTime(place, segments)))) {
      continue;
    }
    for (const place of places) {
      const others = places.filter((other) => other !== place);
      found.push({ first: place, expected: withinOthers(values, place, others, length) });
      covered.fill(1, place, place + length);
    }
  }
  return found;
}

/** What lies nearest to the values among all that the other occurrences showed, a slot earlier or later too. */
function withinOthers(values: Float64Array, place: number, others: readonly number[], length: number): Float64Array {
  return Float64Array.from({ length }, (_, i) => {
    let low = Infinity;
    let high = -Infinity;
    for (const other of others) {
      for (let at = Math.max(0, other + i - 1); at <= Math.min(values.length - 1, other + i + 1); at++) {
        low = Math.min(low, values[at]);
        high = Math.max(high, values[at]);
      }
    }
    const leeway = LEEWAY * (high - low);
    return Math.max(low - leeway, Math.min(high + leeway, values[place + i]));
  });
}

/** Steps from the epoch. */
function placeInTime(slot: number, segments: Grid['segments']): number {
  const segment = segments.find(({ end }) => slot < end);
  return segment ? segment.offset + slot - segment.start : slot;
}

/** First slots of stretches like that one, itself among them, in order and disjoint: of those that overlap the most alike. */
function likePlaces(
  values: Float64Array,
  segments: Grid['segments'],
  first: number,
  length: number,
  most: number
): number[] {
  const places: Array<{ place: number; difference: number }> = [];
  for (const { start, end } of segments) {
    for (let place = start; place + length <= end; place++) {
      let difference = 0;
      for (let i = 0; i < length && difference <= most; i++) {
        difference += (values[place + i] - values[first + i]) ** 2;
      }
      if (difference <= most) {
        const last = places[places.length - 1];
        if (last && place - last.place < length) {
          if (difference < last.difference) {
            places[places.length - 1] = { place, difference };
          }
        } else {
          places.push({ place, difference });
        }
      }
    }
  }
  return places.map(({ place }) => place);
}

function areEven(times: readonly number[]): boolean {
  const apart = times.slice(1).map((time, i) => time - times[i]);
  const least = Math.min(...apart);
  return apart.every((distance) => {
    const times = Math.round(distance / least);
    return times <= MOST_TIMES && Math.abs(distance - times * least) <= UNEVENNESS * least * times;
  });
}
