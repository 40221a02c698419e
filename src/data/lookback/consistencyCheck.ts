import type { Series } from '../../detector/series';

/** How the longer answer differs from the visible rows at common times. */
export type Inconsistency = 'other-times' | 'other-values';

/** Share of rows that must agree. Late data changes single rows, another query changes all of them. */
const SAME_TIMES = 0.9;
const SAME_VALUES = 0.95;
/** Relative tolerance, because sources may round numbers differently. */
const TOLERANCE = 1e-6;
/** The first and last rows of a range may aggregate a partial interval, or may have changed since. */
const EDGE_ROWS = 2;
/** With fewer rows the edges count too. */
const MIN_ROWS = 4 * EDGE_ROWS;

/**
 * Compares two answers to the same query at their common times.
 *
 * @param visible with ascending, unique times, as `longer`
 * @returns null if they agree or have no common time
 */
export function inconsistency(visible: Series, longer: Series): Inconsistency | null {
  const rows = comparable(visible, longer);
  let [found, same, at] = [0, 0, 0];
  for (const row of rows) {
    while (longer.times[at] < visible.times[row]) {
      at++;
    }
    if (longer.times[at] === visible.times[row]) {
      found++;
      same += isSame(visible.values[row], longer.values[at]) ? 1 : 0;
    }
  }
  if (found < SAME_TIMES * rows.length) {
    return 'other-times';
  }
  return same < SAME_VALUES * found ? 'other-values' : null;
}

/** Indices of finite visible rows in the range of the longer answer. */
function comparable(visible: Series, longer: Series): number[] {
  const [first, last] = [longer.times[0], longer.times[longer.times.length - 1]];
  const rows = Array.from(visible.times.keys()).filter(
    (row) => Number.isFinite(visible.values[row]) && visible.times[row] >= first && visible.times[row] <= last
  );
  return rows.length < MIN_ROWS ? rows : rows.slice(EDGE_ROWS, -EDGE_ROWS);
}

function isSame(a: number, b: number): boolean {
  return Math.abs(a - b) <= TOLERANCE * Math.max(Math.abs(a), Math.abs(b));
}
