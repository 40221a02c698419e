import { cutOff, scaled, type Scale } from '../grid/scale';

/** Windows of one series that were learnt at another time. */
export interface RememberedWindows {
  /** Key for caches: equal windows have equal ids. */
  readonly id: string;
  /** The series' scale when they were learnt. */
  readonly scale: Scale;
  /** Milliseconds between points. */
  readonly step: number;
  readonly windowSize: number;
  /** Epoch milliseconds of each window's first point. */
  readonly starts: Float64Array;
  /** Scaled values, shape [windows, windowSize], oldest point first. */
  readonly windows: Float32Array;
  /** Absolute error of the reconstruction at each of those points, scaled. */
  readonly errors: Float32Array;
}

/** The rows of remembered windows, scaled. */
export type WindowsInScale = Pick<RememberedWindows, 'windows' | 'errors' | 'starts'>;

/** Most windows that are learnt from one series (docs/evaluation.md compares other numbers). */
export const MOST_LEARNT = 300;

/** A series shorter than this many windows takes the learnt scale. */
const OWN_SCALE_WINDOWS = 8;

/** Remembered windows in a series' own scale; null if there are none. */
export function inScale(
  { windows, errors, starts, scale, windowSize }: RememberedWindows,
  own: Scale
): WindowsInScale | null {
  if (windows.length < windowSize) {
    return null;
  }
  if (own.centre === scale.centre && own.halfRange === scale.halfRange) {
    return { windows, errors, starts };
  }
  const inUnit = Float64Array.from(windows, (value) => value * scale.halfRange + scale.centre);
  return {
    windows: Float32Array.from(cutOff(scaled(inUnit, own))),
    errors: errors.map((error) => error * (scale.halfRange / own.halfRange)),
    starts,
  };
}

/**
 * The scale of a series: its own, or the learnt one while the series has too few points.
 *
 * @param own null if all values are equal
 * @param points of the series
 */
export function scaleWith(remembered: RememberedWindows | null, own: Scale | null, points: number): Scale | null {
  return remembered && points < OWN_SCALE_WINDOWS * remembered.windowSize ? remembered.scale : own;
}
