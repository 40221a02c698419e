import Papa from 'papaparse';
import { isTimeName, looksLikeTimes, mixedUnits, readTimes } from './csvTime';

/** One numeric column. `times` and `values` are as long as the file has rows; NaN is a gap. */
export interface CsvSeries {
  readonly name: string;
  /** Epoch milliseconds, NaN where the cell is blank. All series of a file share them. */
  readonly times: Float64Array;
  readonly values: Float64Array;
}

/** A column that holds the answer to compare with, as it is written. */
export interface CsvLabels {
  readonly name: string;
  /** One a row, without blanks round it. */
  readonly cells: string[];
}

export interface CsvFile {
  /** Rows below the header; empty lines are none. */
  readonly rows: number;
  readonly series: CsvSeries[];
  /** Label columns: not judged, and not read. */
  readonly labels: CsvLabels[];
}

/** A file that cannot be read as series. The message holds the file's name, what is wrong and what to do. */
export class CsvError extends Error {
  constructor(
    readonly file: string,
    readonly fault: string,
    readonly remedy: string
  ) {
    super(`${file}: ${fault} ${remedy}`);
    this.name = 'CsvError';
  }
}

/** Columns of this name hold the answer to compare with (labelled sets have them), so they are not judged. */
const LABEL_NAMES = /^(labels?|is_?anomaly|anomaly|ground_?truth)$/i;

/** Cells that mean "nothing measured". Infinities have no place on a plot either. */
const GAP = /^(nan|null|none|nil|n\/?a|-|undefined|[-+]?inf(inity)?)?$/i;

/** Where a column is text in more than half of its cells it is a text column, not a number column with mistakes. */
const NUMERIC_SHARE = 0.5;

/** As most of Europe writes it, with points between thousands or without. */
const DECIMAL_COMMA = /^[-+]?(\d+|\d{1,3}(\.\d{3})+),\d+$/;

const HOW_TO_WRITE = 'Write a header and rows such as "time,value" and "2024-05-01T12:00:00Z,4.2".';

/**
 * Reads a CSV file: a header, one column of times and any number of numeric columns, each of which is a series. The
 * times are in the column called time, timestamp, date or the like, or else in the first one if it looks like times.
 * Text columns and label columns (`Label`, `is_anomaly`) are left out; blank, NaN, null and infinite cells are gaps.
 * Comma, semicolon, tab and bar are told apart by themselves.
 *
 * @param filename for messages
 * @throws CsvError
 */
export function parseCsv(text: string, filename: string): CsvFile {
  const [header, ...rows] = readRows(text, filename);
  const names = uniqueNames(header);
  const column = (index: number) => rows.map((row) => (row[index] ?? '').trim());

  const timeIndex = findTimeColumn(names, column);
  if (timeIndex < 0) {
    const first = looksLikeTimes([names[0]]) ? ' Its first line holds values, not names.' : '';
    throw new CsvError(filename, `there is no time column among ${listed(names)}.${first}`, HOW_TO_WRITE);
  }
  const times = timesOf(column(timeIndex), names[timeIndex], filename);
  const series = names.flatMap((name, index) => {
    const values = index === timeIndex || LABEL_NAMES.test(name) ? null : numbersOf(column(index), name, filename);
    return values === null ? [] : [{ name, times, values }];
  });
  if (series.length === 0) {
    const remedy = 'Put the numbers into a column next to the times; a column called Label is not judged.';
    throw new CsvError(filename, `there is no numeric column among ${listed(names)}.`, remedy);
  }
  const labels = names.flatMap((name, index) => (LABEL_NAMES.test(name) ? [{ name, cells: column(index) }] : []));
  return { rows: rows.length, series, labels };
}

