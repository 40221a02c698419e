import type { AnomalousSequence } from '../../detector/detection';
import type { Series } from '../../detector/series';
import type { Assessment } from '../../detector/severity';

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
  /** Greatest smoothed error ÷ threshold. */
  readonly errorRatio: number;
}

/** In the order of a table's columns. */
export const RECORD_COLUMNS: ReadonlyArray<keyof AnomalyRecord> = [
  'series',
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

/** A text that a spreadsheet would run as a formula gets an apostrophe before it, which spreadsheets do not show. */
export function plainCell(value: unknown): unknown {
  return typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
}

/** Numbers that are none become null. */
export function recordOf(
  name: string,
  { times }: Pick<Series, 'times'>,
  { startTime, endTime }: AnomalousSequence,
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
