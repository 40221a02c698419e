import type { Scale } from './scale';

/** Windows of one series that were kept from another time. */
export interface RememberedWindows {
  /** The same for the same windows, for whoever keeps what was found with them. */
  readonly id: string;
  /** The series' scale when they were learnt. */
  readonly scale: Scale;
  /** Milliseconds between points. */
  readonly step: number;
  readonly windowSize: number;
  /** Scaled values, shape [windows, windowSize], oldest point first. */
  readonly windows: Float32Array;
  /** How far off the reconstruction was at each of those points: absolute, scaled. */
  readonly errors: Float32Array;
}
