import type { LeftOutTally } from './leftOutNear';
import { markdownTable } from './table';

/** What is counted together, and what of a set belongs to it. */
const ROWS: ReadonlyArray<readonly [string, (tally: LeftOutTally) => boolean]> = [
  ['over within a window', ({ isShort }) => isShort],
  ['longer', ({ isShort }) => !isShort],
];

/** A set and what leaving out near its events changed. */
export interface LeftOutReport {
  readonly set: string;
  readonly leftOut: readonly LeftOutTally[];
}

/** A heading and two lines a set; none for a set without an event that has room before it. */
export function leftOutCells(reports: readonly LeftOutReport[]): string[][] {
  return [
    ['set', 'event', 'events', 'found', 'left out', 'with the rule', 'FA', 'left out', 'with the rule'],
    ...reports.flatMap(({ set, leftOut }) =>
      ROWS.flatMap(([name, belongs]) => {
        const tallies = leftOut.filter(belongs);
        const total = (of: (tally: LeftOutTally) => number) => String(tallies.reduce((sum, one) => sum + of(one), 0));
        const ways = [0, 1, 2];
        return tallies.length === 0
          ? []
          : [
              [
                set,
                name,
                String(tallies.length),
                ...ways.map((way) => total(({ found }) => (found[way] ? 1 : 0))),
                ...ways.map((way) => total(({ falseAlarms }) => falseAlarms[way])),
              ],
            ];
      })
    ),
  ];
}

/** The section of docs/evaluation.md. */
export function leftOutSection(reports: readonly LeftOutReport[]): string {
  return `## What is lost beside time that was left out

Before each event that has room one to three windows are left out that have nothing to do with it; they end 5 to 60 points before it. What passes the threshold less than a
window away from them alone, and by less than twice, is not reported (docs/detector.md, “Teaching”). **over within a window**: the event ends before a window has passed, so all of it
lies there. **found** and **FA**: of these events, and reports of no event in their series, counted anew for each event, with nothing left out; **left out**: as they would be
without that rule; **with the rule**: as they are.

${markdownTable(leftOutCells(reports))}`;
}
