import { cutOff, scaled, type Scale } from '../grid/scale';

/** Windows of one series that were kept from another time. */
export interface RememberedWindows {
  /** The same for the same windows, for whoever keeps what was found with them. */
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
  /** How far off the reconstruction was at each of those points: absolute, scaled. */
  readonly errors: Float32Array;
}

/** Windows learnt from one series at most (docs/evaluation.md has what fewer and more come to). */
export const MOST_LEARNT = 300;

/** With fewer points than this many windows' lengths a series takes the scale that was learnt. */
const OWN_SCALE_WINDOWS = 8;

/** What is remembered in a series' own scale; null where that is nothing. */
export function inScale(
  { windows, errors, starts, scale, windowSize }: RememberedWindows,
  own: Scale
): Pick<RememberedWindows, 'windows' | 'errors' | 'starts'> | null {
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
 * The scale of a series: its own, or the one that was learnt while it has too few points to know one.
 *
 * @param own null where all values are the same
 * @param points that the series has
 */
export function scaleWith(remembered: RememberedWindows | null, own: Scale | null, points: number): Scale | null {
  return remembered && points < OWN_SCALE_WINDOWS * remembered.windowSize ? remembered.scale : own;
}
