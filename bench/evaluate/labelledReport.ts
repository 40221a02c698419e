import { join } from 'node:path';
import { answerAll } from '../../headless/pool';
import type { Opening } from './heats';
import type { EvaluationSet, LabelledSeries } from './labelledSeries';
import type { ExcludedReport } from './excludedReport';
import { summarise, type Summary } from './summary';
import { markdownTable } from './table';
import { type FalseAlarmTally, type LabelledTally, TIMINGS, YOUNG } from './labelled';

const FIRST_SEED = 500;

/** What a thread is asked. */
export interface LabelledHeat {
  readonly series: LabelledSeries;
  readonly seed: number;
}

/** What teaching changes on the series of a set. */
export interface LabelledReport extends ExcludedReport {
  /** One for each of `TIMINGS`. */
  readonly marks: readonly FalseAlarmSummary[];
  /** Series that have just begun, by themselves and with what was learnt from the rest of each. */
  readonly alone: Summary;
  readonly warm: Summary;
}

/** Sums over the series in which something was marked; recall and false alarms over all. */
export interface FalseAlarmSummary {
  readonly marked: number;
  readonly again: number;
  readonly still: number;
  /** The same on series without an event alone. */
  readonly againOnClean: number;
  readonly stillOnClean: number;
  readonly events: number;
  readonly foundBefore: number;
  readonly foundAfter: number;
  readonly falseAlarmsBefore: number;
  readonly falseAlarmsAfter: number;
}

/**
 * @param progress hears how many series are done after each
 * @throws JudgeFailed when the network cannot run
 */
export async function reportLabelled(
  sets: readonly EvaluationSet[],
  opening: Opening,
  threads: number,
  progress: (done: number, of: number) => void,
  passedOver: (reasons: readonly string[]) => void
): Promise<LabelledReport[]> {
  const heats = sets.flatMap(({ series }) =>
    series.map((one, i): LabelledHeat => ({ series: one, seed: FIRST_SEED + i }))
  );
  const answers: LabelledTally[] = [];
  await answerAll<LabelledHeat, LabelledTally>(
    heats,
    { entry: join(__dirname, 'labelled.worker.ts'), workerData: opening, threads, nameOf: ({ series }) => series.id },
    {
      answer(tally) {
        answers.push(tally);
        progress(answers.length, heats.length);
      },
      passedOver,
    }
  );
  return sets.map(({ name, series }) => summariseLabelled(name, answers.splice(0, series.length)));
}

export function summariseLabelled(set: string, tallies: readonly LabelledTally[]): LabelledReport {
  const warm = tallies.flatMap((tally) => tally.warm ?? []);
  return {
    set,
    marks: TIMINGS.map((_, t) => summariseFalseAlarms(tallies.flatMap(({ marks }) => marks[t] ?? []))),
    alone: summarise(warm.map(({ alone }) => alone)),
    warm: summarise(warm.map((one) => one.warm)),
    excluded: tallies.flatMap(({ excluded }) => excluded),
    leftOutItself: tallies.flatMap(({ leftOutItself }) => leftOutItself),
  };
}

function summariseFalseAlarms(tallies: readonly FalseAlarmTally[]): FalseAlarmSummary {
  const total = (of: (tally: FalseAlarmTally) => number, among = tallies) =>
    among.reduce((sum, one) => sum + of(one), 0);
  const clean = tallies.filter((tally) => tally.clean);
  return {
    marked: total(({ marked }) => (marked ? 1 : 0)),
    again: total(({ again }) => again),
    still: total(({ still }) => still),
    againOnClean: total(({ again }) => again, clean),
    stillOnClean: total(({ still }) => still, clean),
    events: total(({ events }) => events),
    foundBefore: total(({ foundBefore }) => foundBefore),
    foundAfter: total(({ foundAfter }) => foundAfter),
    falseAlarmsBefore: total(({ falseAlarmsBefore }) => falseAlarmsBefore),
    falseAlarmsAfter: total(({ falseAlarmsAfter }) => falseAlarmsAfter),
  };
}

/** A heading and two lines a set. */
export function falseAlarmCells(reports: readonly LabelledReport[]): string[][] {
  const share = (part: number, of: number) => (of === 0 ? '–' : `${part}/${of}`);
  return [
    ['set', 'recurs', 'marked', 'suppressed', 'events found', 'with the label', 'FA', 'with the label'],
    ...reports.flatMap(({ set, marks }) =>
      marks.map((one, t) => [
        set,
        TIMINGS[t],
        String(one.marked),
        share(one.again - one.still, one.again),
        share(one.foundBefore, one.events),
        String(one.foundAfter),
        String(one.falseAlarmsBefore),
        String(one.falseAlarmsAfter),
      ])
    ),
  ];
}

/** A heading and two lines a set. */
export function warmCells(reports: readonly LabelledReport[]): string[][] {
  const figure = (value: number, digits = 3) => (Number.isNaN(value) ? '–' : value.toFixed(digits));
  return [
    ['set', 'series', 'memory', 'AP', 'F1', 'FA / series'],
    ...reports.flatMap(({ set, alone, warm }) =>
      (
        [
          ['own', alone],
          ['learnt', warm],
        ] as const
      ).map(([memory, summary]) => [
        set,
        String(summary.series),
        memory,
        figure(summary.averagePrecision),
        figure(summary.f1),
        figure(summary.falseAlarmsPerSeries, 2),
      ])
    ),
  ];
}

/** A section of docs/evaluation-details.md, without its heading. */
export function falseAlarmSection(reports: readonly LabelledReport[]): string {
  return `A harmless shape of 12 to 36 points is added about every 320 points. Its first report is labelled a false alarm.
**marked**: series in which it was reported. **suppressed**: of its other reported recurrences. **FA**: reports of neither event nor recurrence.

${markdownTable(falseAlarmCells(reports.map(shortened)))}`;
}

/** A section of docs/evaluation-details.md, without its heading. */
export function warmSection(reports: readonly LabelledReport[]): string {
  return `${YOUNG} points around the event, without and with a memory learnt from the rest (docs/decisions/0009-warm-memory.md). Series of at least ${(3 * YOUNG).toLocaleString('en')} points.

${markdownTable(warmCells(reports.map(shortened)))}`;
}

/** Under a set's name without its half. */
function shortened(report: LabelledReport): LabelledReport {
  return { ...report, set: report.set.split(',')[0] };
}
