import { countWhile, type Series } from '../../detector/series';
import type { Interval } from '../../detector/interval';

/** The rows in a span, as views of the same memory. Times must ascend. */
export function within({ times, values }: Series, { from, to }: Interval): Series {
  const first = countWhile(times, (time) => !(time >= from));
  const end = countWhile(times, (time) => !(time > to));
  return first === 0 && end === times.length
    ? { times, values }
    : { times: times.subarray(first, end), values: values.subarray(first, end) };
}

/**
 * Merges rows in order of time. At common times the newer rows win, except for their first and last row next to older
 * ones. Those rows may aggregate a partial interval of the source.
 *
 * @param older with ascending times, as `newer`
 * @returns `older` itself if nothing changed
 */
export function mergeRows(older: Series, newer: Series): Series {
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

/** Drops the first and last row if the other series has their time and continues beyond it. */
function withoutEdges(newer: Series, { times }: Series): Series {
  const length = newer.times.length;
  if (length === 0 || times.length === 0) {
    return newer;
  }
  const has = (time: number) => times[countWhile(times, (other) => !(other >= time))] === time;
  const first = has(newer.times[0]) ? 1 : 0;
  const last = newer.times[length - 1];
  const end = last < times[times.length - 1] && has(last) ? length - 1 : length;
  return { times: newer.times.subarray(first, end), values: newer.values.subarray(first, end) };
}
