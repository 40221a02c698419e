import type { MemoryMismatch } from '../detection';
import { CLIP, type Scale } from '../grid/scale';
import { GRAIN } from './learntMemory';
import type { RememberedWindows } from './warmMemory';

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
