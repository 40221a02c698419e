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

/** Time that a source may take over a longer range, milliseconds. */
export const PATIENCE_MS = 60_000;

const MIXED: DataSourceRef = { uid: '-- Mixed --', type: 'datasource' };
const EXPRESSION = '__expr__';

/** Why there is no answer over a longer range. The message is a sentence to show. */
export class LongerQueryError extends Error {}

/** Runs a request as a panel's queries are run. Its error is a {@link LongerQueryError}; unsubscribing cancels it. */
export type RunLonger = (request: DataQueryRequest) => Observable<readonly DataFrame[]>;

/**
 * Runs a request with Grafana's own runner, which knows expressions, mixed sources and hidden queries; why this one:
 * docs/decisions/0007-look-back.md.
 */
export const runLonger: RunLonger = (request) => {
  if (typeof getRunRequest !== 'function' || typeof getDataSourceSrv !== 'function') {
    const message = t('lookback.no-runner', 'This Grafana does not let a panel run its queries over a longer range.');
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
    timeout({ first: PATIENCE_MS, with: () => throwError(tooLate) }),
    catchError((error: unknown) => throwError(() => (error instanceof LongerQueryError ? error : failed(error))))
  );
};

function errorOf({ errors, ...answer }: Pick<PanelData, 'error' | 'errors'>): DataQueryError | undefined {
  // Grafana's runner tells what a source throws in the deprecated field alone.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  return errors?.[0] ?? answer.error;
}

/** Grafana's fetch says it in a field that the type of a query's error does not have. */
function isCancelled(error: DataQueryError): boolean {
  return 'cancelled' in error && error.cancelled === true;
}

function tooLate(): LongerQueryError {
  const seconds = PATIENCE_MS / 1000;
  return new LongerQueryError(
    t('lookback.late', 'The source did not answer over the longer range within {{seconds}} s.', { seconds })
  );
}

/** By the browser or by Grafana, which withdraws the queries of a page that is left. */
function aborted(): LongerQueryError {
  return new LongerQueryError(
    t('lookback.aborted', 'The query over the longer range was aborted before it was answered.')
  );
}

function failed(error: unknown): LongerQueryError {
  if (error instanceof EmptyError || (error instanceof Error && error.name === 'AbortError')) {
    return aborted();
  }
  const message = error instanceof Error ? error.message : String(error);
  return new LongerQueryError(
    t('lookback.error', 'The source answered over the longer range with an error: {{message}}', { message })
  );
}

/** The source that all queries are for; Grafana's mixed source where they are for several. */
function sourceOf({ targets }: DataQueryRequest): DataSourceRef | undefined {
  const refs = targets.flatMap(({ datasource }) => (datasource && datasource.uid !== EXPRESSION ? [datasource] : []));
  return refs.some(({ uid }) => uid !== refs[0].uid) ? MIXED : refs[0];
}
