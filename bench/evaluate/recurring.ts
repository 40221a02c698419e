import { drawFrom, type Draw } from '../suite/draw';
import { findScale } from '../../src/detector/grid/scale';
import type { PointRun, LabelledSeries } from './labelledSeries';
import { periodOf } from './period';
import { bridged } from './points';

/** A labelled series into which something harmless was put that comes again and again: a nightly backup, a batch job. */
export interface RecurringSeries extends LabelledSeries {
  /** Where it comes, in order, disjoint; apart from each other and from every event. */
  readonly recurrences: readonly PointRun[];
}

/** When it comes: always at the same hour of the series' own rhythm, or whenever it likes. */
export type Timing = 'same hour' | 'any hour';

/** Points between two of them, about. */
const EVERY = 320;
/** Points that lie between one and an event at least. */
const APART = 80;
/** How much one differs in height from another. */
const VARIATION = 0.1;

/** One point of a shape of unit height, at a share of its width from 0 to 1. */
type Form = (at: number) => number;

const FORMS: readonly Form[] = [
  // A hump, as a backup's load.
  (at) => Math.sin(Math.PI * at) ** 2,
  // A block with steep flanks, as a job that needs all there is.
  () => 1,
  // Up at once, down slowly, as a queue that is filled and worked off.
  (at) => 1 - at,
  // Two humps.
  (at) => Math.abs(Math.sin(2 * Math.PI * at)),
];

/**
 * @param seed the same seed, the same shape at the same places
 * @returns null where the series is too short for two of them, or has no spread
 */
export function withRecurring(series: LabelledSeries, timing: Timing, seed: number): RecurringSeries | null {
  const draw = drawFrom(seed);
  const measured = bridged(series.values);
  const scale = findScale(measured);
  const form = draw.pick(FORMS);
  const width = draw.whole(12, 36);
  const height = draw.between(1.2, 2.4) * (draw.whole(0, 2) === 0 ? -1 : 1);
  const period = periodOf(measured);
  const every = timing === 'same hour' ? period * Math.max(1, Math.round(EVERY / period)) : EVERY;
  const recurrences = placesFor(series, timing, every, width, draw);
  if (scale === null || recurrences.length < 2) {
    return null;
  }
  const values = series.values.slice();
  for (const { start, end } of recurrences) {
    const factor = height * scale.halfRange * (1 + VARIATION * draw.normal());
    for (let i = start; i <= end; i++) {
      values[i] += factor * form((i - start + 0.5) / (end - start + 1));
    }
  }
  return { ...series, values, recurrences };
}

function placesFor(
  { values, events }: LabelledSeries,
  timing: Timing,
  every: number,
  width: number,
  draw: Draw
): PointRun[] {
  const first = draw.whole(APART, Math.max(APART, Math.min(every, values.length / 4)));
  const places: PointRun[] = [];
  for (let at = first; at + width + APART / 2 < values.length; at += every) {
    const start = at + (timing === 'any hour' ? draw.whole(-every / 8, every / 8) : draw.whole(-1, 1));
    const end = start + width - 1;
    if (start >= 0 && events.every((event) => start > event.end + APART || end < event.start - APART)) {
      places.push({ start, end });
    }
  }
  return places;
}
