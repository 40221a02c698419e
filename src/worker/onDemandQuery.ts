import { type Wording, message } from '../shared/message';
import { AnalysisError, abortError } from './failure';
import type { AnalysisFailure, OnDemandAnswer } from './protocol';
import type { WorkerLink } from './workerLink';

/** Sends a query to a worker. @param id identifies the query, so that it can be cancelled */
export type SendQuery<T> = (link: WorkerLink, id: number) => Promise<OnDemandAnswer<T>>;

/** An inspection or a request to learn. It goes ahead of waiting analyses, and its answer is not cached. */
export interface OnDemandQuery {
  /** Unique to this query. */
  readonly key: string;
  /** Identifies the series, also across refreshes; undefined if the panel or the series has no name. */
  readonly identity: string | undefined;
  /**
   * Sends the query to a worker and passes the answer to the caller of {@link OpenQueries.ask}.
   *
   * @returns a failure of the engine, which concerns all questions, or null
   * @throws WorkerDied
   */
  send(link: WorkerLink, id: number): Promise<AnalysisFailure | null>;
  reject(reason: Error): void;
}

/** Queries without an answer yet, in the order in which they were asked. */
export class OpenQueries {
  private readonly open = new Map<string, OnDemandQuery>();
  private last = 0;

  get size(): number {
    return this.open.size;
  }

  has(key: string): boolean {
    return this.open.has(key);
  }

  [Symbol.iterator](): Iterator<OnDemandQuery> {
    return this.open.values();
  }

  /** @param onAbort called with the query if `signal` is aborted before the answer */
  ask<T>(
    identity: string | undefined,
    send: SendQuery<T>,
    signal: AbortSignal,
    onAbort: (query: OnDemandQuery) => void
  ): Promise<T> {
    return new Promise((resolve, reject) => {
      const key = `query ${++this.last}`;
      const query: OnDemandQuery = {
        key,
        identity,
        send: async (link, id) => {
          const answer = await send(link, id);
          if (answer.kind === 'answer') {
            this.open.delete(key);
            resolve(answer.answer);
          } else if (answer.kind === 'broken') {
            this.reject(key, new AnalysisError(brokenSeries(answer.message)));
          }
          return answer.kind === 'failure' ? answer.failure : null;
        },
        reject,
      };
      this.open.set(key, query);
      const abandon = () => {
        if (this.reject(key, abortError())) {
          onAbort(query);
        }
      };
      signal.addEventListener('abort', abandon, { once: true });
    });
  }

  /** @returns whether the query was still open */
  reject(key: string, reason: Error): boolean {
    this.open.get(key)?.reject(reason);
    return this.open.delete(key);
  }

  rejectAll(reason: () => Error): void {
    [...this.open.keys()].forEach((key) => this.reject(key, reason()));
  }
}

function brokenSeries(reason: Wording): AnalysisFailure {
  return {
    code: 'engine-failed',
    message: message('failure.series-broken', 'This series cannot be inspected: {{reason}}', { reason }),
    remedy: message('failure.series-broken-remedy', 'Reload the page, or inspect another series.'),
  };
}
