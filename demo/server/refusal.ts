/** Maximum number of characters, because the page shows it in a panel's place. */
const MOST_CHARACTERS = 400;

/** An answer other than the one asked for: an HTTP status and a sentence that the page shows. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string
  ) {
    super(onOneLine(message, MOST_CHARACTERS));
  }
}

/** Foreign text for a message: without control or formatting characters, and cut to `most` characters. */
export function onOneLine(text: string, most: number): string {
  const characters = [...text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim()];
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : characters.join('');
}
