import type { AnomalousSequence, ChangePoint, Detection } from '../../detector/detection';
import type { Series } from '../../detector/series';
import { type Assessment, assess } from '../../detector/report/severity';

/** An anomaly in an exported file. Times are ISO 8601 (UTC), numbers are in the unit of the series. */
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
  /**
   * Greatest score ÷ threshold; the score is the smoothed error if that is the only evidence. For a flatline, its length over
   * the longest pause that is not reported.
   */
  readonly ratio: number;
  readonly decidedBy: AnomalousSequence['decidedBy'];
  /** The evidence that is greatest at the peak; absent if the smoothed error is the only one. */
  readonly evidence?: AnomalousSequence['evidence'];
  /** Whether it rests on values alone that may still change; absent if not. */
  readonly provisional?: true;
}

/** A change point in an exported file. It has no severity. */
interface ChangePointRecord {
  readonly series: string;
  /** Times of the first and last point between the regimes. */
  readonly start: string;
  readonly end: string;
  readonly durationSeconds: number;
  /** Time of the greatest score between them. */
  readonly peakTime: string;
}

export type TableRow =
  ({ readonly kind: 'anomaly' } & AnomalyRecord) | ({ readonly kind: 'change point' } & ChangePointRecord);

/** In column order. */
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
  'ratio',
  'provisional',
];

/** One cell for each of {@link TABLE_COLUMNS}; null if the row has no such property. */
export function cellsOf(row: TableRow): unknown[] {
  const cells: Partial<Record<string, unknown>> = { ...row };
  return TABLE_COLUMNS.map((column) => plainCell(cells[column] ?? null));
}

export interface Records {
  readonly anomalies: readonly AnomalyRecord[];
  readonly changePoints: readonly ChangePointRecord[];
}

/** The records keep the order of the detection. */
export function recordsOf(name: string, series: Series, detection: Detection): Records {
  return {
    anomalies: detection.sequences.map((sequence) => recordOf(name, sequence, assess(series, detection, sequence))),
    changePoints: detection.changePoints.map((point) => changePointRecordOf(name, point)),
  };
}

/** The records as rows of one table, in order of time. */
export function tableRows(name: string, series: Series, detection: Detection): TableRow[] {
  const { anomalies, changePoints } = recordsOf(name, series, detection);
  const rows: ReadonlyArray<readonly [time: number, row: TableRow]> = [
    ...anomalies.map((record, i) => [detection.sequences[i].from, { kind: 'anomaly', ...record }] as const),
    ...changePoints.map((record, i) => [detection.changePoints[i].from, { kind: 'change point', ...record }] as const),
  ];
  return [...rows].sort(([a], [b]) => a - b).map(([, row]) => row);
}

/** Prefixes text that a spreadsheet would run as a formula with an apostrophe, which spreadsheets hide. */
export function plainCell(value: unknown): unknown {
  return typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
}

/** Converts numbers that are not finite to null. */
export function recordOf(
  name: string,
  { from, to, score, decidedBy, evidence, provisional }: AnomalousSequence,
  assessment: Assessment
): AnomalyRecord {
  const { severity, direction, points, farthest, actual, expected, deviation, exceedance } = assessment;
  return {
    series: name,
    severity,
    direction,
    start: isoTime(from),
    end: isoTime(to),
    durationSeconds: (to - from) / 1000,
    points,
    peakTime: isoTime(farthest),
    actual: finiteOrNull(actual),
    expected: finiteOrNull(expected),
    deviation: finiteOrNull(deviation),
    ratio: decidedBy === 'flatline' ? score : exceedance,
    decidedBy,
    ...(evidence !== undefined && { evidence }),
    ...(provisional && { provisional }),
  };
}

function changePointRecordOf(name: string, { from, to, peak }: ChangePoint): ChangePointRecord {
  return {
    series: name,
    start: isoTime(from),
    end: isoTime(to),
    durationSeconds: (to - from) / 1000,
    peakTime: isoTime(peak),
  };
}

/** ISO 8601, UTC; empty if the date is out of range. */
export function isoTime(epochMs: number): string {
  const date = new Date(epochMs);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString();
}

export function finiteOrNull(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}
