import type { AnomalousSequence, ChangePoint, Detection } from '../../detector/detection';
import type { Series } from '../../detector/series';
import { type Assessment, assess } from '../../detector/report/severity';

/** What is kept of an anomaly in files: plain names, times in ISO 8601 (UTC), numbers in the series' own unit. */
export interface AnomalyRecord {
  readonly series: string;
  readonly severity: string;
  readonly direction: string;
  readonly start: string;
  readonly end: string;
  readonly durationSeconds: number;
  readonly points: number;
  readonly peakTime: string;
  readonly actual: number | null;
  readonly expected: number | null;
  readonly deviation: number | null;
  /** Greatest smoothed error ÷ threshold; of a flatline its length ÷ the longest that is not reported. */
  readonly errorRatio: number;
  /** What decided: epsilon, the noise floor, or that the series stood still. */
  readonly decidedBy: AnomalousSequence['decidedBy'];
}

/** The same of a change point, which has no figures to weigh it by. */
export interface ChangePointRecord {
  readonly series: string;
  /** First and last point between the regimes. */
  readonly start: string;
  readonly end: string;
  readonly durationSeconds: number;
  /** Where the smoothed error between them is greatest. */
  readonly peakTime: string;
}

/** A row of a table. */
export type TableRow =
  ({ readonly kind: 'anomaly' } & AnomalyRecord) | ({ readonly kind: 'change point' } & ChangePointRecord);

/** In the order of a table's columns. */
export const TABLE_COLUMNS: ReadonlyArray<'kind' | keyof AnomalyRecord> = [
  'series',
  'kind',
  'severity',
  'direction',
  'start',
  'end',
  'durationSeconds',
  'points',
  'peakTime',
  'actual',
  'expected',
  'deviation',
  'errorRatio',
];

/** A cell for each of {@link TABLE_COLUMNS}; null where a change point has none. */
export function cellsOf(row: TableRow): unknown[] {
  const cells: Partial<Record<string, unknown>> = { ...row };
  return TABLE_COLUMNS.map((column) => plainCell(cells[column] ?? null));
}

/** What is reported of one or more series, list by list. */
export interface Records {
  readonly anomalies: readonly AnomalyRecord[];
  readonly changePoints: readonly ChangePointRecord[];
}

/** Each list in the order of the detection. */
export function recordsOf(name: string, series: Series, detection: Detection): Records {
  return {
    anomalies: detection.sequences.map((sequence) =>
      recordOf(name, series, sequence, assess(series, detection, sequence))
    ),
    changePoints: detection.changePoints.map((point) => changePointRecordOf(name, series, point)),
  };
}

/** The same as rows of one table, in order of time. */
export function tableRows(name: string, series: Series, detection: Detection): TableRow[] {
  const { anomalies, changePoints } = recordsOf(name, series, detection);
  const rows: ReadonlyArray<readonly [time: number, row: TableRow]> = [
    ...anomalies.map((record, i) => [detection.sequences[i].startTime, { kind: 'anomaly', ...record }] as const),
    ...changePoints.map(
      (record, i) => [series.times[detection.changePoints[i].start], { kind: 'change point', ...record }] as const
    ),
  ];
  return [...rows].sort(([a], [b]) => a - b).map(([, row]) => row);
}

/** A text that a spreadsheet would run as a formula gets an apostrophe before it, which spreadsheets do not show. */
export function plainCell(value: unknown): unknown {
  return typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
}

/** Numbers that are none become null. */
export function recordOf(
  name: string,
  { times }: Pick<Series, 'times'>,
  { startTime, endTime, decidedBy }: AnomalousSequence,
  assessment: Assessment
): AnomalyRecord {
  const { severity, direction, points, farthest, actual, expected, deviation, exceedance } = assessment;
  return {
    series: name,
    severity,
    direction,
    start: isoTime(startTime),
    end: isoTime(endTime),
    durationSeconds: (endTime - startTime) / 1000,
    points,
    peakTime: isoTime(times[farthest]),
    actual: finiteOrNull(actual),
    expected: finiteOrNull(expected),
    deviation: finiteOrNull(deviation),
    errorRatio: exceedance,
    decidedBy,
  };
}

export function changePointRecordOf(
  name: string,
  { times }: Pick<Series, 'times'>,
  { start, end, time }: ChangePoint
): ChangePointRecord {
  return {
    series: name,
    start: isoTime(times[start]),
    end: isoTime(times[end]),
    durationSeconds: (times[end] - times[start]) / 1000,
    peakTime: isoTime(time),
  };
}

/** ISO 8601, UTC; empty where it is beyond what a date can name. */
export function isoTime(epochMs: number): string {
  const date = new Date(epochMs);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString();
}

export function finiteOrNull(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}
