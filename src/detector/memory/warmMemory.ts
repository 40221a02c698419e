import type { MemoryMismatch } from '../detection';
import { cutOff, scaled, type Scale, CLIP } from '../grid/scale';

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

/** Values are rounded to hundredths of the scale, which changes no figure of docs/evaluation.md. */
export const GRAIN = 100;

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

/** A series as it is, without its memory. */
interface Current {
  /** Finite values, at least one. */
  readonly values: Float64Array;
  /** Null if all values are equal. */
  readonly scale: Scale | null;
  /** Milliseconds between points. */
  readonly step: number;
}

/** Steps that differ by more than this share give a window of as many points another rhythm. */
const STEP_TOLERANCE = 0.05;
/** Magnitudes that differ by more than this factor belong to different units. */
const MOST_RATIO = 16;

/**
 * Why a learnt memory does not fit a series. Each must be visible in the other's scale. docs/decisions/0009-warm-memory.md
 * says how far a few points deviate from what was learnt, and which changes of unit are recognised.
 *
 * @returns null if it fits
 */
export function memoryMismatchOf(remembered: RememberedWindows, current: Current): MemoryMismatch | null {
  if (!(Math.abs(current.step - remembered.step) <= STEP_TOLERANCE * remembered.step)) {
    return 'other-step';
  }
  return isBeyond(remembered.scale, current) || isNegligible(remembered, current.scale) ? 'other-scale' : null;
}

/** Whether half of the values are clipped in the learnt scale, or the learnt windows are almost flat beside them. */
function isBeyond({ centre, halfRange }: Scale, { scale, values }: Current): boolean {
  const level = scale ? scale.centre : values[0];
  const spread = scale ? scale.halfRange : 0;
  return Math.abs(level - centre) > CLIP * halfRange || spread / MOST_RATIO > halfRange;
}

/**
 * Whether the series is negligible beside what was learnt, in level and in spread, and was so in no learnt window. The
 * learnt windows hold the calm hours of a busy series. A constant series is never negligible.
 */
function isNegligible({ scale: learnt, windows, windowSize }: RememberedWindows, own: Scale | null): boolean {
  if (own === null || magnitudeOf(own) >= magnitudeOf(learnt) / MOST_RATIO) {
    return false;
  }
  const reach = CLIP * own.halfRange + learnt.halfRange / (2 * GRAIN);
  const isNear = (value: number) => Math.abs(value * learnt.halfRange + learnt.centre - own.centre) <= reach;
  for (let start = 0; start < windows.length; start += windowSize) {
    if (windows.subarray(start, start + windowSize).every(isNear)) {
      return false;
    }
  }
  return true;
}

/** Half the magnitude, because the sum may overflow. */
function magnitudeOf({ centre, halfRange }: Scale): number {
  return Math.abs(centre) / 2 + halfRange / 2;
}
