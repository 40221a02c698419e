import { join } from 'node:path';
import { answersOf, type Judging } from '../evaluate/judgeSeries';
import { markdownTable } from '../evaluate/table';
import type { Half } from '../suite/suite';
import { SERIES, steadyOf, type SteadyTally } from './steady';

/** What became of older verdicts in one half. */
export interface SteadyReport {
  readonly half: Half;
  readonly series: ReadonlyArray<{ readonly id: string } & SteadyTally>;
}

/** @throws JudgeFailed when the network cannot run */
export async function reportSteady(half: Half, judging: Judging, count = SERIES): Promise<SteadyReport> {
  const series = steadyOf(half, count);
  const tallies = await answersOf<(typeof series)[number], SteadyTally>(
    series,
    join(__dirname, 'steady.worker.ts'),
    judging
  );
  return { half, series: series.map(({ id }, i) => ({ id, ...tallies[i] })) };
}

/** A heading and a line a half. */
export function steadyCells(reports: readonly SteadyReport[]): string[][] {
  return [
    ['steady', 'steps', 'keep all', 'older verdicts', 'gone', 'new', 'moved', 'peak changed'],
    ...reports.map(({ half, series }) => {
      const total = (of: (tally: SteadyTally) => number) => series.reduce((sum, tally) => sum + of(tally), 0);
      const [steps, kept] = [total((tally) => tally.steps), total((tally) => tally.kept)];
      const counts = [
        total(({ verdicts }) => verdicts),
        total(({ gone }) => gone),
        total(({ appeared }) => appeared),
        total(({ moved }) => moved),
        total(({ peakChanged }) => peakChanged),
      ];
      return [`half to ${half}`, String(steps), `${((100 * kept) / steps).toFixed(1)} %`, ...counts.map(String)];
    }),
  ];
}

/** A section of docs/evaluation-details.md, without its heading. */
export function steadySection(reports: readonly SteadyReport[]): string {
  return `\`bench/steady/\`: rows are added to ${SERIES} series one at a time. **keep all**: share of steps in which every verdict older than two windows keeps its rows and its peak (to 15 %).
The other columns count changes.

${markdownTable(steadyCells(reports))}`;
}
