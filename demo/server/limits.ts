/** How much of an answer of Prometheus the page's server takes on. */
export interface ProxyLimits {
  /** Bytes of one answer, decompressed. */ readonly answerBytes: number;
  /** Bytes of all answers that are held at the same time. */ readonly heldBytes: number;
  /** Milliseconds until Prometheus must have answered in full. */ readonly answerMs: number;
}

const MB = 1_000_000;

/** One answer: about a million points. All: those of several panels that are refreshed together. */
export const LIMITS: ProxyLimits = { answerBytes: 32 * MB, heldBytes: 128 * MB, answerMs: 30_000 };
