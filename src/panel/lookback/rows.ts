import type { Series } from '../../detector/series';

/** Epoch milliseconds, both ends included. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The rows within a span, of a series in order of time. Shares its memory. */
export function within({ times, values }: Series, { from, to }: Span): Series {
  const first = firstRow(times, (time) => time >= from);
  const end = firstRow(times, (time) => time > to);
  return first === 0 && end === times.length
    ? { times, values }
    : { times: times.subarray(first, end), values: values.subarray(first, end) };
}

/**
 * Rows of both, in order of time. Where both have a time the newer answer is right, but for its first and last row next
 * to older ones: a range that begins or ends within an interval of the source has only part of what is summed up there.
 *
 * @param older in order of time, as is `newer`
 * @returns `older` itself where the newer one says nothing new
 */
export function united(older: Series, newer: Series): Series {
  const { times, values } = withoutEdges(newer, older);
  const merged = blank(older.times.length + times.length);
  let [a, b, row, changes] = [0, 0, 0, 0];
  while (a < older.times.length || b < times.length) {
    const [left, right] = [older.times[a] ?? Infinity, times[b] ?? Infinity];
    if (left < right) {
      merged.times[row] = left;
      merged.values[row++] = older.values[a++];
    } else {
      changes += left === right && Object.is(older.values[a], values[b]) ? 0 : 1;
      a += left === right ? 1 : 0;
      merged.times[row] = right;
      merged.values[row++] = values[b++];
    }
  }
  return changes === 0 ? older : { times: merged.times.slice(0, row), values: merged.values.slice(0, row) };
}

function blank(rows: number): Series {
  return { times: new Float64Array(rows), values: new Float64Array(rows) };
}

/** Without the first and last row where the other series has that time and goes on beyond it. */
function withoutEdges(newer: Series, { times }: Series): Series {
  const length = newer.times.length;
  if (length === 0 || times.length === 0) {
    return newer;
  }
  const has = (time: number) => times[firstRow(times, (other) => other >= time)] === time;
  const first = has(newer.times[0]) ? 1 : 0;
  const last = newer.times[length - 1];
  const end = last < times[times.length - 1] && has(last) ? length - 1 : length;
  return { times: newer.times.subarray(first, end), values: newer.values.subarray(first, end) };
}

/** By bisection; the length where no row is so. */
function firstRow(times: Float64Array, isSo: (time: number) => boolean): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isSo(times[middle])) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}
