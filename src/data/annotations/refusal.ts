import { isFetchError } from '@grafana/runtime';
import { TimeoutError } from 'rxjs';
import { t } from '../../shared/i18n';
import { record } from '../../shared/record';
import { type Action, TIMEOUT_MS } from './action';

/** Says in one sentence why the request failed and what to do. */
export function refusalOf(error: unknown, action: Action): string {
  if (error instanceof TimeoutError) {
    return t('annotations.slow', 'Grafana did not answer within {{seconds}} s. The next refresh tries again.', {
      seconds: TIMEOUT_MS / 1000,
    });
  }
  const status = isFetchError(error) ? error.status : undefined;
  if (status === 401 || status === 403) {
    switch (action) {
      case 'read':
        return t(
          'annotations.may-not-read',
          'You do not have permission to read annotations here. Ask an administrator for the permission annotations:read.'
        );
      case 'write':
        return t(
          'annotations.may-not-write',
          'You do not have permission to write annotations on this dashboard. Ask an editor of the dashboard or an administrator.'
        );
      case 'delete':
        return t(
          'annotations.may-not-delete',
          'You do not have permission to delete annotations on this dashboard. Ask an editor of the dashboard or an administrator.'
        );
    }
  }
  return t('annotations.failed', 'Grafana reported an error: {{reason}}. Try again later.', {
    reason: reasonOf(error).replace(/\.$/, ''),
  });
}

function reasonOf(error: unknown): string {
  if (isFetchError(error)) {
    const message: unknown = record(error.data).message;
    const reason = typeof message === 'string' && message !== '' ? message : error.statusText;
    return reason ? `${reason} (HTTP ${error.status})` : `HTTP ${error.status}`;
  }
  return error instanceof Error ? error.message : String(error);
}
