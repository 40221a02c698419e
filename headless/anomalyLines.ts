import type { Outcome } from '../src/detector/detection';
import { timesSaid } from '../src/detector/exceedance';
import { assess, orderOf } from '../src/detector/severity';
import { type AnomalyRecord, RECORD_COLUMNS, plainCell, recordOf } from '../src/panel/export/anomalyRecord';
import { inEnglish } from '../src/saying';
import type { CsvSeries } from './csv';

/** The columns of {@link anomalyLines} as CSV. */
export function csvHeading(): string {
  return ['file', ...RECORD_COLUMNS].join(',');
}

/**
 * One line an anomaly: for people, or as CSV with the columns of {@link csvHeading}. For people a series without one, or
 * that was not judged, has a line that says so.
 */
export function anomalyLines(file: string, series: CsvSeries, outcome: Outcome, format: 'text' | 'csv'): string {
  if (outcome.status !== 'detected') {
    return format === 'text' ? `${file}, ${series.name}: ${whyNot(outcome)}` : '';
  }
  const { detection } = outcome;
  if (detection.sequences.length === 0 && format === 'text') {
    return `${file}, ${series.name}: no anomalies`;
  }
  const order = orderOf(series.times);
  return detection.sequences
    .map((sequence) => recordOf(series.name, series, sequence, assess(series, detection, sequence, order)))
    .map((record) => (format === 'text' ? sentence(file, record) : csvRow(file, record)))
    .join('\n');
}

function whyNot(outcome: Exclude<Outcome, { status: 'detected' }>): string {
  if (outcome.status === 'failed') {
    return `not judged, ${inEnglish(outcome.message)}`;
  }
  const { reason, points, needed } = outcome;
  return `not judged, ${reason} (${points} points in a row, a window needs ${needed})`;
}

function sentence(file: string, record: AnomalyRecord): string {
  const { series, start, durationSeconds, peakTime, severity, expected, actual, deviation, direction } = record;
  return (
    `${file}, ${series}: ${start} for ${spoken(durationSeconds)}, ${severity}, error ${inEnglish(timesSaid(record.errorRatio))} its threshold, ` +
    `${written(actual)} instead of ${written(expected)} at ${peakTime} (${written(deviation)} ${direction})`
  );
}

/** The two largest units that it has, e.g. 3 h 5 min. */
function spoken(seconds: number): string {
  const parts: ReadonlyArray<readonly [number, string]> = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [Number((seconds % 60).toPrecision(3)), 's'],
  ];
  const first = parts.findIndex(([count]) => count > 0);
  const told = first < 0 ? parts.slice(-1) : parts.slice(first, first + 2).filter(([count]) => count > 0);
  return told.map(([count, unit]) => `${count} ${unit}`).join(' ');
}

/** Six figures, as many as a person reads. */
function written(value: number | null): string {
  return value === null ? 'nothing' : String(Number(value.toPrecision(6)));
}

function csvRow(file: string, record: AnomalyRecord): string {
  return [file, ...RECORD_COLUMNS.map((column) => record[column])].map((value) => csvCell(plainCell(value))).join(',');
}

function csvCell(value: unknown): string {
  const text = value === null ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
