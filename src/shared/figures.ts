/** From how many digits to how many. */
export interface Digits {
  readonly least: number;
  readonly most: number;
}

/**
 * Numbers that stand beside each other in a sentence, with as few digits as tell different ones apart: “1000.004 instead of
 * 1000”, never “1000 instead of 1000”.
 *
 * @param write one of them with so many digits
 * @returns the texts in the order of the numbers; with the least digits if no count tells the numbers apart
 */
export function writtenApart<Value extends number | null>(
  values: readonly Value[],
  write: (value: Value, digits: number) => string,
  { least, most }: Digits
): string[] {
  // A set takes −0 for 0.
  const different = new Set(values).size;
  for (let digits = least; digits <= most; digits++) {
    const texts = values.map((value) => write(value, digits));
    if (new Set(texts.map(withoutZeros)).size === different) {
      return texts;
    }
  }
  return values.map((value) => write(value, least));
}

/** “100.0” is no other number than “100” to a reader. */
function withoutZeros(text: string): string {
  return text.replace(/\.(\d*?)0+(?!\d)/, (_, digits: string) => (digits === '' ? '' : `.${digits}`));
}
