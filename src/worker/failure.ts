import { MessageError, wordingOf, message } from '../shared/message';
import type { AnalysisFailure } from './protocol';

/** The client rejects with this if no analysis is possible. The panel shows `failure`. */
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

/** The failure in a thrown value, as a plain object that can cross a message port; null if it is not a failure. */
export function failureOf(thrown: unknown): AnalysisFailure | null {
  if (typeof thrown !== 'object' || thrown === null || !('code' in thrown) || !CODES.has(thrown.code)) {
    return null;
  }
  const { code, message, remedy } = thrown as AnalysisFailure;
  return { code, message: thrown instanceof MessageError ? thrown.wording : message, remedy };
}

/** The reason that an aborted question rejects with. */
export function abortError(): DOMException {
  return new DOMException('A newer question took the place of this one.', 'AbortError');
}

/** A file of the plugin could not be loaded. */
export function notLoaded(file: string, thrown: unknown): AnalysisFailure {
  return {
    code: 'worker-unavailable',
    message: message('loaded.failed', "The plugin's file {{file}} could not be loaded: {{reason}}.", {
      file,
      reason: wordingOf(thrown),
    }),
    remedy: message('loaded.failed-remedy', 'Reload the page. The plugin may have been updated in the meantime.'),
  };
}
