/**
 * A sentence, or a piece of one, before it is said in anybody's language: what went wrong as a value, which crosses a
 * message port. Whoever makes it writes `message('key', 'English with {{names}}', { names })`, key and wording as they are,
 * for `npm run texts` reads them there as it reads those of `t()`. The panel says it by its key (`inWords`), the command
 * line in English (docs/decisions/0010-messages.md).
 */
export interface Message {
  /** In the language files. */
  readonly key: string;
  /** The English wording, with places for the values. */
  readonly english: string;
  readonly values?: Readonly<Record<string, Wording>>;
}

/** A message, several one after another, or what is no text of ours: a figure, a name, the words of a browser or of tfjs. */
export type Wording = string | number | Message | readonly Wording[];

export function message(key: string, english: string, values?: Message['values']): Message {
  return { key, english, values };
}

/** An error that can be said in any language. Its message is the English one. */
export class MessageError extends Error {
  constructor(readonly said: Wording) {
    super(inEnglish(said));
  }
}

/** What a thrown thing says; tfjs's WebAssembly loader rejects with plain objects. */
export function wordingOf(thrown: unknown): Wording {
  if (thrown instanceof MessageError) {
    return thrown.said;
  }
  const isTold = typeof thrown === 'object' && thrown !== null && 'message' in thrown;
  return isTold && typeof thrown.message === 'string' ? thrown.message : String(thrown);
}

/** @param translate puts the values, which are words or figures by then, into the wording of a key */
export function worded(
  said: Wording,
  translate: (key: string, english: string, values: Record<string, string | number>) => string
): string {
  if (typeof said !== 'object') {
    return String(said);
  }
  if (!('key' in said)) {
    return said.map((one) => worded(one, translate)).join('; ');
  }
  const values = Object.entries(said.values ?? {}).map(([name, value]) => [
    name,
    typeof value === 'number' ? value : worded(value, translate),
  ]);
  return translate(said.key, said.english, Object.fromEntries(values) as Record<string, string | number>);
}

export function inEnglish(said: Wording): string {
  return worded(said, (_, english, values) =>
    english.replace(/\{\{(\w+)\}\}/g, (place, name: string) => String(values[name] ?? place))
  );
}
