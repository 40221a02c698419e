import { type Wording, message } from '../shared/message';
import { AnalysisError, abortError } from './failure';
import type { AnalysisFailure, OnDemandAnswer } from './protocol';
import type { WorkerLink } from './workerLink';

/** A question to a worker beside the verdicts: put ahead of what waits, answered once and kept by nobody. */
export interface OnDemandQuery {
  /** That of no other question. */
  readonly key: string;
  /** Which series it is about, the same from refresh to refresh; undefined where that is not known. */
  readonly identity: string | undefined;
  /**
   * Puts it to a worker and hands the answer to whoever asked.
   *
   * @returns a failure of the engine, which concerns all questions, or null
   * @throws WorkerDied
   */
  put(link: WorkerLink, id: number): Promise<AnalysisFailure | null>;
  reject(reason: Error): void;
}

/** Inquiries that wait for their answer, in the order in which they were asked. */
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

  /**
   * @param put asks one worker
   * @param onAbort nobody waits for this one any more
   */
  ask<T>(
    identity: string | undefined,
    put: (link: WorkerLink, id: number) => Promise<OnDemandAnswer<T>>,
    signal: AbortSignal,
    onAbort: (inquiry: OnDemandQuery) => void
  ): Promise<T> {
    return new Promise((resolve, reject) => {
      const key = `inquiry ${++this.last}`;
      const inquiry: OnDemandQuery = {
        key,
        identity,
        put: async (link, id) => {
          const given = await put(link, id);
          if (given.kind === 'answer') {
            this.open.delete(key);
            resolve(given.answer);
          } else if (given.kind === 'broken') {
            this.reject(key, new AnalysisError(brokenOver(given.message)));
          }
          return given.kind === 'failure' ? given.failure : null;
        },
        reject,
      };
      this.open.set(key, inquiry);
      const abandon = () => {
        if (this.reject(key, abortError())) {
          onAbort(inquiry);
        }
      };
      signal.addEventListener('abort', abandon, { once: true });
    });
  }

  /** @returns whether it still waited */
  reject(key: string, reason: Error): boolean {
    this.open.get(key)?.reject(reason);
    return this.open.delete(key);
  }

  rejectAll(reason: () => Error): void {
    [...this.open.keys()].forEach((key) => this.reject(key, reason()));
  }
}

function brokenOver(reason: Wording): AnalysisFailure {
  return {
    code: 'engine-failed',
    message: message('failure.series-broken', 'This series cannot be looked at closely: {{reason}}', { reason }),
    remedy: message('failure.series-broken-remedy', 'Reload the page, or look at another series.'),
  };
}
