import Papa from 'papaparse';

/** Characters from which the delimiter and the line ends are told. */
const HEAD = 1 << 16;

/** Characters of a row at most, so that a quote that is never closed, or a file of another kind, ends early. */
export const MOST_IN_ROW = 1 << 20;

/** In place of where a row ends. */
const UNFINISHED = -1;

/** What keeps a text from being read as rows, in one sentence, and what to do. */
export class RowFault extends Error {
  constructor(
    readonly fault: string,
    readonly remedy: string
  ) {
    super(fault);
  }
}

/** Is given the cells of a row without blanks round them, and the number of the row, from 0 on. */
type Hear = (cells: readonly string[], row: number) => void;

/**
 * Hands over the rows of a CSV text (RFC 4180) one by one, without those that are blank. Papa Parse tells what stands
 * between cells; the rows are cut here, because it holds all of them at once, in twenty times the memory of the text.
 *
 * @param pieces of the text, wherever it is cut; of what was read no more is kept than a row
 * @throws RowFault
 */
export function eachRow(pieces: Iterable<string>, hear: Hear): void {
  let rest = '';
  let separators: Separators | null = null;
  let row = 0;
  const take = (text: string, isLast: boolean) => {
    rest = text;
    if (isLast || separators !== null || text.length >= HEAD) {
      separators ??= separatorsOf(text);
      const cut = rowsIn(text, isLast, separators, row, hear);
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
 * @param isLast whether the text ends here; otherwise a row that nothing ends is left for later, unless it is too long
 * @param row number of the first row
 * @returns where the first row that was left begins, and its number
 */
function rowsIn(
  text: string,
  isLast: boolean,
  { delimiter, end }: Separators,
  row: number,
  hear: Hear
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
      hear(cells, row++);
    }
    at = next + 1;
  }
  return { at, row };

  /** Reads a row that holds a quote. @returns where it ends, {@link UNFINISHED} if it goes on behind the text */
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

  /** @returns where a cell in quotes ends: the delimiter, the end of the line or that of the text */
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
    const fault = `line ${row + 1} holds more than ${MOST_IN_ROW.toLocaleString('en-US')} characters.`;
    throw new RowFault(fault, 'Write a line a row, and close all quotes.');
  }
}

/** Where a character stands next; remembered, so that a text without it is searched once. */
class Finder {
  private found = -1;

  constructor(
    private readonly text: string,
    private readonly character: string
  ) {}

  /** @param at never smaller than before @returns the text's length where there is none */
  from(at: number): number {
    if (this.found < at) {
      const found = this.text.indexOf(this.character, at);
      this.found = found < 0 ? this.text.length : found;
    }
    return this.found;
  }
}
