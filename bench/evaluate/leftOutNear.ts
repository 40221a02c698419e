import type { Known, Studied } from '../../headless/judge';
import { partSeams } from '../../src/detector/changePoints';
import { detectionOf, type Findings } from '../../src/detector/places';
import { quiet } from '../../src/detector/quieting';
import type { Series } from '../../src/detector/series';
import { DEFAULT_DETECTOR_SETTINGS } from '../../src/detector/settings';
import { drawFrom } from '../suite/draw';
import { countEvents } from './countEvents';
import type { Interval, LabelledSeries } from './labelledSeries';

const WINDOW = DEFAULT_DETECTOR_SETTINGS.windowSize;
/** Points of what is left out: one to three windows. */
const LENGTH: readonly [number, number] = [WINDOW, 3 * WINDOW];
/** Points between its end and an event. */
const BEFORE: readonly [number, number] = [5, 60];

/** How a series is judged: as it is, with something left out, and the same but for the rule about what lies beside. */
export const WAYS = ['whole', 'withoutRule', 'withRule'] as const;

/** What leaving something out shortly before an event changed. */
export interface LeftOutTally {
  /** The event is over before a window has passed since what was left out, so that all of it lies beside. */
  readonly isShort: boolean;
  /** Whether the event is found, and reports of no event at all, each in all {@link WAYS}. */
  readonly found: readonly boolean[];
  readonly falseAlarms: readonly number[];
}

/** Something unrelated to leave out before an event: for each event that has room, no other event being in it. */
export function leftOutBefore({ events, values }: LabelledSeries, seed: number): Array<readonly [Interval, Interval]> {
  const draw = drawFrom(seed);
  return events.flatMap((event) => {
    const end = event.start - draw.whole(...BEFORE) - 1;
    const start = end - draw.whole(...LENGTH) + 1;
    const isFree = events.every((other) => other.end < start || other.start > end);
    return start >= 0 && event.start < values.length && isFree ? [[{ start, end }, event] as const] : [];
  });
}

/** @param ask the detector, with or without marks */
export async function tallyLeftOut(
  series: LabelledSeries,
  seed: number,
  ask: (series: Series, known?: Known) => Promise<Pick<Studied, 'findings'>>
): Promise<LeftOutTally[]> {
  const places = leftOutBefore(series, seed);
  const whole = places.length > 0 ? reportedIn((await ask(series)).findings) : [];
  const tallies: LeftOutTally[] = [];
  for (const [{ start, end }, event] of places) {
    const leftOut = [{ from: series.times[start], to: series.times[end] }];
    const { findings } = await ask(series, { teaching: { normal: [], falseAlarms: [], leftOut } });
    const ways = [whole, reportedIn(findings && withoutRule(findings)), reportedIn(findings)];
    tallies.push({
      isShort: event.end <= end + WINDOW,
      found: ways.map((reported) => countEvents([event], reported).found === 1),
      falseAlarms: ways.map((reported) => countEvents(series.events, reported).falseAlarms),
    });
  }
  return tallies;
}

/** The same findings, as if what passes the threshold beside what was left out alone were reported like all else. */
function withoutRule(findings: Findings): Findings {
  const { judged, grid, values, reconstruction, layout, lessons } = findings;
  if (!lessons) {
    return findings;
  }
  const ruleless = { ...lessons, besideLeftOut: lessons.besideLeftOut.map(() => 0) };
  const { sequences, quieted } = quiet(judged, ruleless, grid, values, reconstruction.values);
  const latents = { values: reconstruction.latents, size: reconstruction.latents.length / layout.starts.length };
  return { ...findings, ...partSeams(sequences, judged.slots, layout, latents), quieted };
}

function reportedIn(findings: Findings | null): readonly Interval[] {
  return findings ? detectionOf(findings).sequences : [];
}
