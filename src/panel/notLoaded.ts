import { t } from '../i18n';
import type { AnalysisFailure } from '../worker/protocol';

/** One of the plugin's files did not come: which, why, and what to do. */
export function notLoaded(file: string, { message }: Error): AnalysisFailure {
  return {
    code: 'engine-failed',
    message: t('loaded.failed', "The plugin's file {{file}} could not be loaded: {{reason}}", {
      file,
      reason: message,
    }),
    remedy: t('loaded.failed-remedy', 'Reload the page: the plugin may have been updated meanwhile.'),
  };
}
