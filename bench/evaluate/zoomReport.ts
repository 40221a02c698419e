import { join } from 'node:path';
import { answerAll } from '../../headless/pool';
import { suiteOfLength } from '../suite/suite';
import type { Opening } from './heats';
import type { EvaluationSet, LabelledSeries } from './labelledSeries';
import { markdownTable } from './table';
import { LEAST_POINTS, LOOK_BACKS, type ZoomTally } from './zooms';

/** Long enough for a look-back of the greatest length before most ranges. */
const LONG = 8000;
/** Visible ranges of each series of a set: long series are few, short ones many. */
const RANGES_OF_LONG = 3;
const RANGES_OF_SHORT = 1;
/** Verdicts are the same where their points agree by so much. */
const SAME = 0.95;
const FIRST_SEED = 310_000;

/** What a thread is asked. */
export interface ZoomHeat {
  readonly series: LabelledSeries;
  readonly ranges: number;
  readonly seed: number;
}

/** How far zooms agree with the ranges they are taken from, for each of {@link LOOK_BACKS}. */
export interface ZoomReport {
  readonly set: string;
  readonly byLookBack: readonly ZoomSummary[];
}

export interface ZoomSummary {
  readonly zooms: number;
  /** Mean Jaccard index, 1 where neither reports anything, and the share of zooms with 0.95 and more. */
  readonly agreement: number;
  readonly same: number;
  /** Zooms where either reports something, and the same of those. */
  readonly withSomething: number;
  readonly agreementWithSomething: number;
  readonly sameWithSomething: number;
  /** Of ranges that end now with themselves twenty points later, where either reports something. */
  readonly later: number;
  /** Of what the visible ranges report against the labels. */
  readonly f1: number;
  /** Mean. */
  readonly knownPoints: number;
}

/** The suite's series, but long, and what else there is. */
export function zoomSets(yardstick: readonly LabelledSeries[], real: readonly LabelledSeries[]): EvaluationSet[] {
  const sets = [
    { name: `suite, ${LONG.toLocaleString('en')} points`, series: suiteOfLength(LONG, Infinity) },
    { name: 'yardstick, 1,500 points', series: yardstick },
  ];
  const longEnough = real.filter(({ values }) => values.length >= LEAST_POINTS);
  return longEnough.length === 0 ? sets : [...sets, { name: 'real', series: longEnough }];
}

/**
 * @param progress hears how many series are done after each
 * @throws JudgeFailed when the network cannot run
 */
export async function reportZooms(
  sets: readonly EvaluationSet[],
  opening: Opening,
  threads: number,
  progress: (done: number, of: number) => void,
  passedOver: (reasons: readonly string[]) => void
): Promise<ZoomReport[]> {
  const heats = sets.flatMap((set) =>
    set.series.map((series, i): ZoomHeat => ({
      series,
      ranges: series.values.length >= LONG ? RANGES_OF_LONG : RANGES_OF_SHORT,
      seed: FIRST_SEED + i,
    }))
  );
  const answers: ZoomTally[][] = [];
  await answerAll<ZoomHeat, ZoomTally[]>(
    heats,
    { entry: join(__dirname, 'zooms.worker.ts'), workerData: opening, threads, nameOf: ({ series }) => series.id },
    {
      answer(tallies) {
        answers.push(tallies);
        progress(answers.length, heats.length);
      },
      passedOver,
    }
  );
  return sets.map(({ name, series }) => {
    const own = answers.splice(0, series.length);
    return { set: name, byLookBack: LOOK_BACKS.map((_, l) => summariseZooms(own.map((tallies) => tallies[l]))) };
  });
}

export function summariseZooms(tallies: readonly ZoomTally[]): ZoomSummary {
  const agreements = tallies.flatMap((tally) => tally.agreements);
  const some = agreements.filter((agreement) => !Number.isNaN(agreement));
  const all = agreements.map((agreement) => (Number.isNaN(agreement) ? 1 : agreement));
  const total = (of: (tally: ZoomTally) => number) => tallies.reduce((sum, tally) => sum + of(tally), 0);
  const [events, found, falseAlarms] = [
    total((tally) => tally.events),
    total((tally) => tally.found),
    total((tally) => tally.falseAlarms),
  ];
  return {
    zooms: all.length,
    agreement: mean(all),
    same: shareOfSame(all),
    withSomething: some.length,
    agreementWithSomething: mean(some),
    sameWithSomething: shareOfSame(some),
    later: mean(tallies.flatMap(({ later }) => later.filter((agreement) => !Number.isNaN(agreement)))),
    f1: (2 * found) / (found + falseAlarms + events),
    knownPoints: mean(tallies.flatMap(({ known }) => known)),
  };
}

/** A heading and a line a look-back. */
export function zoomCells({ byLookBack }: ZoomReport): string[][] {
  const figure = (value: number, digits = 3) => (Number.isNaN(value) ? '–' : value.toFixed(digits));
  return [
    ['look-back', 'points known', 'overlap', 'overlap*', 'same*', '20 points later*', 'F1'],
    ...byLookBack.map((one, l) => [
      LOOK_BACKS[l] === 0 ? 'none' : `up to ${LOOK_BACKS[l].toLocaleString('en')} points`,
      figure(one.knownPoints, 0),
      figure(one.agreement),
      figure(one.agreementWithSomething),
      figure(one.sameWithSomething),
      figure(one.later),
      figure(one.f1),
    ]),
  ];
}

/** Look-backs that the page shows. */
const SHOWN_LOOK_BACKS = [0, 1000, LOOK_BACKS[LOOK_BACKS.length - 1]];

/** A section of docs/evaluation-details.md, without its heading. */
export function zoomSection(reports: readonly ZoomReport[]): string {
  const [[look, , , ...titles]] = zoomCells({ set: '', byLookBack: [] });
  const lines = reports.flatMap((report) =>
    zoomCells(report)
      .slice(1)
      .filter((_, l) => SHOWN_LOOK_BACKS.includes(LOOK_BACKS[l]))
      .map(([name, , , ...figures]) => [
        report.set.split(',')[0],
        name.replace('up to ', '').replace(' points', ''),
        ...figures,
      ])
  );
  return `Random visible ranges of 300 to 2,000 points, each with five random zooms. **overlap**: mean Jaccard index of the points that range and zoom report, if either reports any.
**same**: share of at least ${SAME}. **20 points later**: ranges that end now against themselves twenty points later. **F1**: of the visible ranges.

${markdownTable([['set', look, ...titles.map((title) => title.replace('*', ''))], ...lines])}`;
}

const mean = (figures: readonly number[]) => figures.reduce((sum, figure) => sum + figure, 0) / figures.length;
const shareOfSame = (figures: readonly number[]) => figures.filter((figure) => figure >= SAME).length / figures.length;
