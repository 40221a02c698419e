import type { Series } from '../../detector/series';

/** Several series on one ascending time axis. */
export interface Alignment {
  /** Union of all times, epoch milliseconds, strictly ascending. */
  readonly times: number[];
  /** For each series and each of `times` the index into the series as it arrived, -1 where it has no point. */
  readonly rows: readonly Int32Array[];
}

/**
 * Puts series of any order and any times on one axis, as uPlot needs it. Of several points at one time the last to
 * arrive is drawn.
 */
export function align(series: readonly Series[]): Alignment {
  const orders = series.map(({ times }) => drawingOrder(times));
  const sorted = series.map(({ times }, index) => timesInOrder(times, orders[index]));
  if (sorted.length > 0 && sorted.every((times) => sameNumbers(times, sorted[0]))) {
    return { times: Array.from(sorted[0]), rows: orders };
  }
  const times = union(sorted);
  return { times, rows: sorted.map((own, index) => placesIn(times, own, orders[index])) };
}

/** Indices of a series by ascending time, one for each time. */
export function drawingOrder(times: Float64Array): Int32Array {
  const order = new Int32Array(times.length);
  for (let index = 0; index < order.length; index++) {
    order[index] = index;
  }
  if (isStrictlyAscending(times)) {
    return order;
  }
  // Stable, so points at one time stay in the order of their arrival.
  order.sort((a, b) => times[a] - times[b] || a - b);
  return order.filter((row, index) => index === order.length - 1 || times[order[index + 1]] !== times[row]);
}

function timesInOrder(times: Float64Array, order: Int32Array): Float64Array {
  const sorted = new Float64Array(order.length);
  for (let place = 0; place < order.length; place++) {
    sorted[place] = times[order[place]];
  }
  return sorted;
}

function isStrictlyAscending(times: Float64Array): boolean {
  for (let index = 1; index < times.length; index++) {
    if (!(times[index] > times[index - 1])) {
      return false;
    }
  }
  return true;
}

/** Whether two arrays hold the same numbers; NaN is the same as NaN. */
export function sameNumbers(a: Float64Array, b: Float64Array): boolean {
  if (a === b) {
    return true;
  }
  if (a.length !== b.length) {
    return false;
  }
  for (let index = 0; index < a.length; index++) {
    if (a[index] !== b[index] && !(Number.isNaN(a[index]) && Number.isNaN(b[index]))) {
      return false;
    }
  }
  return true;
}

function union(sorted: readonly Float64Array[]): number[] {
  const all = new Float64Array(sorted.reduce((total, times) => total + times.length, 0));
  let filled = 0;
  for (const times of sorted) {
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

function placesIn(times: readonly number[], own: Float64Array, order: Int32Array): Int32Array {
  const rows = new Int32Array(times.length).fill(-1);
  let next = 0;
  for (let place = 0; place < times.length && next < own.length; place++) {
    if (times[place] === own[next]) {
      rows[place] = order[next++];
    }
  }
  return rows;
}
