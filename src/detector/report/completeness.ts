import { Certainty, type Detected, type Detection, withDetection } from '../detection';
import { type Interval, holds, pointsWithin } from '../interval';
import type { Series } from '../series';

/** Which values of a visible series are final. */
export interface Completeness {
  /** From the first to the last complete value. Values outside of it are parts of buckets that the range cuts off. */
  readonly complete: Interval;
  /** Complete values after this time, epoch milliseconds, may still change. Infinity if none may. */
  readonly settledTo: number;
  /** Whether values are aggregates of buckets, so that those at the ends of any range are partial. */
  readonly isBucketed: boolean;
}

export const ALL_COMPLETE: Completeness = {
  complete: { from: -Infinity, to: Infinity },
  settledTo: Infinity,
  isBucketed: false,
};

/**
 * The values to judge: incomplete ones become gaps, or the full value that the context knows. A context knows it if it
 * begins before that value and continues after it.
 *
 * @param context ascending rows around the visible ones; null if there are none
 * @returns `visible` itself if all of its values are complete
 */
export function judgeable(visible: Series, context: Series | null, { complete }: Completeness): Series {
  const [first, beyond] = pointsWithin(visible.times, complete);
  if (first === 0 && beyond === visible.times.length) {
    return visible;
  }
  const full = context ?? { times: new Float64Array(), values: new Float64Array() };
  const inner = { from: full.times[1], to: full.times[full.times.length - 2] };
  const values = visible.values.map((value, point) => {
    const time = visible.times[point];
    if (point >= first && point < beyond) {
      return value;
    }
    const [at, after] = holds(inner, time) ? pointsWithin(full.times, { from: time, to: time }) : [0, 0];
    return after > at ? full.values[at] : NaN;
  });
  return { times: visible.times, values };
}

/** Drops the first and the last value of a bucketed context, which are partial. */
export function completeContext(context: Series, { isBucketed }: Completeness): Series {
  return isBucketed ? { times: context.times.subarray(1, -1), values: context.values.subarray(1, -1) } : context;
}

/**
 * Marks the values of an outcome that are incomplete, and those that may still change, which are less certain.
 *
 * @param outcome on the visible series
 */
export function withCompleteness<Other extends { readonly status: 'skipped' | 'failed' } = never>(
  outcome: Detected | Other,
  visible: Series,
  completeness: Completeness
): Detected | Other {
  return withDetection(outcome, (detection) => marked(detection, visible, completeness));
}

function marked(detection: Detection, { times, values }: Series, { complete, settledTo }: Completeness): Detection {
  const last = times[times.length - 1];
  const isWhole = holds(complete, times[0]) && holds(complete, last);
  if (times.length === 0 || (isWhole && settledTo >= last)) {
    return detection;
  }
  const certainty = detection.certainty.map((before, point) => {
    if (!holds(complete, times[point]) && Number.isFinite(values[point]) && before !== Certainty.excluded) {
      return Certainty.incomplete;
    }
    return times[point] > settledTo && before === Certainty.certain ? Certainty.lessCertain : before;
  });
  return { ...detection, certainty, ...(settledTo < last && { settledTo }) };
}
