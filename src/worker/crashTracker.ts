import { type Wording, message } from '../shared/message';
import type { AnalysisFailure } from './protocol';

/** A start, or a series, that ends the worker is tried once more. */
const ATTEMPTS = 2;
/** Suspects that are remembered, at most. */
const REMEMBERED = 1_000;

/** What a worker may have died over. */
export interface Suspect {
  /** Of the question that was computed: no other one has it, nor the same series after a refresh. */
  readonly key: string;
  /** By which crashes are counted. */
  readonly id: string;
}

/**
 * A series that is computed.
 *
 * @param identity the same from refresh to refresh; undefined if panel or name are not known
 */
export function suspectOf({ key, identity }: { readonly key: string; readonly identity?: string }): Suspect {
  return { key, id: identity ?? key };
}

/**
 * How often the worker died, and over which series. A death says little by itself (a driver, a sleeping laptop); a
 * second one over the same thing says that a third try would end alike.
 */
export class CrashTracker {
  /** Crashes by the suspect's id. The first is the one that crashed longest ago. */
  private readonly crashes = new Map<string, number>();
  private atStart = 0;

  /** Whether it is not yet known what killed a worker, and one of these suspects is to be computed. */
  isProbing(isAwaited: (id: string) => boolean): boolean {
    return [...this.crashes.keys()].some(isAwaited);
  }

  /** @param id of what was computed, or undefined when the worker was only starting */
  isOneTooMany(id: string | undefined): boolean {
    if (id === undefined) {
      this.atStart++;
      return this.atStart >= ATTEMPTS;
    }
    const crashes = (this.crashes.get(id) ?? 0) + 1;
    this.crashes.delete(id);
    this.crashes.set(id, crashes);
    if (this.crashes.size > REMEMBERED) {
      const [oldest] = this.crashes.keys();
      this.crashes.delete(oldest);
    }
    return crashes >= ATTEMPTS;
  }

  /** A computed series, or a start, wipes what stood against it; undefined is the start. */
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
    message: message('failure.worker-died', 'The analysis worker ended twice over the same work: {{reason}}.', {
      reason,
    }),
    remedy: message(
      'failure.worker-died-remedy',
      'Retry. If it happens again, show fewer series or a shorter time range, or reload the page.'
    ),
  };
}
