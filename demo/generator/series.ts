/** A known incident. */
export interface Incident {
  readonly kind: string;
  /** Epoch milliseconds of the first and of the last point that it touches. */
  readonly start: number;
  readonly end: number;
}

/** One generated series and its known incidents. */
export interface DemoSeries {
  readonly id: string;
  /** Display name. */
  readonly name: string;
  /** Grafana's id of the values' unit. */
  readonly unit: string;
  /** Epoch milliseconds, evenly spaced, ascending. */
  readonly times: number[];
  /** As long as `times`. */
  readonly values: number[];
  /** In order of time. */
  readonly incidents: Incident[];
}
