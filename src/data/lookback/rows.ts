import { pointsWithin, type Interval } from '../../detector/interval';
import { countWhile, type Series, stepOf } from '../../detector/series';

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
 * ones. Those rows may aggregate a partial interval of the source. If the times never meet, the newer rows replace the older
 * ones between and beside them.
 *
 * @param older with ascending times, as `newer`
 * @returns `older` itself if nothing changed
 */
export function mergeRows(older: Series, newer: Series): Series {
  const { times, values } = withoutEdges(newer, older);
  const merged = blank(older.times.length + times.length);
  const replaced = replacedRows(older, times, newer);
  let [a, b, row, changes] = [0, 0, 0, 0];
  while (a < older.times.length || b < times.length) {
    a = a === replaced[0] ? replaced[1] : a;
    const [left, right] = [older.times[a] ?? Infinity, times[b] ?? Infinity];
    if (left < right) {
      merged.times[row] = left;
      merged.values[row++] = older.values[a++];
    } else if (b < times.length) {
      changes += left === right && Object.is(older.values[a], values[b]) ? 0 : 1;
      a += left === right ? 1 : 0;
      merged.times[row] = right;
      merged.values[row++] = values[b++];
    }
  }
  return changes === 0 ? older : { times: merged.times.slice(0, row), values: merged.values.slice(0, row) };
}

const NO_ROWS = [-1, -1] as const;

/** First and beyond the last of the older rows that newer ones of another phase replace. */
function replacedRows(older: Series, times: Float64Array, newer: Series): readonly [first: number, beyond: number] {
  const extent = { from: times[0], to: times[times.length - 1] };
  const [first, beyond] = pointsWithin(older.times, extent);
  const isMet = older.times
    .subarray(first, beyond)
    .some((time) => times[countWhile(times, (one) => one < time)] === time);
  if (times.length < 2 || first === beyond || isMet) {
    return NO_ROWS;
  }
  const half = stepOf(newer) / 2;
  return half > 0 ? pointsWithin(older.times, { from: extent.from - half + 1, to: extent.to + half - 1 }) : NO_ROWS;
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
