import { NumberColumn } from './csvNumber';
import { RowFault, eachRow } from './csvRows';
import { type ReadTimes, TimeColumn, isTimeName, looksLikeTime } from './csvTime';
import { errorLine, figure, listed, quoted } from './terminal.mjs';

/** One numeric column. `times` and `values` are as long as the file has rows; NaN is a gap. */
export interface CsvSeries {
  readonly name: string;
  /** Epoch milliseconds, NaN for a blank cell. All series of a file share this array. */
  readonly times: Float64Array;
  readonly values: Float64Array;
}

/** A column of labels to compare with, as text. */
export interface CsvLabels {
  readonly name: string;
  /** One trimmed cell per row. */
  readonly cells: string[];
}

export interface CsvFile {
  /** Rows below the header, without blank lines. */
  readonly rows: number;
  readonly series: CsvSeries[];
  /** Label columns, which are not judged. */
  readonly labels: CsvLabels[];
}

/** A file that cannot be read as series. The message holds the file's name, what is wrong and what to do. */
export class CsvError extends Error {
  constructor(
    readonly file: string,
    readonly fault: string,
    readonly remedy: string
  ) {
    super(errorLine(`${file}: ${fault} ${remedy}`));
    this.name = 'CsvError';
  }
}

/** Names of label columns, as labelled data sets use them. They are not judged. */
const LABEL_NAMES = /^(labels?|is_?anomaly|anomaly|ground_?truth)$/i;

/** The detector judges this much in a minute or two, with about 400 MB of memory. */
const MOST_BYTES = 32 * 1024 * 1024;
const MOST_ROWS = 1_000_000;
const MOST_CELLS = 10_000_000;

/** Times outside these years, or more than a century apart, are seldom intended. */
const FIRST_YEAR = 1970;
const LAST_YEAR = 2200;
const CENTURY = 36_525 * 86_400_000;

const HOW_TO_WRITE = 'Write a header and rows such as "time,value" and "2024-05-01T12:00:00Z,4.2".';
const CUT = 'Cut the file into several, or write fewer rows, such as means over a longer step.';

/** Bounds on a file. The header is a line as well. */
export const CSV_BOUND = {
  bytes: MOST_BYTES,
  lines: { most: MOST_ROWS + 1, fault: `the file holds more than ${figure(MOST_ROWS)} rows.` },
  remedy: CUT,
};

/**
 * Reads a CSV file: a header, one column of times and any number of numeric columns, each of which is a series. The
 * times are in the column called time, timestamp, date or the like, or else in the first one if it looks like times.
 * Text columns and label columns (`Label`, `is_anomaly`) are left out; blank, NaN, null and infinite cells are gaps.
 * Comma, semicolon, tab and bar are told apart by themselves. Besides the text it takes eight bytes a cell, or nine.
 *
 * @param text whole, or in pieces without a byte order mark, as textPieces (textFile.ts) reads a file within {@link CSV_BOUND}
 * @param filename for messages
 * @param doubt is told, in a sentence, if the times can be read but were hardly meant so; the file is read if it returns
 * @throws CsvError
 */
export function parseCsv(text: string | Iterable<string>, filename: string, doubt?: (fault: string) => void): CsvFile {
  const fault = (what: string, remedy = HOW_TO_WRITE) => new CsvError(filename, what, remedy);
  if (typeof text === 'string' && text.length > MOST_BYTES) {
    throw fault(`the file is larger than ${MOST_BYTES / 1024 / 1024} MB.`, CUT);
  }
  const { columns, rows } = columnsOf(typeof text === 'string' ? [text.replace(/^\uFEFF/, '')] : text, fault);
  const names = columns.map(({ name }) => name);
  const timeColumn =
    columns.find(({ name }) => isTimeName(name)) ??
    (columns[0].times?.looksLikeTimes && !looksLikeTime(names[0]) ? columns[0] : null);
  if (!timeColumn?.times) {
    const first = looksLikeTime(names[0]) ? ' Its first line holds values, not names.' : '';
    throw fault(`there is no time column among ${listed(names)}.${first}`);
  }
  const times = timesOf(timeColumn.times.read(), timeColumn.name, fault);
  const doubtful = doubtOn(times, timeColumn.name);
  if (doubtful !== null) {
    if (!doubt) {
      throw fault(doubtful, 'Correct the times.');
    }
    doubt(doubtful);
  }
  const series = columns.flatMap((column) => {
    const values = column === timeColumn || !column.numbers ? null : numbersOf(column.numbers, column.name, fault);
    return values === null ? [] : [{ name: column.name, times, values }];
  });
  if (series.length === 0) {
    const remedy = 'Put the numbers into a column next to the times; a column called Label is not judged.';
    throw fault(`there is no numeric column among ${listed(names)}.`, remedy);
  }
  return { rows, series, labels: columns.flatMap(({ name, labels }) => (labels ? [{ name, cells: labels }] : [])) };
}

/** A column and the readers of its cells. The first column has two, because it may hold times or numbers. */
interface Column {
  readonly name: string;
  readonly times?: TimeColumn;
  readonly numbers?: NumberColumn;
  readonly labels?: string[];
}

