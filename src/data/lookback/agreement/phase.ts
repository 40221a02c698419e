import { pointAt, pointsWithin } from '../../../detector/interval';
import { type Series, stepOf } from '../../../detector/series';

/** Steps of one length differ by no more than this share. */
const SAME_STEP = 0.02;
/** With fewer rows it is left open whether two answers are about the same. */
const MIN_ROWS = 8;
/** Share of rows that must lie within the usual change of the other answer. */
const SAME_ROWS = 0.75;
/** The values must be this much nearer than values of other times are. */
const NEARER = 0.5;
/** Relative tolerance for constant values. */
const TOLERANCE = 1e-6;

/**
 * Whether two answers of one step and other times are about the same: a value of one lies between its neighbours in the
 * other, to within the usual change from row to row. It must also lie nearer to them than to values of other times, because
 * another query of the same size could lie as near by chance.
 *
 * @param rows indices of the visible rows to compare, in ascending order
 */
export function agreesInterpolated(visible: Series, longer: Series, rows: readonly number[]): boolean {
  const [ours, theirs] = [stepOf(visible), stepOf(longer)];
  if (rows.length < MIN_ROWS || !(Math.abs(ours - theirs) <= SAME_STEP * ours)) {
    return false;
  }
  const usual = usualChange(longer);
  const between = Float64Array.from(rows, (row) => interpolated(longer, visible.times[row]));
  const distances = (shift: number) =>
    Float64Array.from(rows, (row, i) => Math.abs(visible.values[row] - between[(i + shift) % rows.length])).filter(
      Number.isFinite
    );
  const bound = (row: number) => Math.max(usual, TOLERANCE * Math.abs(visible.values[row]));
  const near = rows.filter((row, i) => Math.abs(visible.values[row] - between[i]) <= bound(row)).length;
  const elsewhere = median(distances(rows.length >> 1));
  return near >= SAME_ROWS * rows.length && median(distances(0)) <= NEARER * elsewhere;
}

/** Median change from one row to the next. */
function usualChange({ values }: Series): number {
  return median(
    values
      .subarray(1)
      .map((value, row) => Math.abs(value - values[row]))
      .filter(Number.isFinite)
  );
}

/** The lower one of an even number; NaN if there is none. */
function median(values: Float64Array): number {
  return values.sort()[(values.length - 1) >> 1] ?? NaN;
}

/** NaN outside of the series and beside a gap. */
function interpolated({ times, values }: Series, time: number): number {
  const right = pointAt(times, time);
  const left = right - 1;
  const share = (time - times[left]) / (times[right] - times[left]);
  return values[left] + share * (values[right] - values[left]);
}

/**
 * Thins an answer of a finer step to the times of the visible rows and their continuation at the same step.
 *
 * @returns `longer` itself if its step is not finer, or if the visible step is irregular
 */
export function atStepOf(visible: Series, longer: Series): Series {
  const { times } = visible;
  const [first, beyond] = pointsWithin(longer.times, { from: times[0], to: times[times.length - 1] });
  if (times.length < MIN_ROWS || beyond - first < 1.5 * times.length) {
    return longer;
  }
  const step = stepOf(visible);
  const isOn = (time: number) => Math.abs(time - times[0] - step * Math.round((time - times[0]) / step)) < 1;
  if (!(stepOf(longer) < step) || !times.every(isOn)) {
    return longer;
  }
  return {
    times: longer.times.filter(isOn),
    values: longer.values.filter((_, row) => isOn(longer.times[row])),
  };
}
