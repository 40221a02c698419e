import Papa from 'papaparse';
import { figure } from './terminal.mjs';

/** Number of characters that determine the delimiter and the line ends. */
const HEAD = 1 << 16;

/** Most characters of a row, so that an open quote or a file of another format fails early. */
export const MOST_IN_ROW = 1 << 20;

/** The end of a row that is not complete yet. */
const UNFINISHED = -1;

/** Why a text cannot be read as rows, and what to do. */
export class RowFault extends Error {
  constructor(
    readonly fault: string,
    readonly remedy: string
  ) {
    super(fault);
  }
}

/** Takes the trimmed cells of a row and the row's number, starting at 0. */
type OnRow = (cells: readonly string[], row: number) => void;

/**
 * Reads the rows of a CSV text (RFC 4180) one by one, without blank ones. Papa Parse finds the separators. It does not
 * split the rows, because it would hold all of them in twenty times the memory of the text.
 *
 * @param pieces of the text, split anywhere; at most one row of earlier pieces stays in memory
 * @throws RowFault
 */
export function eachRow(pieces: Iterable<string>, onRow: OnRow): void {
  let rest = '';
  let separators: Separators | null = null;
  let row = 0;
  const take = (text: string, isLast: boolean) => {
    rest = text;
    if (isLast || separators !== null || text.length >= HEAD) {
      separators ??= separatorsOf(text);
      const cut = rowsIn(text, isLast, separators, row, onRow);
      row = cut.row;
      rest = text.slice(cut.at);
    }
  };
  for (const piece of pieces) {
    take(rest + piece, false);
  }
  take(rest, true);
}

interface Separators {
  readonly delimiter: string;
  readonly end: string;
}

function separatorsOf(text: string): Separators {
  const { delimiter, linebreak } = Papa.parse(text.slice(0, HEAD), { preview: 1, skipEmptyLines: 'greedy' }).meta;
  return { delimiter, end: linebreak === '\r' ? '\r' : '\n' };
}

/**
 * @param isLast whether the text ends here; otherwise an incomplete last row waits for more text, unless it is too long
 * @param row number of the first row
 * @returns offset and number of the first unread row
 */
function rowsIn(
  text: string,
  isLast: boolean,
  { delimiter, end }: Separators,
  row: number,
  onRow: OnRow
): { at: number; row: number } {
  const quotes = new Finder(text, '"');
  const ends = new Finder(text, end);
  const delimiters = new Finder(text, delimiter);
  let at = 0;
  while (at < text.length) {
    const goesOn = !isLast && text.length - at <= MOST_IN_ROW;
    let cells: string[];
    let next = ends.from(at);
    if (goesOn && next === text.length) {
      break;
    }
    if (quotes.from(at) > next) {
      checkLength(next - at, row);
      cells = text.slice(at, next).split(delimiter);
    } else {
      cells = [];
      next = quotedRow(at, cells, goesOn);
      if (next === UNFINISHED) {
        break;
      }
    }
    let isBlank = true;
    for (let i = 0; i < cells.length; i++) {
      cells[i] = cells[i].trim();
      isBlank &&= cells[i] === '';
    }
    if (!isBlank) {
      onRow(cells, row++);
    }
    at = next + 1;
  }
  return { at, row };

  /** Reads a row with a quote. @returns its end, or {@link UNFINISHED} if it continues after the text */
  function quotedRow(start: number, cells: string[], goesOn: boolean): number {
    for (let at = start; ;) {
      const isQuoted = text[at] === '"';
      const stop = isQuoted ? afterQuote(at, start, goesOn) : Math.min(delimiters.from(at), ends.from(at));
      if (goesOn && (stop === UNFINISHED || stop === text.length)) {
        return UNFINISHED;
      }
      checkLength(stop - start, row);
      cells.push(
        isQuoted ? text.slice(at + 1, text.lastIndexOf('"', stop - 1)).replaceAll('""', '"') : text.slice(at, stop)
      );
      if (stop >= text.length || stop === ends.from(stop)) {
        return stop;
      }
      at = stop + 1;
    }
  }

  /** @returns the end of a quoted cell: the delimiter, the end of the line or that of the text */
  function afterQuote(at: number, start: number, goesOn: boolean): number {
    let close = text.indexOf('"', at + 1);
    while (close >= 0 && text[close + 1] === '"') {
      checkLength(close - start, row);
      close = text.indexOf('"', close + 2);
    }
    if (goesOn && (close < 0 || close + 1 === text.length)) {
      return UNFINISHED;
    }
    if (close < 0) {
      throw new RowFault(`a quote in line ${row + 1} is never closed.`, 'Close it, or double the quotes inside.');
    }
    const stop = Math.min(delimiters.from(close), ends.from(close));
    checkLength(stop - start, row);
    if (text.slice(close + 1, stop).trim() !== '') {
      throw new RowFault(`a quote in line ${row + 1} is closed before its cell ends.`, 'Double the quotes inside.');
    }
    return stop;
  }
}

function checkLength(length: number, row: number): void {
  if (length > MOST_IN_ROW) {
    const fault = `line ${row + 1} holds more than ${figure(MOST_IN_ROW)} characters.`;
    throw new RowFault(fault, 'Write a line a row, and close all quotes.');
  }
}

/** Finds the next occurrence of a character. It stores the result, so that a text without the character is searched once. */
class Finder {
  private found = -1;

  constructor(
    private readonly text: string,
    private readonly character: string
  ) {}

  /** @param at never smaller than before @returns the next offset, or the text's length if there is none */
  from(at: number): number {
    if (this.found < at) {
      const found = this.text.indexOf(this.character, at);
      this.found = found < 0 ? this.text.length : found;
    }
    return this.found;
  }
}
