/** The server's limits on the answers of Prometheus. */
export interface ProxyLimits {
  /** Bytes of one answer, decompressed. */ readonly answerBytes: number;
  /** Bytes of all answers that are held at the same time. */ readonly heldBytes: number;
  /** Milliseconds until Prometheus must have answered in full. */ readonly answerMs: number;
}

const MB = 1_000_000;

/** One answer holds about a million points; all answers together, those of several panels in one refresh. */
export const LIMITS: ProxyLimits = { answerBytes: 32 * MB, heldBytes: 128 * MB, answerMs: 30_000 };
