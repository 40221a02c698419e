import { mapped } from '../arithmetic/gather';
import { noiseVariance } from '../arithmetic/statistics';
import type { Grid } from '../grid/grid';
import { overlaps, segmentOf, type Run, type Slot, type Slots } from '../grid/slot';
import { boundIntervals } from '../threshold/bounds';
import type { JudgedResiduals } from '../threshold/threshold';
import type { Reconstruction } from './reconstruct';

/** Least occurrences, evenly apart, of a recurring event. */
const LEAST_OCCURRENCES = 3;
/** A stretch matches an event if the squared differences are at most this share of the event's squared residuals... */
const MOST_DIFFERENT = 0.25;
/** ...plus this multiple of the noise variance: the noise of both, and half as much again. */
const NOISE_SHARE = 3;
/** Slots to each side of an occurrence that must match too, as a share of a window. */
const MARGIN_SHARE = 1 / 8;
/** Distances between occurrences are whole multiples of the least one, except for this share... */
const UNEVENNESS = 0.06;
/** ...up to this multiple: one occurrence may be missing. */
const MOST_TIMES = 2;

/** An occurrence may exceed the range of the others by this share of it. */
const LEEWAY = 0.25;

/** One occurrence of a recurring event, and the values that are expected there. */
interface Recurrence extends Run {
  /** Scaled values, one per slot of the run. */
  readonly expected: Float64Array;
}

/**
 * Judges a reconstruction. If an event recurs, its expected values take the place of the reconstructed ones, and the residuals
 * are judged again.
 *
 * @param judge judges the residuals of a reconstruction
 * @param values scaled, one per slot
 */
export function judgeWithRecurrences(
  judge: (reconstruction: Reconstruction) => JudgedResiduals,
  reconstruction: Reconstruction,
  grid: Grid,
  values: Float64Array,
  windowSize: number
): { reconstruction: Reconstruction; judged: JudgedResiduals } {
  let judged: JudgedResiduals | null = judge(reconstruction);
  const sequences = boundIntervals(judged.verdict.sequences, judged, grid, windowSize);
  const recurring = recurrences(sequences, judged.slots, grid, values, reconstruction.values, windowSize);
  if (recurring.length === 0) {
    return { reconstruction, judged };
  }
  // Two verdicts at a time take too much memory.
  judged = null;
  const expected = withExpected(reconstruction, recurring);
  const again = judge(expected);
  const boundaries = again.boundaries.filter((run) => !recurring.some((one) => overlaps(run, one)));
  return { reconstruction: expected, judged: { ...again, boundaries } };
}

function withExpected(reconstruction: Reconstruction, recurring: readonly Recurrence[]): Reconstruction {
  const [values, unweighted] = [reconstruction.values.slice(), reconstruction.unweighted.slice()];
  for (const { first, expected } of recurring) {
    values.set(expected, first);
    unweighted.set(expected, first);
  }
  return { ...reconstruction, values, unweighted };
}

/**
 * Finds rare events that recur, such as a weekly backup or a nightly job. The network recalls whole windows, and a few rows
 * of a window that is otherwise noise do not decide which. Each sequence is therefore searched for in the series by its own
 * rows. If it occurred at least three times, evenly apart, each occurrence is expected to resemble the others.
 *
 * @param sequences with tight bounds
 * @param slots the observed slots, ascending
 * @param values scaled, one per slot
 * @param expected reconstruction, one per slot
 * @param size slots of a window
 * @returns for each occurrence its own values, limited to the range of the others
 */
export function recurrences(
  sequences: readonly Run[],
  slots: Slots,
  { segments }: Grid,
  values: Float64Array,
  expected: Float64Array,
  size: number
): Recurrence[] {
  const margin = Math.max(1, Math.floor(size * MARGIN_SHARE));
  const noise = noiseVariance(mapped(slots, (slot) => values[slot] - expected[slot]));
  const found: Recurrence[] = [];
  const covered = new Uint8Array(values.length);
  for (const sequence of sequences) {
    if (sequence.last - sequence.first >= size || covered[sequence.first] === 1) {
      continue;
    }
    const segment = segmentOf(segments, sequence.first);
    const first = Math.max(segment.start, sequence.first - margin);
    const length = Math.min(segment.end - 1, sequence.last + margin) - first + 1;
    let power = 0;
    for (let slot = sequence.first; slot <= sequence.last; slot++) {
      power += (values[slot] - expected[slot]) ** 2;
    }
    const places = matchingPlaces(
      values,
      segments,
      first,
      length,
      MOST_DIFFERENT * power + NOISE_SHARE * noise * length
    );
    if (places.length < LEAST_OCCURRENCES || !areEven(places.map((place) => stepsFromEpoch(place, segments)))) {
      continue;
    }
    for (const place of places) {
      const others = places.filter((other) => other !== place);
      found.push({ first: place, last: place + length - 1, expected: withinOthers(values, place, others, length) });
      covered.fill(1, place, place + length);
    }
  }
  return found;
}

/** The values of one occurrence, limited to the range of the others up to a slot earlier or later. */
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

function stepsFromEpoch(slot: Slot, segments: Grid['segments']): number {
  const { start, offset } = segmentOf(segments, slot);
  return offset + slot - start;
}

/** First slots of the stretches that match the given one, itself included, in order. Of overlapping ones, the best match. */
function matchingPlaces(
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
