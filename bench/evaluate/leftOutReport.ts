import { type ItselfTally, summariseItself } from './leftOutItself';
import type { LeftOutTally } from './leftOutNear';
import { RULES } from './leftOutRules';
import { markdownTable } from './table';

/** What is counted together, and what of a set belongs to it. */
const ROWS: ReadonlyArray<readonly [string, (tally: LeftOutTally) => boolean]> = [
  ['over within a window', ({ isShort }) => isShort],
  ['longer', ({ isShort }) => !isShort],
];

/** A set and what leaving time out changed beside it. */
export interface LeftOutReport {
  readonly set: string;
  /** Where something else happens shortly after. */
  readonly leftOut: readonly LeftOutTally[];
  /** Where nothing new does. */
  readonly leftOutItself: readonly ItselfTally[];
}

/** A heading and two lines a set; none for a set without an event that has room before it. */
export function leftOutCells(reports: readonly LeftOutReport[]): string[][] {
  return [
    ['set', 'event', 'events', 'found', ...RULES, 'FA', ...RULES],
    ...reports.flatMap(({ set, leftOut }) =>
      ROWS.flatMap(([name, belongs]) => {
        const tallies = leftOut.filter(belongs);
        const total = (of: (tally: LeftOutTally) => number) => String(tallies.reduce((sum, one) => sum + of(one), 0));
        return tallies.length === 0
          ? []
          : [
              [
                set,
                name,
                String(tallies.length),
                ...tallies[0].found.map((_, way) => total(({ found }) => (found[way] ? 1 : 0))),
                ...tallies[0].falseAlarms.map((_, way) => total(({ falseAlarms }) => falseAlarms[way])),
              ],
            ];
      })
    ),
  ];
}

/** A heading and a line for each kind of thing that was left out of a set. */
export function leftOutItselfCells(reports: readonly LeftOutReport[]): string[][] {
  const [none, ...rules] = RULES;
  return [
    ['set', 'left out', 'verdicts', `new, ${none}`, ...rules, `remains, ${none}`, ...rules],
    ...reports.flatMap(({ set, leftOutItself }) =>
      summariseItself(leftOutItself).map(({ kind, verdicts, fresh, remains }) => [
        set,
        kind,
        ...[verdicts, ...fresh, ...remains].map(String),
      ])
    ),
  ];
}

/** The sections of docs/evaluation.md. */
export function leftOutSection(reports: readonly LeftOutReport[]): string {
  return `## What is lost beside time that was left out

Before each event that has room one to three windows are left out that have nothing to do with it; they end 5 to 60 points before it. **over within a window**: the event ends
before a window has passed since, so all of it lies beside, where the series is drawn worse and less is believed (docs/detector.md, “Teaching”). **found** and **FA**: of these
events, and reports of no event in their series, counted anew for each event, with nothing left out; then with that left out: **no rule**: all is believed that passes the
threshold; **twice**: beside, what passes it by twice; **the rule**: as it is.

${markdownTable(leftOutCells(reports))}
## What is reported beside time that was left out for itself

What is left out is an event, or what was reported of one, which may be too short, or plain time: two stretches of a series without an event, drawn at random. Nothing new happens
beside it. Reports less than a window away: **new**, of no event, and not made with nothing left out; **remains**, of what was left out itself. Rules as above.

${markdownTable(leftOutItselfCells(reports))}`;
}
