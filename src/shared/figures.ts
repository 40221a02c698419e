import { type Message, message } from './message';

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

/** A greater ratio tells people no more. */
const GREATEST_SHOWN = 100;
/** In binary, 2.3 times 10 is slightly less than 23. */
const ROUNDING = 1e-9;

/**
 * Smoothed error ÷ threshold in words: “62 % of” or “3.1 times”, followed by the threshold. Files for machines hold the
 * number itself.
 *
 * Figures are rounded down. An error below its threshold then never reads as if it reached it, and no error reads as if it
 * had the next severity.
 */
export function ratioMessage(exceedance: number): Message {
  if (exceedance >= 1) {
    return exceedance > GREATEST_SHOWN
      ? message('ratio.more', 'more than {{number}} times', { number: GREATEST_SHOWN })
      : message('ratio.times', '{{number}} times', { number: figure(exceedance) });
  }
  const percent = Math.min(Math.floor(100 * exceedance + ROUNDING), 99);
  return message('ratio.share', '{{number}} % of', { number: percent || (exceedance > 0 ? '< 1' : 0) });
}

/**
 * The same as a figure, equal in every language.
 *
 * @param exceedance at least 1
 */
export function ratioSign(exceedance: number): string {
  return exceedance > GREATEST_SHOWN ? `> ${GREATEST_SHOWN}×` : `${figure(exceedance)}×`;
}

/** One decimal below 10, none from 10 on. */
function figure(exceedance: number): string {
  const down = (steps: number) => Math.floor(exceedance * steps + ROUNDING) / steps;
  return exceedance < 10 ? down(10).toFixed(1) : String(down(1));
}
