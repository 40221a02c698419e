import type { MemoryMismatch } from '../detection';
import { GRAIN } from './learntMemory';
import { CLIP, type Scale } from '../grid/scale';
import type { RememberedWindows } from './warmMemory';

/** What a series is by itself. */
export interface Alone {
  /** Finite values, one at least. */
  readonly values: Float64Array;
  /** Null where all values are the same. */
  readonly scale: Scale | null;
  /** Milliseconds between points. */
  readonly step: number;
}

/** Steps that differ by more than this share show another rhythm in a window of so many points. */
const STEP_TOLERANCE = 0.05;
/** Sizes that differ by more than this factor are not those of one thing in one unit. */
const MOST_TIMES = 16;

/**
 * Why a learnt memory is of no use to a series: either must be able to show itself in the other's scale.
 * docs/decisions/0009-warm-memory.md has how far a few points depart from what was learnt of the rest, and which changes of
 * unit are told from that.
 *
 * @returns null where it is of use
 */
export function memoryMismatchOf(remembered: RememberedWindows, alone: Alone): MemoryMismatch | null {
  if (!(Math.abs(alone.step - remembered.step) <= STEP_TOLERANCE * remembered.step)) {
    return 'other-step';
  }
  return isBeyond(remembered.scale, alone) || isSpeck(remembered, alone.scale) ? 'other-scale' : null;
}

/** In the scale that was learnt half of the values are cut off, or what was learnt is a flat line beside them. */
function isBeyond({ centre, halfRange }: Scale, { scale, values }: Alone): boolean {
  const level = scale ? scale.centre : values[0];
  const spread = scale ? scale.halfRange : 0;
  return Math.abs(level - centre) > CLIP * halfRange || spread / MOST_TIMES > halfRange;
}

/**
 * The series is next to nothing beside what was learnt, in level and in spread, and was so in none of the windows that were
 * learnt: these know the quiet hours of a busy series. Where all is one value nothing can be said.
 */
function isSpeck({ scale: learnt, windows, windowSize }: RememberedWindows, own: Scale | null): boolean {
  if (own === null || sizeOf(own) >= sizeOf(learnt) / MOST_TIMES) {
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

/** Halved, for the sum may be beyond all numbers. */
function sizeOf({ centre, halfRange }: Scale): number {
  return Math.abs(centre) / 2 + halfRange / 2;
}
