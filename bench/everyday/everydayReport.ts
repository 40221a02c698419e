import { judgeSeries, type Judging } from '../evaluate/judgeSeries';
import type { Reported } from '../evaluate/reported';
import { markdownTable } from '../evaluate/table';
import type { Half } from '../suite/suite';
import { everydayOf, KINDS, PER_KIND, type Kind } from './everyday';
import type { Expectation } from './expectation';
import { verdictOnReport, type Verdict } from './verdict';

/** What became of one half of the suite. */
export interface EverydayReport {
  readonly half: Half;
  readonly series: readonly EverydayVerdict[];
}

export interface EverydayVerdict extends Verdict {
  readonly id: string;
  readonly kind: Kind;
  readonly rows: number;
  readonly expectation: Expectation;
  readonly reported: Reported;
}

/** @throws JudgeFailed when the network cannot run */
export async function reportEveryday(
  half: Half,
  judging: Judging,
  perKind = PER_KIND,
  kinds: readonly Kind[] = KINDS
): Promise<EverydayReport> {
  const series = everydayOf(half, perKind, kinds);
  const reported = await judgeSeries(series, judging);
  return {
    half,
    series: series.map(({ id, kind, values, expectation }, i) => ({
      id,
      kind,
      rows: values.length,
      expectation,
      reported: reported[i],
      ...verdictOnReport(expectation, reported[i]),
    })),
  };
}

/** A heading, a line a kind and one for all; a column a half. */
export function everydayCells(reports: readonly EverydayReport[]): string[][] {
  const kinds = KINDS.filter((kind) => reports.some(({ series }) => series.some((one) => one.kind === kind)));
  const line = (name: string, among: (one: EverydayVerdict) => boolean) => [
    name,
    ...reports.map(({ series }) => shareOf(series.filter(among))),
  ];
  return [
    ['everyday: right', ...reports.map(({ half }) => `half to ${half}`)],
    ...kinds.map((kind) => line(kind, (one) => one.kind === kind)),
    line('all', () => true),
  ];
}

/** A section of docs/evaluation-details.md, without its heading. */
export function everydaySection(reports: readonly EverydayReport[]): string {
  return `\`bench/everyday/\`: a verdict is right if it reports what happens and nothing else, as \`bench/everyday/kinds/\` defines it.

${markdownTable(everydayCells(reports))}`;
}

function shareOf(verdicts: readonly Verdict[]): string {
  const right = verdicts.filter((one) => one.right).length;
  return verdicts.length === 0 ? '–' : `${right}/${verdicts.length}`;
}
