import { type Said, saying } from '../shared/message';
import type { AnalysisFailure } from './protocol';

/** A start, or a series, that ends the worker is tried once more. */
const ATTEMPTS = 2;

/**
 * How often the worker died, and over which series. A death says little by itself (a driver, a sleeping laptop); a
 * second one over the same thing says that a third try would end alike.
 */
export class DeathRecord {
  private readonly over = new Map<string, number>();
  private atStart = 0;

  /** Whether any series is suspected. */
  get some(): boolean {
    return this.over.size > 0;
  }

  /** @param culprit key of the series that was computed, or undefined when the worker was only starting */
  isOneTooMany(culprit: string | undefined): boolean {
    if (culprit === undefined) {
      this.atStart++;
      return this.atStart >= ATTEMPTS;
    }
    const deaths = (this.over.get(culprit) ?? 0) + 1;
    this.over.set(culprit, deaths);
    return deaths >= ATTEMPTS;
  }

  /** A computed series, or a start, wipes what stood against it; undefined is the start. */
  forgive(key: string | undefined): void {
    if (key === undefined) {
      this.atStart = 0;
    } else {
      this.over.delete(key);
    }
  }

  clear(): void {
    this.over.clear();
    this.atStart = 0;
  }
}

export function workerDied(reason: Said): AnalysisFailure {
  return {
    code: 'worker-died',
    message: saying('failure.worker-died', 'The analysis worker ended twice over the same work: {{reason}}.', {
      reason,
    }),
    remedy: saying(
      'failure.worker-died-remedy',
      'Retry. If it happens again, show fewer series or a shorter time range, or reload the page.'
    ),
  };
}
