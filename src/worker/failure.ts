import { MessageError, wordingOf, message } from '../shared/message';
import type { AnalysisFailure } from './protocol';

/** What the client rejects with when no analysis is possible; `failure` is what a panel shows. */
export class AnalysisError extends MessageError {
  override readonly name = 'AnalysisError';

  constructor(readonly failure: AnalysisFailure) {
    super(failure.message);
  }
}

const CODES: ReadonlySet<unknown> = new Set<AnalysisFailure['code']>([
  'model-missing',
  'model-corrupt',
  'worker-unavailable',
  'worker-died',
  'engine-failed',
]);

/** The failure that a thrown thing is, without its stack, fit to cross a message port; null when it is none. */
export function failureOf(thrown: unknown): AnalysisFailure | null {
  if (typeof thrown !== 'object' || thrown === null || !('code' in thrown) || !CODES.has(thrown.code)) {
    return null;
  }
  const { code, message, remedy } = thrown as AnalysisFailure;
  return { code, message: thrown instanceof MessageError ? thrown.said : message, remedy };
}

/** What a question ends with that nobody waits for any more. */
export function abortError(): DOMException {
  return new DOMException('A newer question took the place of this one.', 'AbortError');
}

/** One of the plugin's files did not come: which, why, and what to do. */
export function notLoaded(file: string, thrown: unknown): AnalysisFailure {
  return {
    code: 'worker-unavailable',
    message: message('loaded.failed', "The plugin's file {{file}} could not be loaded: {{reason}}.", {
      file,
      reason: wordingOf(thrown),
    }),
    remedy: message('loaded.failed-remedy', 'Reload the page: the plugin may have been updated meanwhile.'),
  };
}
