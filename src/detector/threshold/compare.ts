import { indicesWhere } from '../arithmetic/gather';
import type { Moments } from '../arithmetic/moments';
import type { ValueSpread } from '../arithmetic/spread';
import { dilate, runsFrom, type Positions, type Runs } from './dilate';

interface Guards {
  /** Share of the values' spread that errors must exceed. */
  readonly relative: number;
  /** Error that the window must exceed somewhere. */
  readonly absolute: number;
  /** Share of their mean by which the errors must deviate. */
  readonly deviation: number;
}

/** Whether the errors of a window are too small beside the values, or too much alike, to be searched. */
export function isQuiet(greatest: number, { mean, sd }: Moments, spread: ValueSpread, guards: Guards): boolean {
  const standsOut = sd > guards.relative * spread.sd || greatest > guards.relative * spread.range;
  return !standsOut || !(greatest > guards.absolute) || sd < guards.deviation * mean;
}

/** What errors are compared with. */
export interface Bar {
  readonly epsilon: number;
  /** Errors must also exceed this: the guard against noise. */
  readonly leastError: number;
  /** Points by which an anomalous point is dilated. */
  readonly errorBuffer: number;
  /** Earliest index that is judged. */
  readonly first: number;
  /** 1 for a point that an earlier window found anomalous. */
  readonly before: Uint8Array;
}

export interface Comparison {
  /** Anomalous points, dilated and joined. A run may be a single point. */
  readonly runs: Runs;
  /** Greatest error that lies in no run and was not anomalous before; -Infinity if there is no such point. */
  readonly greatestNormal: number;
}

/** Compares errors with epsilon (Hundman et al. 2018, eq. 6 and section 3.3). */
export function compareToEpsilon(
  errors: Float64Array,
  positions: Positions,
  { epsilon, leastError, errorBuffer, first, before }: Bar
): Comparison {
  const over = indicesWhere(errors.length, (i) => errors[i] >= epsilon && errors[i] > leastError);
  const runs = runsFrom(dilate(over, positions, errorBuffer), first);
  let greatestNormal = -Infinity;
  let run = 0;
  for (let i = 0; i < errors.length; i++) {
    if (run < runs.length && i > runs[run + 1]) {
      run += 2;
    }
    const isAnomalous = run < runs.length && i >= runs[run];
    if (!isAnomalous && !before[i] && errors[i] > greatestNormal) {
      greatestNormal = errors[i];
    }
  }
  return { runs, greatestNormal };
}
