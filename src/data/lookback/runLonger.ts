import {
  type DataFrame,
  type DataQueryError,
  type DataQueryRequest,
  LoadingState,
  type PanelData,
  guessFieldTypes,
  toDataFrame,
} from '@grafana/data';
import { getDataSourceSrv, getRunRequest } from '@grafana/runtime';
import type { DataSourceRef } from '@grafana/schema';
import {
  EmptyError,
  type Observable,
  catchError,
  defer,
  from,
  last,
  map,
  switchMap,
  takeWhile,
  throwError,
  timeout,
} from 'rxjs';
import { t } from '../../shared/i18n';

export const TIMEOUT_MS = 60_000;

const MIXED: DataSourceRef = { uid: '-- Mixed --', type: 'datasource' };
const EXPRESSION = '__expr__';

/** Why a longer query failed. The message is a sentence for the user. */
export class LongerQueryError extends Error {}

/** Runs a request as Grafana runs a panel's queries. Fails with {@link LongerQueryError}. Unsubscribing cancels it. */
export type RunLonger = (request: DataQueryRequest) => Observable<readonly DataFrame[]>;

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
  return defer(() => from(getDataSourceSrv().get(sourceOf(request), request.scopedVars))).pipe(
    switchMap((source) => getRunRequest()(source, request)),
    takeWhile(({ state }) => state === LoadingState.Loading || state === LoadingState.Streaming, true),
    last(),
    map(({ series, ...answer }) => {
      const error = errorOf(answer);
      if (answer.state === LoadingState.Loading) {
        throw aborted();
      }
      if (error) {
        throw isCancelled(error) ? aborted() : new Error(error.message ?? error.data?.message ?? error.statusText);
      }
      return series.map((frame) => guessFieldTypes(toDataFrame(frame)));
    }),
    timeout({ first: TIMEOUT_MS, with: () => throwError(tooLate) }),
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

function tooLate(): LongerQueryError {
  const seconds = TIMEOUT_MS / 1000;
  return new LongerQueryError(
    t('lookback.late', 'The data source did not answer over the longer range within {{seconds}} s.', { seconds })
  );
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
  const message = error instanceof Error ? error.message : String(error);
  return new LongerQueryError(
    t('lookback.error', 'The data source returned an error for the longer range: {{message}}', { message })
  );
}

/** The data source of all queries; Grafana's mixed source if there are several. */
function sourceOf({ targets }: DataQueryRequest): DataSourceRef | undefined {
  const refs = targets.flatMap(({ datasource }) => (datasource && datasource.uid !== EXPRESSION ? [datasource] : []));
  return refs.some(({ uid }) => uid !== refs[0].uid) ? MIXED : refs[0];
}
