import {
  type DataQueryError,
  type DataQueryRequest,
  LoadingState,
  type PanelData,
  guessFieldTypes,
  toDataFrame,
} from '@grafana/data';
import { getDataSourceSrv, getRunRequest } from '@grafana/runtime';
import type { DataSourceRef } from '@grafana/schema';
import { EmptyError, catchError, defer, from, last, map, switchMap, takeWhile, throwError, timeout } from 'rxjs';
import { t } from '../../shared/i18n';
import { LongerQueryError, type RunLonger } from './longerQuery';

export const TIMEOUT_MS = 60_000;

const MIXED: DataSourceRef = { uid: '-- Mixed --', type: 'datasource' };
/** Names of Grafana's expressions, as a type or an identifier. The last one is from older dashboards. */
const EXPRESSIONS: readonly unknown[] = ['__expr__', '-100'];

/** The source refused the query whatever its range: no permission, not found, too many requests, not reachable. */
const REFUSED_ANYWAY: readonly unknown[] = [401, 403, 404, 429, 502, 503];

/**
 * Uses Grafana's own query runner, which handles expressions, mixed sources and hidden queries. See
 * docs/decisions/0007-look-back.md.
 */
export const runLonger: RunLonger = (request) => {
  if (typeof getRunRequest !== 'function' || typeof getDataSourceSrv !== 'function') {
    const message = t(
      'lookback.no-runner',
      'This version of Grafana does not let a panel run its queries over a longer range.'
    );
    return throwError(() => new LongerQueryError(message));
  }
  let isStream = false;
  return defer(() => from(getDataSourceSrv().get(sourceOf(request), request.scopedVars))).pipe(
    switchMap((source) => getRunRequest()(source, request)),
    takeWhile(({ state }) => {
      isStream ||= state === LoadingState.Streaming;
      return state === LoadingState.Loading || state === LoadingState.Streaming;
    }, true),
    last(),
    map(({ series, ...answer }) => {
      const error = errorOf(answer);
      if (answer.state === LoadingState.Loading) {
        throw aborted();
      }
      if (error) {
        throw isCancelled(error) ? aborted() : refused(error);
      }
      return series.map((frame) => guessFieldTypes(toDataFrame(frame)));
    }),
    timeout({ first: TIMEOUT_MS, with: () => throwError(() => tooLate(isStream)) }),
    catchError((error: unknown) => throwError(() => (error instanceof LongerQueryError ? error : failed(error))))
  );
};

function errorOf({ errors, ...answer }: Pick<PanelData, 'error' | 'errors'>): DataQueryError | undefined {
  // Grafana's runner reports an error that a source throws only in the deprecated property.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  return errors?.[0] ?? answer.error;
}

/** Grafana's fetch sets a property that the type of a query error lacks. */
function isCancelled(error: DataQueryError): boolean {
  return 'cancelled' in error && error.cancelled === true;
}

/** A stream may never end, whatever its range. */
function tooLate(isStream: boolean): LongerQueryError {
  const seconds = TIMEOUT_MS / 1000;
  const message = t('lookback.late', 'The data source did not answer over the longer range within {{seconds}} s.', {
    seconds,
  });
  return new LongerQueryError(message, isStream ? null : { kind: 'late', message });
}

/** The browser or Grafana cancelled the request, for example on leaving the page. */
function aborted(): LongerQueryError {
  return new LongerQueryError(
    t('lookback.aborted', 'The query over the longer range was cancelled before it was answered.')
  );
}

function failed(error: unknown): LongerQueryError {
  if (error instanceof EmptyError || (error instanceof Error && error.name === 'AbortError')) {
    return aborted();
  }
  return new LongerQueryError(errorText(error instanceof Error ? error.message : String(error)));
}

/** The source answered with an error. It may answer a shorter range. */
function refused({ message, data, status, statusText }: DataQueryError): LongerQueryError {
  const words = message ?? data?.message ?? statusText ?? String(status);
  const text = errorText(words);
  return new LongerQueryError(text, REFUSED_ANYWAY.includes(status) ? null : { kind: 'refused', message: text, words });
}

function errorText(message: string): string {
  return t('lookback.error', 'The data source returned an error for the longer range: {{message}}', { message });
}

/** The data source of all queries; Grafana's mixed source if there are several. */
function sourceOf({ targets }: DataQueryRequest): DataSourceRef | undefined {
  const refs = targets.flatMap(({ datasource }) =>
    datasource && !EXPRESSIONS.includes(datasource.uid) && !EXPRESSIONS.includes(datasource.type) ? [datasource] : []
  );
  return refs.some(({ uid }) => uid !== refs[0].uid) ? MIXED : refs[0];
}
