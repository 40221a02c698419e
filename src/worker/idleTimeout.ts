/** Bounds of how long a worker is kept that nobody asks, milliseconds. */
export interface IdleTimeout {
  readonly shortestMs: number;
  readonly longestMs: number;
}

export const DEFAULT_IDLE_TIMEOUT: IdleTimeout = { shortestMs: 60_000, longestMs: 5 * 60_000 };

/** Longer than the pause between two refreshes by this factor, so that the next one finds the worker. */
const BEYOND_PAUSE = 1.5;

/**
 * How long to keep it: a minute, or on a dashboard that refreshes more seldom somewhat longer than its pauses last.
 *
 * @param pauseMs how long nobody asked before the last question
 */
export function idleTimeoutAfter(pauseMs: number, { shortestMs, longestMs }: IdleTimeout): number {
  return pauseMs > longestMs ? shortestMs : Math.min(longestMs, Math.max(shortestMs, BEYOND_PAUSE * pauseMs));
}
