/** A mistake on the command line: one line, exit code 2. */
export class UsageError extends Error {}

/** A possible address, without a name and password before its `@`. */
export function withoutCredentials(text) {
  return text.replace(/^.*@/s, '…@');
}
