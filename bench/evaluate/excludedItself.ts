import { drawFrom } from '../suite/draw';
import { type PointRun, type LabelledSeries, overlap } from './labelledSeries';
import { type Ask, reportedOf, reportedWithout, RULES, WINDOW } from './excludedRules';

/** Points of plain time that is left out, at two places at a time, where a series has no event. */
const PLAIN = [20, 50, 100];
/** How often for each length. */
const DRAWS = 2;
/** Windows that a series must have besides. */
const LEAST_REST = 3;

/** What is left out where there is nothing new beside it. */
export const KINDS = ['each event', 'each event as reported', ...PLAIN.map((points) => `twice ${points} points`)];

/** What is reported beside one thing that was left out; one number for each of `RULES`. */
export interface ItselfTally {
  /** One of {@link KINDS}. */
  readonly kind: string;
  /** Reports that were not made before, of no event. */
  readonly fresh: readonly number[];
  /** Reports of what was itself left out. */
  readonly remains: readonly number[];
}

/** Leaves out what went wrong itself, and where nothing does plain time, and counts what is reported beside it. */
export async function tallyExcludedItself(series: LabelledSeries, seed: number, ask: Ask): Promise<ItselfTally[]> {
  const whole = await reportedOf(series, ask);
  const tallies: ItselfTally[] = [];
  for (const [kind, excluded] of stretchesOf(series, whole, seed)) {
    const ways = await reportedWithout(series, excluded, ask);
    const known = [...series.events, ...whole];
    const beside = ways.map((reported) => reported.filter((one) => excluded.some((out) => isBeside(one, out))));
    // An event by its label, its report, or both; a report of another event is right.
    const [own, others] = [true, false].map((isOwn) =>
      known.filter((one) => excluded.some((out) => overlap(one, out)) === isOwn)
    );
    const isRemains = (one: PointRun) =>
      own.some((other) => overlap(one, other)) && !others.some((other) => overlap(one, other));
    tallies.push({
      kind,
      fresh: beside.map((reported) => reported.filter((one) => !known.some((other) => overlap(one, other))).length),
      remains: beside.map((reported) => reported.filter(isRemains).length),
    });
  }
  return tallies;
}

function stretchesOf(
  { events, values }: LabelledSeries,
  whole: readonly PointRun[],
  seed: number
): Array<readonly [string, readonly PointRun[]]> {
  const reported = whole.filter((one) => events.some((event) => overlap(one, event)));
  const draw = drawFrom(seed);
  const plain = events.length > 0 ? [] : PLAIN.filter((points) => values.length >= 2 * points + LEAST_REST * WINDOW);
  const at = (points: number): PointRun => {
    const start = draw.whole(0, values.length - points);
    return { start, end: start + points - 1 };
  };
  return [
    ...events.map((event) => [KINDS[0], [event]] as const),
    ...reported.map((one) => [KINDS[1], [one]] as const),
    ...plain.flatMap((points) =>
      Array.from({ length: DRAWS }, () => [`twice ${points} points`, [at(points), at(points)]] as const)
    ),
  ];
}

const isBeside = (one: PointRun, { start, end }: PointRun) => one.end > start - WINDOW && one.start < end + WINDOW;

/** Sums over a set, one for each kind that came up. */
export function summariseItself(tallies: readonly ItselfTally[]): Array<ItselfTally & { readonly verdicts: number }> {
  return KINDS.flatMap((kind) => {
    const those = tallies.filter((tally) => tally.kind === kind);
    const total = (of: (tally: ItselfTally) => readonly number[]) =>
      RULES.map((_, rule) => those.reduce((sum, tally) => sum + of(tally)[rule], 0));
    return those.length === 0
      ? []
      : [
          {
            kind,
            verdicts: those.length,
            fresh: total(({ fresh }) => fresh),
            remains: total(({ remains }) => remains),
          },
        ];
  });
}
