import type { Series } from '../../detector/series';

/** Several series on one ascending time axis. */
interface Alignment {
  /** Union of all times, epoch milliseconds, strictly ascending. */
  readonly times: number[];
  /** For each series and each of `times` the index of its point, -1 for none. */
  readonly rows: readonly Int32Array[];
}

/** Aligns series of any times on one axis, as uPlot requires. */
export function align(series: readonly Series[]): Alignment {
  const each = series.map(({ times }) => times);
  if (each.length > 0 && each.every((times) => sameNumbers(times, each[0]))) {
    return { times: Array.from(each[0]), rows: each.map((times) => Int32Array.from(times.keys())) };
  }
  const times = union(each);
  return { times, rows: each.map((own) => indicesIn(times, own)) };
}

/** Whether two arrays hold the same numbers. NaN equals NaN. */
export function sameNumbers(a: Float64Array, b: Float64Array): boolean {
  const isSame = (value: number, index: number) =>
    value === b[index] || (Number.isNaN(value) && Number.isNaN(b[index]));
  return a === b || (a.length === b.length && a.every(isSame));
}

function union(each: readonly Float64Array[]): number[] {
  const all = new Float64Array(each.reduce((total, times) => total + times.length, 0));
  let filled = 0;
  for (const times of each) {
    all.set(times, filled);
    filled += times.length;
  }
  all.sort();
  const distinct: number[] = [];
  for (const time of all) {
    if (time !== distinct[distinct.length - 1]) {
      distinct.push(time);
    }
  }
  return distinct;
}

function indicesIn(times: readonly number[], own: Float64Array): Int32Array {
  let next = 0;
  return Int32Array.from(times, (time) => (time === own[next] ? next++ : -1));
}
