import type { Grid } from '../grid/grid';
import type { SlotRun } from './labelMask';

/** Slots on either side of a run that say what was due in it: a window of the default size. */
const FLANK = 64;
/** The run is expected to go as at so many other places. */
const PLACES = 16;

interface Place {
  /** What the run's first slot is there. */
  readonly at: number;
  /** Sum of squared differences of the slots beside. */
  readonly distance: number;
}

/**
 * What a run of slots was due to be, told by the slots beside it alone: the median of the places where the series goes
 * most alike before and after. The reconstruction of a run is drawn from windows that are like the run itself, so it
 * already has some of what happened; here that has no say.
 *
 * @param values scaled, one a slot
 * @param excepted 1 for a slot where something happened: no example of what is due
 * @returns one a slot of the run; null where too little lies beside it, or no other place has as much
 */
export function contextForecast(
  values: Float64Array,
  { first, last }: SlotRun,
  { segments }: Pick<Grid, 'segments'>,
  excepted: Uint8Array
): Float64Array | null {
  const segment = segments.find(({ start, end }) => start <= first && last < end);
  const beside: number[] = [];
  for (let slot = first - FLANK; slot <= last + FLANK; slot++) {
    if ((slot < first || slot > last) && segment && slot >= segment.start && slot < segment.end && !excepted[slot]) {
      beside.push(slot - first);
    }
  }
  const length = last - first + 1;
  const nearest: Place[] = [];
  for (const { start, end } of beside.length >= FLANK / 2 ? segments : []) {
    const foremost = start - Math.min(0, beside[0]);
    const hindmost = end - 1 - Math.max(length - 1, beside[beside.length - 1]);
    for (let at = foremost; at <= hindmost; at++) {
      const happened = excepted.subarray(at, at + length).lastIndexOf(1);
      if (happened >= 0) {
        at += happened;
      } else if (Math.abs(at - first) >= length) {
        enter(nearest, { at, distance: distanceOf(values, first, at, beside, worstOf(nearest)) });
      }
    }
  }
  return nearest.length === 0 ? null : mediansAt(values, nearest, length);
}

function worstOf(nearest: readonly Place[]): number {
  return nearest.length < PLACES ? Infinity : nearest[PLACES - 1].distance;
}

/** Given up, with what it has come to, as soon as it is too great to count. */
function distanceOf(values: Float64Array, first: number, at: number, beside: readonly number[], most: number): number {
  let distance = 0;
  for (let k = 0; k < beside.length && distance < most; k++) {
    distance += (values[first + beside[k]] - values[at + beside[k]]) ** 2;
  }
  return distance;
}

/** Puts a place among the nearest, in order; of equals the earlier one stays. */
function enter(nearest: Place[], place: Place) {
  if (place.distance < worstOf(nearest)) {
    const behind = nearest.findIndex(({ distance }) => distance > place.distance);
    nearest.splice(behind < 0 ? nearest.length : behind, 0, place);
    nearest.length = Math.min(nearest.length, PLACES);
  }
}

function mediansAt(values: Float64Array, places: readonly Place[], length: number): Float64Array {
  const half = places.length / 2;
  return Float64Array.from({ length }, (_, i) => {
    const there = Float64Array.from(places, ({ at }) => values[at + i]).sort();
    return (there[Math.ceil(half) - 1] + there[Math.floor(half)]) / 2;
  });
}
