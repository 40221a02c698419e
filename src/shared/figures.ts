/** Bounds on the number of digits. */
export interface Digits {
  readonly least: number;
  readonly most: number;
}

/**
 * Writes numbers of one sentence with the fewest digits that distinguish them: “1000.004 instead of 1000”, never
 * “1000 instead of 1000”.
 *
 * @param write formats a value with a number of digits
 * @returns the texts in the order of the values; with the fewest digits if no number of digits distinguishes them
 */
export function writtenApart<Value extends number | null>(
  values: readonly Value[],
  write: (value: Value, digits: number) => string,
  { least, most }: Digits
): string[] {
  // A Set treats −0 and 0 as equal.
  const different = new Set(values).size;
  for (let digits = least; digits <= most; digits++) {
    const texts = values.map((value) => write(value, digits));
    if (new Set(texts.map(withoutZeros)).size === different) {
      return texts;
    }
  }
  return values.map((value) => write(value, least));
}

/** “100.0” and “100” are the same number to a reader. */
function withoutZeros(text: string): string {
  return text.replace(/\.(\d*?)0+(?!\d)/, (_, digits: string) => (digits === '' ? '' : `.${digits}`));
}
