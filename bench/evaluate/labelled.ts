import type { Judge, LabelsAndMemory } from '../../headless/judge';
import { rememberedFor, learntMemory } from '../../src/detector/memory/learntMemory';
import { DEFAULT_DETECTOR_SETTINGS } from '../../src/detector/settings';
import type { Outcome } from '../../src/detector/detection';
import type { Series } from '../../src/detector/series';
import { countEvents } from './countEvents';
import { type PointRun, type LabelledSeries, overlap, pointsOf } from './labelledSeries';
import { type ItselfTally, tallyExcludedItself } from './excludedItself';
import { type ExcludedTally, tallyExcluded } from './excludedNear';
import { cropOf } from './lengths';
import { withRecurring, type Timing } from './recurring';
import { score, type Scored } from './score';

/** When the harmless thing comes. */
export const TIMINGS: readonly Timing[] = ['same hour', 'any hour'];
/** Points of a series that has just begun. */
export const YOUNG = 240;
/** A memory is learnt from at least so many times as many. */
const LEAST_REST = 2;

/** What marking one false alarm changed on one series. */
export interface FalseAlarmTally {
  /** Whether anything of what recurs was reported, so that there was something to mark. */
  readonly marked: boolean;
  /** Whether the series has no event of its own. */
  readonly clean: boolean;
  /** Recurrences that were reported besides the marked one, and how many of them still are. */
  readonly again: number;
  readonly still: number;
  readonly events: number;
  /** Events found, and reports of neither events nor recurrences, without the mark and with it. */
  readonly foundBefore: number;
  readonly foundAfter: number;
  readonly falseAlarmsBefore: number;
  readonly falseAlarmsAfter: number;
}

/** A series that has just begun, judged by itself and with what was learnt from the rest of it. */
export interface WarmTally {
  readonly alone: Scored;
  readonly warm: Scored;
}

export interface LabelledTally {
  /** One for each of {@link TIMINGS}; null where the series has no room. */
  readonly marks: ReadonlyArray<FalseAlarmTally | null>;
  /** Null where the series is too short to be parted. */
  readonly warm: WarmTally | null;
  /** One for each event that has room before it. */
  readonly excluded: readonly ExcludedTally[];
  /** One for each event and each report of one; some for a series without. */
  readonly leftOutItself: readonly ItselfTally[];
}

/** @param study the detector, with or without knowledge */
export async function tallyLabelled(
  series: LabelledSeries,
  seed: number,
  study: Judge['study']
): Promise<LabelledTally> {
  const ask = (one: Series, known?: LabelsAndMemory) => study(one, DEFAULT_DETECTOR_SETTINGS, known);
  const marks: Array<FalseAlarmTally | null> = [];
  for (const [t, timing] of TIMINGS.entries()) {
    marks.push(await tallyFalseAlarm(series, timing, TIMINGS.length * seed + t, ask));
  }
  return {
    marks,
    warm: await tallyWarm(series, ask),
    excluded: await tallyExcluded(series, seed, ask),
    leftOutItself: await tallyExcludedItself(series, seed, ask),
  };
}

type Ask = (series: Series, known?: LabelsAndMemory) => ReturnType<Judge['study']>;

/** What recurs is put in, the first report of it is marked, and all is judged again. */
async function tallyFalseAlarm(
  series: LabelledSeries,
  timing: Timing,
  seed: number,
  ask: Ask
): Promise<FalseAlarmTally | null> {
  const made = withRecurring(series, timing, seed);
  if (!made) {
    return null;
  }
  const { events, recurrences } = made;
  const before = reportedIn((await ask(made)).outcome, made);
  const marked = before.find((one) => recurrences.some((recurrence) => overlap(one, recurrence)));
  const falseAlarms = marked ? [{ from: made.times[marked.start], to: made.times[marked.end] }] : [];
  const after = marked
    ? reportedIn((await ask(made, { labels: { normal: [], excluded: [], falseAlarms } })).outcome, made)
    : before;
  const again = marked
    ? recurrences.filter((one) => !overlap(one, marked) && before.some((report) => overlap(report, one)))
    : [];
  const of = (reports: readonly PointRun[]) =>
    countEvents(
      events,
      reports.filter((one) => !recurrences.some((recurrence) => overlap(one, recurrence)))
    );
  return {
    marked: marked !== undefined,
    clean: events.length === 0,
    again: again.length,
    still: again.filter((one) => after.some((report) => overlap(report, one))).length,
    events: events.length,
    foundBefore: of(before).found,
    foundAfter: of(after).found,
    falseAlarmsBefore: of(before).falseAlarms,
    falseAlarmsAfter: of(after).falseAlarms,
  };
}

/** A few points around the event, with what was learnt from all others. */
async function tallyWarm(series: LabelledSeries, ask: Ask): Promise<WarmTally | null> {
  const young = series.values.length >= (1 + LEAST_REST) * YOUNG ? cropOf(series, YOUNG) : null;
  if (!young) {
    return null;
  }
  const from = series.times.indexOf(young.times[0]);
  const rest = series.values.map((value, i) => (i >= from && i < from + YOUNG ? NaN : value));
  const { learnt } = await ask({ times: series.times, values: rest });
  const fit = { sha256: '', windowSize: DEFAULT_DETECTOR_SETTINGS.windowSize };
  // By way of the document, so that what is measured is what is written down.
  const memory = learntMemory(learnt ? [{ name: series.id, learnt }] : [], fit);
  const known = { remembered: rememberedFor(memory, series.id) };
  return {
    alone: scoredOf(young, (await ask(young)).outcome),
    warm: scoredOf(young, (await ask(young, known)).outcome),
  };
}

function scoredOf(series: LabelledSeries, outcome: Outcome): Scored {
  const detection = outcome.status === 'detected' ? outcome.detection : null;
  return score(series, {
    scores: detection?.score ?? new Float64Array(series.values.length).fill(NaN),
    reported: pointsOf(series, detection?.sequences ?? []),
    changes: pointsOf(series, detection?.changePoints ?? []),
  });
}

const reportedIn = (outcome: Outcome, series: Series): PointRun[] =>
  outcome.status === 'detected' ? pointsOf(series, outcome.detection.sequences) : [];
