import type { Series } from '../detector/series';

/** The last moment that a date can name (ECMAScript, "Time Values and Time Range"); beyond it, differences of times overflow. */
const LAST_TIME = 8.64e15;

/** A series in ascending order, and where each of its points came from. */
export interface AscendingSeries {
  readonly series: Series;
  /** For each point the row it was read from; null if point i is row i. */
  readonly rows: Int32Array | null;
  /** Number of times that had several finite values, not all of them equal. Absent if there are none. */
  readonly conflicts?: number;
}

/**
 * Makes a series from rows: the one place that sorts. Of several rows with the same time the last finite value is kept, or the
 * last row if none is finite. Rows whose time is not a number that a date can name are dropped.
 *
 * @param times epoch milliseconds, one a row
 * @param values one a row; a value that is not finite becomes NaN, a gap
 * @returns the arrays themselves if nothing had to change
 */
export function ascending(times: Float64Array, values: Float64Array): AscendingSeries {
  if (isAscending(times)) {
    return { series: { times, values: values.every(isPlain) ? values : values.map(finiteOrGap) }, rows: null };
  }
  const inOrder = Array.from(times.keys()).filter((row) => isTime(times[row]));
  inOrder.sort((a, b) => times[a] - times[b] || a - b);
  const rows: number[] = [];
  const conflicting = new Set<number>();
  for (const row of inOrder) {
    const last = rows.length - 1;
    if (last < 0 || times[rows[last]] !== times[row]) {
      rows.push(row);
    } else if (Number.isFinite(values[row]) || !Number.isFinite(values[rows[last]])) {
      if (Number.isFinite(values[rows[last]]) && values[rows[last]] !== values[row]) {
        conflicting.add(last);
      }
      rows[last] = row;
    }
  }
  return {
    series: {
      times: Float64Array.from(rows, (row) => times[row]),
      values: Float64Array.from(rows, (row) => finiteOrGap(values[row])),
    },
    rows: Int32Array.from(rows),
    ...(conflicting.size > 0 && { conflicts: conflicting.size }),
  };
}

function isAscending(times: Float64Array): boolean {
  return times.every((time, row) => isTime(time) && (row === 0 || time > times[row - 1]));
}

function isTime(time: number): boolean {
  return Math.abs(time) <= LAST_TIME;
}

function isPlain(value: number): boolean {
  return Number.isFinite(value) || Number.isNaN(value);
}

function finiteOrGap(value: number): number {
  return Number.isFinite(value) ? value : NaN;
}
