import type { DataFrame, DataQueryRequest } from '@grafana/data';
import type { Observable } from 'rxjs';
import type { Limit } from './reach/reach';

/** Why a longer query failed. The message is a sentence for the user. */
export class LongerQueryError extends Error {
  /** @param limit null if a shorter range would fail too */
  constructor(
    message: string,
    readonly limit: Limit | null = null
  ) {
    super(message);
  }
}

/** Runs a request as Grafana runs a panel's queries. Fails with {@link LongerQueryError}. Unsubscribing cancels it. */
export type RunLonger = (request: DataQueryRequest) => Observable<readonly DataFrame[]>;
