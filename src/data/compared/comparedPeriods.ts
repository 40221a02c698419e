import { type Series, countWhile, stepOf } from '../../detector/series';
import type { Interval } from '../../detector/interval';
import type { FramesReading } from '../../series/frames';

/** Steps may differ by this share, because clocks are inexact. */
const SAME_STEP = 0.1;

/** Rows of one series, or null if none are known. */
type Context = Series | null;

/**
 * Prepends the rows of compared periods to the contexts of their series, at the times at which they were measured. A
 * period that a user compares with is a normal one, so the detector learns from it. The first and last row of a period
 * may be of partial buckets and are dropped.
 *
 * @param contexts one a series, or empty if there are none
 * @returns the same array if no period is compared
 */
export function withComparedPeriods(contexts: readonly Context[], reading: FramesReading): readonly Context[] {
  const { series, compared } = reading;
  if (compared.length === 0) {
    return contexts;
  }
  const whole = series.map((_, index) => contexts[index] ?? null);
  for (const { comparison, series: shifted } of compared) {
    const { of, shiftMs } = comparison;
    if (of !== null && isSameStep(shifted, series[of].series)) {
      const known = whole[of] ?? series[of].series;
      const past = earlier(shifted, shiftMs, Math.min(known.times[0] ?? Infinity, series[of].series.times[0]));
      whole[of] = past.times.length > 0 ? joined(past, whole[of]) : whole[of];
    }
  }
  return whole;
}

/**
 * The compared period of each series, without its edges and what is visible of it. Null if there is none.
 *
 * @returns one a series, epoch milliseconds
 */
export function comparedPeriods({ series, compared }: FramesReading): ReadonlyArray<Interval | null> {
  const periods = series.map((): Interval | null => null);
  for (const { comparison, series: shifted } of compared) {
    const { of, shiftMs } = comparison;
    if (of !== null && isSameStep(shifted, series[of].series)) {
      const { times } = earlier(shifted, shiftMs, series[of].series.times[0]);
      periods[of] = times.length > 0 ? { from: times[0], to: times[times.length - 1] } : null;
    }
  }
  return periods;
}

/** The rows before a time, unshifted and without the edges of the period. */
function earlier({ times, values }: Series, shiftMs: number, before: number): Series {
  const measured = times.map((time) => time - shiftMs).subarray(1, -1);
  const end = countWhile(measured, (time) => time < before);
  return { times: measured.subarray(0, end), values: values.subarray(1, 1 + end) };
}

function joined(past: Series, context: Context): Series {
  return context === null
    ? past
    : { times: concatenated(past.times, context.times), values: concatenated(past.values, context.values) };
}

function concatenated(a: Float64Array, b: Float64Array): Float64Array {
  const whole = new Float64Array(a.length + b.length);
  whole.set(a);
  whole.set(b, a.length);
  return whole;
}

function isSameStep(a: Series, b: Series): boolean {
  const [one, other] = [stepOf(a), stepOf(b)];
  return Math.abs(one - other) <= SAME_STEP * other;
}
