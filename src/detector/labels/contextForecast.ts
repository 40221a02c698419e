import type { Grid } from '../grid/grid';
import type { Run } from '../grid/slot';

/** Slots to each side of a run that the forecast is made from: a window of the default size. */
const FLANK = 64;
/** Most places whose median is the forecast. */
const PLACES = 16;

/** A place where the series resembles the context of a run. */
interface Place {
  /** The slot that the run's first slot is compared with. */
  readonly at: number;
  /** Sum of squared differences of the context's slots. */
  readonly distance: number;
}

/**
 * Forecasts a run from its context alone: the median of the places where the series is most similar before and after. The
 * reconstruction comes from windows similar to the run itself, so it already shows part of the event. This forecast does
 * not.
 *
 * @param values scaled, one per slot
 * @param excepted 1 for a slot of an event, which is no example
 * @returns one value per slot of the run; null if its context is too short, or no other place has as much
 */
export function contextForecast(
  values: Float64Array,
  { first, last }: Run,
  { segments }: Pick<Grid, 'segments'>,
  excepted: Uint8Array
): Float64Array | null {
  const segment = segments.find(({ start, end }) => start <= first && last < end);
  const context: number[] = [];
  for (let slot = first - FLANK; slot <= last + FLANK; slot++) {
    if ((slot < first || slot > last) && segment && slot >= segment.start && slot < segment.end && !excepted[slot]) {
      context.push(slot - first);
    }
  }
  const length = last - first + 1;
  const nearest: Place[] = [];
  for (const { start, end } of context.length >= FLANK / 2 ? segments : []) {
    const earliest = start - Math.min(0, context[0]);
    const latest = end - 1 - Math.max(length - 1, context[context.length - 1]);
    for (let at = earliest; at <= latest; at++) {
      const lastEvent = excepted.subarray(at, at + length).lastIndexOf(1);
      if (lastEvent >= 0) {
        at += lastEvent;
      } else if (Math.abs(at - first) >= length) {
        enter(nearest, { at, distance: distanceOf(values, first, at, context, worstOf(nearest)) });
      }
    }
  }
  return nearest.length === 0 ? null : mediansAt(values, nearest, length);
}

function worstOf(nearest: readonly Place[]): number {
  return nearest.length < PLACES ? Infinity : nearest[PLACES - 1].distance;
}

/** The sum stops once it reaches `most`. */
function distanceOf(values: Float64Array, first: number, at: number, context: readonly number[], most: number): number {
  let distance = 0;
  for (let k = 0; k < context.length && distance < most; k++) {
    distance += (values[first + context[k]] - values[at + context[k]]) ** 2;
  }
  return distance;
}

/** Enters a place among the nearest, in order. Of equally near ones the earlier stays. */
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