type Fault = (what: string, remedy?: string) => CsvError;

function columnsOf(pieces: Iterable<string>, fault: Fault): { columns: Column[]; rows: number } {
  let columns: Column[] = [];
  let rows = 0;
  const take = (cells: readonly string[], row: number) => {
    if (row === 0) {
      columns = columnsUnder(cells);
      return;
    }
    if (cells.length > columns.length && cells.slice(columns.length).some(Boolean)) {
      throw fault(
        `row ${row} has ${cells.length} cells under ${columns.length} names.`,
        'Name each column; write decimals with a point, and put quotes round a text that holds a comma.'
      );
    }
    if (row > MOST_ROWS || row * columns.length > MOST_CELLS) {
      throw fault(
        row > MOST_ROWS ? CSV_BOUND.lines.fault : `the file holds more than ${figure(MOST_CELLS)} cells.`,
        CUT
      );
    }
    rows = row;
    for (let i = 0; i < columns.length; i++) {
      const cell = i < cells.length ? cells[i] : '';
      columns[i].times?.add(cell);
      columns[i].numbers?.add(cell);
      columns[i].labels?.push(cell);
    }
  };
  try {
    eachRow(pieces, take);
  } catch (thrown) {
    throw thrown instanceof RowFault ? fault(thrown.fault, thrown.remedy) : thrown;
  }
  if (rows === 0) {
    throw fault(columns.length === 0 ? 'the file is empty.' : 'there is no row below the header.');
  }
  return { columns, rows };
}

function columnsUnder(header: readonly string[]): Column[] {
  const names = uniqueNames(header);
  const named = names.findIndex(isTimeName);
  return names.map((name, index) => ({
    name,
    ...((index === named || (named < 0 && index === 0)) && { times: new TimeColumn() }),
    ...(index !== named && !LABEL_NAMES.test(name) && { numbers: new NumberColumn() }),
    ...(LABEL_NAMES.test(name) && { labels: [] }),
  }));
}

function timesOf({ times, unreadable, mixed }: ReadTimes, name: string, fault: Fault): Float64Array {
  const column = quoted(name);
  if (unreadable) {
    throw fault(
      `row ${unreadable.row + 1}: ${quoted(unreadable.cell)} in column ${column} is not a time.`,
      'Use ISO 8601 (2024-05-01T12:00:00Z), YYYY-MM-DD HH:MM:SS, or epoch seconds or milliseconds.'
    );
  }
  if (times.every(Number.isNaN)) {
    throw fault(`column ${column} holds no time at all.`);
  }
  if (mixed) {
    const [one, other] = mixed.map(({ row, cell }) => ({ row: row + 1, cell }));
    throw fault(
      `row ${one.row} has ${one.cell} in column ${column}, but row ${other.row} ${other.cell}: not both are in one unit.`,
      'Write all times in seconds, or all in milliseconds.'
    );
  }
  return times;
}

/** Why the times are probably misread, or null. */
function doubtOn(times: Float64Array, name: string): string | null {
  let [first, last] = [-1, -1];
  times.forEach((time, row) => {
    // A blank time is NaN, which no comparison lets through.
    first = time < (first < 0 ? Infinity : times[first]) ? row : first;
    last = time > (last < 0 ? -Infinity : times[last]) ? row : last;
  });
  const shown = (row: number) => `row ${row + 1} as ${new Date(times[row]).toISOString()}`;
  const outside =
    times[first] < Date.UTC(FIRST_YEAR, 0) ? first : times[last] >= Date.UTC(LAST_YEAR + 1, 0) ? last : null;
  if (outside !== null) {
    return `column ${quoted(name)} is read in ${shown(outside)}, which is outside of the years ${FIRST_YEAR} to ${LAST_YEAR}.`;
  }
  return times[last] - times[first] > CENTURY
    ? `column ${quoted(name)} spans more than a century: it is read in ${shown(first)} and in ${shown(last)}.`
    : null;
}

/** Null for a text column. */
function numbersOf(numbers: NumberColumn, name: string, fault: Fault): Float64Array | null {
  const read = numbers.read(name !== '');
  switch (read.kind) {
    case 'numbers':
      return read.values;
    case 'text':
      return null;
    case 'decimal comma':
    case 'no number': {
      const place = `row ${read.row + 1}: ${quoted(read.cell)} in column ${quoted(name)}`;
      throw read.kind === 'no number'
        ? fault(`${place} is not a number.`, 'Leave the cell blank for a gap; write decimals with a point.')
        : fault(`${place} is written with a comma.`, 'Write decimals with a point.');
    }
  }
}

function uniqueNames(header: readonly string[]): string[] {
  const taken = new Set<string>();
  const times = new Map<string, number>();
  return header.map((cell) => {
    let name = cell;
    for (let count = times.get(cell) ?? 1; taken.has(name);) {
      name = `${cell} (${++count})`;
      times.set(cell, count);
    }
    taken.add(name);
    return withoutParent(name);
  });
}

/** Copies a text, because V8 represents a slice as a view that keeps the whole file in memory. */
function withoutParent(name: string): string {
  return name.split('').join('');
}
