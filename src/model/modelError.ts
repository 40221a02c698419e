/** What can go wrong between the plugin's files and a network that answers. */
export type ModelErrorCode = 'model-missing' | 'model-corrupt' | 'engine-failed';

/** An error a person can act on: `message` is what is wrong, `remedy` what to do. */
export class ModelError extends Error {
  constructor(
    readonly code: ModelErrorCode,
    message: string,
    readonly remedy: string
  ) {
    super(message);
    this.name = 'ModelError';
  }
}

/** The sentence of an unknown thrown thing; tfjs's WebAssembly loader rejects with plain objects. */
export function reasonOf(thrown: unknown): string {
  if (typeof thrown === 'object' && thrown !== null && 'message' in thrown && typeof thrown.message === 'string') {
    return thrown.message;
  }
  return String(thrown);
}
