import type { Outcome, Skipped } from '../src/detector/detection';
import { ratioMessage, writtenApart } from '../src/shared/figures';
import {
  type AnomalyRecord,
  TABLE_COLUMNS,
  type TableRow,
  cellsOf,
  plainCell,
  tableRows,
} from '../src/panel/export/anomalyRecord';
import { inEnglish } from '../src/shared/message';
import type { CsvSeries } from './csv';
import { oneLine } from './terminal.mjs';

/** Six significant digits are enough to read; 17 distinguish any two numbers. */
const FIGURES = { least: 6, most: 17 };

/** The columns of {@link anomalyLines} as CSV. */
export function csvHeading(): string {
  return ['file', ...TABLE_COLUMNS].join(',');
}

/**
 * One line per anomaly or change point, as text or as CSV with the columns of {@link csvHeading}. As text, a series without
 * either, or one that was not judged, has a line that says so. Line breaks in names are escaped.
 */
export function anomalyLines(file: string, series: CsvSeries, outcome: Outcome, format: 'text' | 'csv'): string {
  const [place, name] = [file, series.name].map(oneLine);
  if (outcome.status !== 'detected') {
    return format === 'text' ? `${place}, ${name}: ${oneLine(whyNot(outcome))}` : '';
  }
  const rows = tableRows(name, series, outcome.detection);
  if (format === 'csv') {
    return rows.map((row) => csvRow(place, row)).join('\n');
  }
  const sentences = rows.length > 0 ? rows.map(sentence) : ['no anomalies'];
  return sentences.map((text) => `${place}, ${name}: ${text}`).join('\n');
}

function whyNot({ reason, points, needed }: Skipped): string {
  if (reason === 'too-sparse') {
    return 'not judged, too-sparse (its points come in bursts with long gaps; write means over a longer step)';
  }
  const why = reason === 'left-out' ? 'too much is excluded by labels' : reason;
  return `not judged, ${why} (${points} points in a row, a window needs ${needed})`;
}

function sentence(row: TableRow): string {
  return row.kind === 'anomaly' ? anomalySentence(row) : `change point at ${row.peakTime}`;
}

/** One sentence about an anomaly, without the name of its series. */
export function anomalySentence(record: AnomalyRecord): string {
  const { start, durationSeconds, peakTime, expected, actual, deviation, direction } = record;
  const severity = record.provisional ? `${record.severity}, provisional` : record.severity;
  if (record.decidedBy === 'flatline') {
    const ratio = inEnglish(ratioMessage(record.ratio));
    return (
      `${start} for ${durationText(durationSeconds)}, ${severity}, stands still at ${written(actual)} for ${ratio} ` +
      'the longest pause that would not be reported'
    );
  }
  const height = record.evidence === undefined ? 'error' : 'score';
  const [value, usual] = writtenApart([actual, expected], written, FIGURES);
  return (
    `${start} for ${durationText(durationSeconds)}, ${severity}, ${height} ${inEnglish(ratioMessage(record.ratio))} its threshold, ` +
    `${value} instead of ${usual} at ${peakTime} (${written(deviation)} ${direction})`
  );
}

/** A duration in its two largest units, e.g. 3 h 5 min. */
function durationText(seconds: number): string {
  const parts: ReadonlyArray<readonly [number, string]> = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [Number((seconds % 60).toPrecision(3)), 's'],
  ];
  const first = parts.findIndex(([count]) => count > 0);
  const shown = first < 0 ? parts.slice(-1) : parts.slice(first, first + 2).filter(([count]) => count > 0);
  return shown.map(([count, unit]) => `${count} ${unit}`).join(' ');
}

function written(value: number | null, figures = FIGURES.least): string {
  return value === null ? 'nothing' : String(Number(value.toPrecision(figures)));
}

function csvRow(file: string, row: TableRow): string {
  return [plainCell(file), ...cellsOf(row)].map(csvCell).join(',');
}

function csvCell(value: unknown): string {
  const text = value === null ? '' : String(value);
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