function readRows(text: string, filename: string): string[][] {
  const { data: rows, errors } = Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), { skipEmptyLines: 'greedy' });
  const unreadable = errors.find(({ type }) => type === 'Quotes');
  if (unreadable) {
    const line = (unreadable.row ?? 0) + 1;
    throw new CsvError(filename, `a quote in line ${line} is never closed.`, 'Close it, or double the quotes inside.');
  }
  if (rows.length === 0) {
    throw new CsvError(filename, 'the file is empty.', HOW_TO_WRITE);
  }
  if (rows.length === 1) {
    throw new CsvError(filename, 'there is no row below the header.', HOW_TO_WRITE);
  }
  const tooLong = rows.findIndex((row) => row.length > rows[0].length && row.slice(rows[0].length).some(Boolean));
  if (tooLong > 0) {
    const fault = `row ${tooLong} has ${rows[tooLong].length} cells under ${rows[0].length} names.`;
    throw new CsvError(
      filename,
      fault,
      'Name each column; write decimals with a point, and put quotes round a text that holds a comma.'
    );
  }
  return rows;
}

function findTimeColumn(names: readonly string[], column: (index: number) => string[]): number {
  const named = names.findIndex(isTimeName);
  return named >= 0 ? named : looksLikeTimes(column(0)) && !looksLikeTimes([names[0]]) ? 0 : -1;
}

function timesOf(cells: readonly string[], name: string, filename: string): Float64Array {
  const times = readTimes(cells);
  const unreadable = cells.findIndex((cell, row) => cell !== '' && Number.isNaN(times[row]));
  if (unreadable >= 0) {
    throw new CsvError(
      filename,
      `row ${unreadable + 1}: "${cells[unreadable]}" in column "${name}" is not a time.`,
      'Use ISO 8601 (2024-05-01T12:00:00Z), YYYY-MM-DD HH:MM:SS, or epoch seconds or milliseconds.'
    );
  }
  if (times.every(Number.isNaN)) {
    throw new CsvError(filename, `column "${name}" holds no time at all.`, HOW_TO_WRITE);
  }
  const [one, other] = mixedUnits(cells) ?? [];
  if (one !== undefined && other !== undefined) {
    const fault = `row ${one + 1} has ${cells[one]} in column "${name}", but row ${other + 1} ${cells[other]}: not both are in one unit.`;
    throw new CsvError(filename, fault, 'Write all times in seconds, or all in milliseconds.');
  }
  return times;
}

/** Null for a column of text, which is no series. */
function numbersOf(cells: readonly string[], name: string, filename: string): Float64Array | null {
  const values = Float64Array.from(cells, (cell) => (GAP.test(cell) ? NaN : Number(cell)));
  const text = cells.filter((cell, row) => Number.isNaN(values[row]) && !GAP.test(cell));
  const comma = text.length > 0 && text.every((cell) => DECIMAL_COMMA.test(cell)) ? text[0] : undefined;
  if (comma !== undefined) {
    const fault = `row ${cells.indexOf(comma) + 1}: "${comma}" in column "${name}" is written with a comma.`;
    throw new CsvError(filename, fault, 'Write decimals with a point.');
  }
  const numbers = values.reduce((count, value) => count + (Number.isNaN(value) ? 0 : 1), 0);
  if (numbers === 0 && (text.length > 0 || name === '')) {
    return null;
  }
  if (text.length > 0 && numbers / (numbers + text.length) <= NUMERIC_SHARE) {
    return null;
  }
  if (text.length > 0) {
    const fault = `row ${cells.indexOf(text[0]) + 1}: "${text[0]}" in column "${name}" is not a number.`;
    throw new CsvError(filename, fault, 'Leave the cell blank for a gap; write decimals with a point.');
  }
  return values.map((value) => (Number.isFinite(value) ? value : NaN));
}

function uniqueNames(header: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return header.map((cell) => {
    const name = cell.trim();
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  });
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 6).map((name) => `"${name}"`);
  return names.length > shown.length ? `${shown.join(', ')} and ${names.length - shown.length} more` : shown.join(', ');
}
