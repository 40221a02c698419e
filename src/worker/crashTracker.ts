import { type Wording, message } from '../shared/message';
import { BoundedMap } from './boundedMap';
import type { AnalysisFailure } from './protocol';

/** A start or a series that ends its worker gets one more attempt. */
const ATTEMPTS = 2;

/** The question that may have ended a worker. */
export interface Suspect {
  /** Identifies the question. The same series has another key after a refresh. */
  readonly key: string;
  /** Counts crashes, also across refreshes. */
  readonly id: string;
}

/** @param identity the same from refresh to refresh; undefined if the panel or the series has no name */
export function suspectOf({ key, identity }: { readonly key: string; readonly identity?: string }): Suspect {
  return { key, id: identity ?? key };
}

/**
 * Counts crashes for each suspect. One crash proves little, because a driver or a sleeping laptop ends workers too. A
 * second crash over the same suspect predicts a third.
 */
export class CrashTracker {
  private readonly crashes = new BoundedMap<string, number>(1_000);
  private atStart = 0;

  /** Whether a crash is unexplained and one of its suspects still waits. */
  isProbing(isAwaited: (id: string) => boolean): boolean {
    return [...this.crashes.keys()].some(isAwaited);
  }

  /**
   * Counts a crash.
   *
   * @param id of the suspect; undefined if the worker was still starting
   * @returns whether no attempt is left
   */
  isOneTooMany(id: string | undefined): boolean {
    if (id === undefined) {
      this.atStart++;
      return this.atStart >= ATTEMPTS;
    }
    const crashes = (this.crashes.get(id) ?? 0) + 1;
    this.crashes.set(id, crashes);
    return crashes >= ATTEMPTS;
  }

  /** Resets the count after a success. @param id of the suspect; undefined for a start */
  forgive(id: string | undefined): void {
    if (id === undefined) {
      this.atStart = 0;
    } else {
      this.crashes.delete(id);
    }
  }

  clear(): void {
    this.crashes.clear();
    this.atStart = 0;
  }
}

export function workerDied(reason: Wording): AnalysisFailure {
  return {
    code: 'worker-died',
    message: message('failure.worker-died', 'The analysis worker stopped twice during the same work: {{reason}}.', {
      reason,
    }),
    remedy: message(
      'failure.worker-died-remedy',
      'Retry. If it happens again, show fewer series or a shorter time range, or reload the page.'
    ),
  };
}
