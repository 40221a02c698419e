/**
 * A sentence, or part of one, that can be shown in any language and can cross a message port.
 *
 * Write key and wording as literals, `message('key', 'English with {{names}}', { names })`, because `npm run texts`
 * extracts them as it extracts those of `t()`. The panel translates a message by its key (`inWords`); the command line
 * writes the English wording (docs/decisions/0010-messages.md).
 */
export interface Message {
  /** In the language files. */
  readonly key: string;
  /** The English wording, with placeholders for the values. */
  readonly english: string;
  readonly values?: Readonly<Record<string, Wording>>;
}

/** A message, a list of messages, or untranslated text: a figure, a name, an error message of the browser or of tfjs. */
export type Wording = string | number | Message | readonly Wording[];

export function message(key: string, english: string, values?: Message['values']): Message {
  return { key, english, values };
}

/** An error that can be shown in any language. Its `message` is the English wording. */
export class MessageError extends Error {
  constructor(readonly wording: Wording) {
    super(inEnglish(wording));
  }
}

/** The message of a thrown value. tfjs's WebAssembly loader rejects with plain objects. */
export function wordingOf(thrown: unknown): Wording {
  if (thrown instanceof MessageError) {
    return thrown.wording;
  }
  const hasMessage = typeof thrown === 'object' && thrown !== null && 'message' in thrown;
  return hasMessage && typeof thrown.message === 'string' ? thrown.message : String(thrown);
}

/** @param translate inserts the values, which are already words or figures, into the wording of a key */
export function worded(
  wording: Wording,
  translate: (key: string, english: string, values: Record<string, string | number>) => string
): string {
  if (typeof wording !== 'object') {
    return String(wording);
  }
  if (!('key' in wording)) {
    return wording.map((one) => worded(one, translate)).join('; ');
  }
  const values = Object.entries(wording.values ?? {}).map(([name, value]) => [
    name,
    typeof value === 'number' ? value : worded(value, translate),
  ]);
  return translate(wording.key, wording.english, Object.fromEntries(values) as Record<string, string | number>);
}

export function inEnglish(wording: Wording): string {
  return worded(wording, (_, english, values) =>
    english.replace(/\{\{(\w+)\}\}/g, (placeholder, name: string) => String(values[name] ?? placeholder))
  );
}
