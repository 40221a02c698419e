import { quantiles } from '../../src/detector/arithmetic/statistics';
import { judgeSeries, type Judging } from '../evaluate/judgeSeries';
import { labelsOf, overlap, type PointRun } from '../evaluate/labelledSeries';
import { markdownTable } from '../evaluate/table';
import type { Half } from '../suite/suite';
import { boundsOf, type BoundsSeries, SERIES } from './bounds';

/** How closely reported intervals fit the incidents of one half. */
export interface BoundsReport extends BoundsSummary {
  readonly half: Half;
  readonly series: readonly BoundsTally[];
}

export interface BoundsSummary {
  readonly incidents: number;
  readonly found: number;
  /** Rows by which starts and ends are off, in either direction; NaN if no incident was found. */
  readonly start: Spread;
  readonly end: Spread;
  /** Share of the reported rows that lie in no incident; NaN if none were reported. */
  readonly outside: number;
}

interface Spread {
  readonly median: number;
  readonly ninetieth: number;
}

/** One series. Errors are signed: negative for a report that starts, or ends, before the incident does. */
export interface BoundsTally {
  readonly id: string;
  readonly incidents: readonly PointRun[];
  readonly anomalies: readonly PointRun[];
  readonly startErrors: readonly number[];
  readonly endErrors: readonly number[];
  readonly reportedRows: number;
  readonly rowsOutside: number;
}

/** @throws JudgeFailed when the network cannot run */
export async function reportBounds(half: Half, judging: Judging, count = SERIES): Promise<BoundsReport> {
  const series = boundsOf(half, count);
  const reported = await judgeSeries(series, judging);
  const tallies = series.map((one, i) => tallyBounds(one, reported[i].anomalies));
  return { half, ...summariseBounds(tallies), series: tallies };
}

/** Of an incident that several anomalies overlap, the start of the first one and the end of the last count. */
export function tallyBounds(
  { id, values, incidents }: Pick<BoundsSeries, 'id' | 'values' | 'incidents'>,
  anomalies: readonly PointRun[]
): BoundsTally {
  const inside = labelsOf(incidents, values.length);
  const reported = labelsOf(anomalies, values.length);
  const found = incidents.flatMap((incident) => {
    const touching = anomalies.filter((one) => overlap(one, incident));
    return touching.length === 0 ? [] : [{ incident, touching }];
  });
  return {
    id,
    incidents,
    anomalies,
    startErrors: found.map(
      ({ incident, touching }) => Math.min(...touching.map(({ start }) => start)) - incident.start
    ),
    endErrors: found.map(({ incident, touching }) => Math.max(...touching.map(({ end }) => end)) - incident.end),
    reportedRows: reported.reduce((sum, one) => sum + one, 0),
    rowsOutside: reported.reduce((sum, one, row) => sum + (one & ~inside[row]), 0),
  };
}

export function summariseBounds(tallies: readonly BoundsTally[]): BoundsSummary {
  const total = (of: (tally: BoundsTally) => number) => tallies.reduce((sum, tally) => sum + of(tally), 0);
  return {
    incidents: total(({ incidents }) => incidents.length),
    found: total(({ startErrors }) => startErrors.length),
    start: spreadOf(tallies.flatMap(({ startErrors }) => startErrors)),
    end: spreadOf(tallies.flatMap(({ endErrors }) => endErrors)),
    outside: total(({ rowsOutside }) => rowsOutside) / total(({ reportedRows }) => reportedRows),
  };
}

function spreadOf(errors: readonly number[]): Spread {
  if (errors.length === 0) {
    return { median: NaN, ninetieth: NaN };
  }
  const [median, ninetieth] = quantiles(Float64Array.from(errors, Math.abs), [0.5, 0.9]);
  return { median, ninetieth };
}

/** A heading and a line a half. */
export function boundsCells(reports: readonly BoundsReport[]): string[][] {
  const figure = (value: number, digits = 1) => (Number.isNaN(value) ? '–' : value.toFixed(digits));
  const percent = (share: number) => (Number.isNaN(share) ? '–' : `${Math.round(100 * share)} %`);
  return [
    ['bounds', 'found', 'start off by', '90th', 'end off by', '90th', 'rows outside'],
    ...reports.map(({ half, incidents, found, start, end, outside }) => [
      `half to ${half}`,
      `${found} / ${incidents} (${percent(found / incidents)})`,
      ...[start.median, start.ninetieth, end.median, end.ninetieth].map((rows) => figure(rows)),
      percent(outside),
    ]),
  ];
}

/** A section of docs/evaluation-details.md, without its heading. */
export function boundsSection(reports: readonly BoundsReport[]): string {
  return `\`bench/bounds/\`: ${SERIES} series with incidents of 8 to 80 known rows. **off by**: rows between the bounds of an incident and of its intervals, median and 90th percentile.
**rows outside**: share of reported rows that lie in no incident.

${markdownTable(boundsCells(reports))}`;
}
