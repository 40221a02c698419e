/** A mistake on the command line: one line, exit code 2. */
export class UsageError extends Error {}

const MOST_CHARACTERS = 80;

/** What was given, fit for a message: on one line, and cut. */
export function quoted(text) {
  const characters = [...text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')];
  return characters.length > MOST_CHARACTERS
    ? `${characters.slice(0, MOST_CHARACTERS - 1).join('')}…`
    : characters.join('');
}

/** As `quoted`, for what may be an address: without a name and password before its `@`. */
export function quotedAddress(text) {
  return quoted(text.replace(/^.*@/s, '…@'));
}
