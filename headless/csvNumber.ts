import { Cells } from './csvCells';

/** Cells that mean "nothing measured". Infinities have no place on a plot either. */
const GAP = /^(nan|null|none|nil|n\/?a|-|undefined|[-+]?inf(inity)?)?$/i;

/** Where a column is text in more than half of its cells it is a text column, not a number column with mistakes. */
const NUMERIC_SHARE = 0.5;

/** As most of Europe writes it, with points between thousands or without. */
const DECIMAL_COMMA = /^[-+]?(\d+|\d{1,3}(\.\d{3})+),\d+$/;

/** A column of numbers as it was read, a column of text, or the first cell that is a mistake. */
export type ReadNumbers =
  | { readonly kind: 'numbers'; readonly values: Float64Array }
  | { readonly kind: 'text' }
  | { readonly kind: 'decimal comma' | 'no number'; readonly row: number; readonly cell: string };

/** Takes in a column cell by cell, so that no text is kept. */
export class NumberColumn {
  private readonly cells = new Cells();
  private numbers = 0;
  private texts = 0;
  private commas = 0;
  private firstText: { readonly row: number; readonly cell: string } | null = null;

  /** @param cell without blanks round it */
  add(cell: string): void {
    const number = cell === '' ? NaN : Number(cell);
    if (!Number.isNaN(number)) {
      this.numbers++;
    } else if (!GAP.test(cell)) {
      this.firstText ??= { row: this.cells.length, cell };
      this.texts++;
      this.commas += DECIMAL_COMMA.test(cell) ? 1 : 0;
    }
    this.cells.add(Number.isFinite(number) ? number : NaN);
  }

  /** @param isNamed a column without a name is no series unless it holds a number */
  read(isNamed: boolean): ReadNumbers {
    const { numbers, texts, firstText } = this;
    if (firstText !== null && this.commas === texts) {
      return { kind: 'decimal comma', ...firstText };
    }
    if (numbers === 0 && (firstText !== null || !isNamed)) {
      return { kind: 'text' };
    }
    if (firstText !== null && numbers / (numbers + texts) <= NUMERIC_SHARE) {
      return { kind: 'text' };
    }
    return firstText === null ? { kind: 'numbers', values: this.cells.all() } : { kind: 'no number', ...firstText };
  }
}
