import { type ItselfTally, summariseItself } from './excludedItself';
import type { ExcludedTally } from './excludedNear';
import { RULES } from './excludedRules';
import { markdownTable } from './table';

/** What is counted together, and what of a set belongs to it. */
const ROWS: ReadonlyArray<readonly [string, (tally: ExcludedTally) => boolean]> = [
  ['short', ({ isShort }) => isShort],
  ['longer', ({ isShort }) => !isShort],
];

/** A set and what leaving time out changed beside it. */
export interface ExcludedReport {
  readonly set: string;
  /** Where something else happens shortly after. */
  readonly excluded: readonly ExcludedTally[];
  /** Where nothing new does. */
  readonly leftOutItself: readonly ItselfTally[];
}

/** A heading and two lines a set; none for a set without an event that has room before it. */
export function excludedCells(reports: readonly ExcludedReport[]): string[][] {
  return [
    ['set', 'event', 'events', 'found', ...RULES, 'FA', ...RULES],
    ...reports.flatMap(({ set, excluded }) =>
      ROWS.flatMap(([name, belongs]) => {
        const tallies = excluded.filter(belongs);
        const total = (of: (tally: ExcludedTally) => number) => String(tallies.reduce((sum, one) => sum + of(one), 0));
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
export function excludedItselfCells(reports: readonly ExcludedReport[]): string[][] {
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

/** A section of docs/evaluation-details.md, without its heading. */
export function excludedSection(reports: readonly ExcludedReport[]): string {
  const isShown = (column: number) => excludedCells([])[0][column] !== RULES[1];
  const short = reports.map((one) => ({ ...one, set: one.set.split(',')[0] }));
  const cells = excludedCells(short).map((line) => line.filter((_, column) => isShown(column)));
  return `One to three unrelated windows are excluded, ending 5 to 60 points before each event. **short**: the event ends less than a window after the excluded time.
**found** and **FA**: with nothing excluded; then with that time excluded, without and with the edge guard (docs/detector.md, “Labels”).

${markdownTable(cells)}`;
}
