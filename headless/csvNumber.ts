import { Cells } from './csvCells';

/** Cells without a measurement. Infinities count too, because no plot can show them. */
const GAP = /^(nan|null|none|nil|n\/?a|-|undefined|[-+]?inf(inity)?)?$/i;

/** At most this share of numbers makes a column text, instead of numbers with mistakes. */
const NUMERIC_SHARE = 0.5;

/** A decimal comma, with or without points between thousands. */
const DECIMAL_COMMA = /^[-+]?(\d+|\d{1,3}(\.\d{3})+),\d+$/;

/** Numbers, a text column, or the first invalid cell. */
export type ReadNumbers =
  | { readonly kind: 'numbers'; readonly values: Float64Array }
  | { readonly kind: 'text' }
  | { readonly kind: 'decimal comma' | 'no number'; readonly row: number; readonly cell: string };

/** Reads a column cell by cell, so that no text stays in memory. */
export class NumberColumn {
  private readonly cells = new Cells();
  private numbers = 0;
  private texts = 0;
  private commas = 0;
  private firstText: { readonly row: number; readonly cell: string } | null = null;

  /** @param cell trimmed */
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

  /** @param isNamed whether the column has a name; without one it needs a number to be a series */
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
