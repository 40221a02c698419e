import { drawFrom } from '../suite/draw';
import { countEvents } from './countEvents';
import type { PointRun, LabelledSeries } from './labelledSeries';
import { type Ask, reportedOf, reportedWithout, WINDOW } from './excludedRules';

/** Points of what is left out: one to three windows. */
const LENGTH: readonly [number, number] = [WINDOW, 3 * WINDOW];
/** Points between its end and an event. */
const BEFORE: readonly [number, number] = [5, 60];

/** What leaving something out shortly before an event changed. */
export interface ExcludedTally {
  /** The event is over before a window has passed since what was left out, so that all of it lies beside. */
  readonly isShort: boolean;
  /** Whether the event is found, and reports of no event at all: with nothing left out, then by each of `RULES`. */
  readonly found: readonly boolean[];
  readonly falseAlarms: readonly number[];
}

/** Something unrelated to leave out before an event: for each event that has room, no other event being in it. */
export function excludedBefore({ events, values }: LabelledSeries, seed: number): Array<readonly [PointRun, PointRun]> {
  const draw = drawFrom(seed);
  return events.flatMap((event) => {
    const end = event.start - draw.whole(...BEFORE) - 1;
    const start = end - draw.whole(...LENGTH) + 1;
    const isFree = events.every((other) => other.end < start || other.start > end);
    return start >= 0 && event.start < values.length && isFree ? [[{ start, end }, event] as const] : [];
  });
}

export async function tallyExcluded(series: LabelledSeries, seed: number, ask: Ask): Promise<ExcludedTally[]> {
  const places = excludedBefore(series, seed);
  const whole = places.length > 0 ? await reportedOf(series, ask) : [];
  const tallies: ExcludedTally[] = [];
  for (const [excluded, event] of places) {
    const ways = [whole, ...(await reportedWithout(series, [excluded], ask))];
    tallies.push({
      isShort: event.end <= excluded.end + WINDOW,
      found: ways.map((reported) => countEvents([event], reported).found === 1),
      falseAlarms: ways.map((reported) => countEvents(series.events, reported).falseAlarms),
    });
  }
  return tallies;
}
