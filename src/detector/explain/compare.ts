import { indicesWhere } from '../arithmetic/gather';
import type { Moments } from '../arithmetic/moments';
import { runsFrom, dilate, type Positions, type Runs } from '../threshold/dilate';

/** How far the values themselves spread in the error window, for the guards. */
export interface ValueSpread {
  /** Population standard deviation. */
  readonly sd: number;
  /** From the 5th to the 95th percentile. */
  readonly range: number;
}

export interface Guards {
  /** Share of the values' spread that errors must exceed. */
  readonly relative: number;
  /** Error that the window must exceed somewhere. */
  readonly absolute: number;
  /** Share of their mean by which the errors must deviate. */
  readonly deviation: number;
}

/** True when errors in the window are too small, next to the values, or too much alike to be looked at. */
export function isQuiet(greatest: number, { mean, sd }: Moments, spread: ValueSpread, guards: Guards): boolean {
  const standsOut = sd > guards.relative * spread.sd || greatest > guards.relative * spread.range;
  return !standsOut || !(greatest > guards.absolute) || sd < guards.deviation * mean;
}

export interface Comparison {
  /** Anomalous points, widened and joined; a run may be a single point. */
  readonly runs: Runs;
  /** Greatest error that lies in no run and was not anomalous before; -Infinity when no point is left. */
  readonly greatestNormal: number;
}

/**
 * Compares errors with epsilon (Hundman et al. 2018, eq. 6 and section 3.3).
 *
 * @param leastError errors must also exceed this (the guard against the noise floor)
 * @param first earliest index that is judged in this window
 * @param before 1 where an earlier window found a point anomalous
 */
export function compareToEpsilon(
  errors: Float64Array,
  positions: Positions,
  epsilon: number,
  leastError: number,
  errorBuffer: number,
  first: number,
  before: Uint8Array
): Comparison {
  const over = indicesWhere(errors.length, (i) => errors[i] >= epsilon && errors[i] > leastError);
  const runs = runsFrom(dilate(over, positions, errorBuffer), first);
  let greatestNormal = -Infinity;
  let run = 0;
  for (let i = 0; i < errors.length; i++) {
    if (run < runs.length && i > runs[run + 1]) {
      run += 2;
    }
    const anomalous = run < runs.length && i >= runs[run];
    if (!anomalous && !before[i] && errors[i] > greatestNormal) {
      greatestNormal = errors[i];
    }
  }
  return { runs, greatestNormal };
}
