import { t } from '../i18n';
import type { AnalysisFailure } from '../worker/protocol';

/**
 * The worker knows no language but English. There its words are shown as they are; other languages say what kind of
 * thing went wrong in words of their own, and quote it for what is technical.
 */
export function failureTexts({ code, message, remedy }: AnalysisFailure): { message: string; remedy: string } {
  const quoted = { detail: message };
  const said = { remedy };
  switch (code) {
    case 'model-missing':
      return {
        message: t('failure.model-missing', '{{detail}}', quoted),
        remedy: t('failure.model-missing-remedy', '{{remedy}}', said),
      };
    case 'model-corrupt':
      return {
        message: t('failure.model-corrupt', '{{detail}}', quoted),
        remedy: t('failure.model-corrupt-remedy', '{{remedy}}', said),
      };
    case 'worker-unavailable':
      return {
        message: t('failure.worker-unavailable', '{{detail}}', quoted),
        remedy: t('failure.worker-unavailable-remedy', '{{remedy}}', said),
      };
    case 'worker-died':
      return {
        message: t('failure.worker-died', '{{detail}}', quoted),
        remedy: t('failure.worker-died-remedy', '{{remedy}}', said),
      };
    case 'engine-failed':
      return {
        message: t('failure.engine-failed', '{{detail}}', quoted),
        remedy: t('failure.engine-failed-remedy', '{{remedy}}', said),
      };
  }
}

/** Why one series could not be computed while others could. */
export function failedText(detail: string): string {
  return t('failure.one-series', '{{detail}}', { detail });
}

/** Why an engine is not the one that ran. */
export function passedOverText(detail: string): string {
  return t('engine.passed-over', '{{detail}}', { detail });
}
