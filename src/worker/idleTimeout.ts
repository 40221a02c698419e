/** How long an idle worker is kept, milliseconds. */
export interface IdleTimeout {
  readonly shortestMs: number;
  readonly longestMs: number;
}

export const DEFAULT_IDLE_TIMEOUT: IdleTimeout = { shortestMs: 60_000, longestMs: 5 * 60_000 };

/** The timeout exceeds the pause between two refreshes by this factor, so that the next refresh finds the worker. */
const PAUSE_MARGIN = 1.5;

/**
 * Keeps a worker beyond the dashboard's refresh interval. If the interval exceeds the longest timeout, no timeout helps,
 * so the shortest applies.
 *
 * @param pauseMs time without questions before the last one
 * @returns milliseconds
 */
export function idleTimeoutAfter(pauseMs: number, { shortestMs, longestMs }: IdleTimeout): number {
  return pauseMs > longestMs ? shortestMs : Math.min(longestMs, Math.max(shortestMs, PAUSE_MARGIN * pauseMs));
}
