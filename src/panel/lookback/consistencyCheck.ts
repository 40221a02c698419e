import type { Series } from '../../detector/series';

/** How the longer answer differs from what can be seen, where both speak of the same time. */
export type Inconsistency = 'other-times' | 'other-values';

/** Rows that may differ: what came late changes single rows, another query changes them all. */
const SAME_TIMES = 0.9;
const SAME_VALUES = 0.95;
/** Relative to the value. Sources write some numbers with fewer digits than others. */
const TOLERANCE = 1e-6;
/** The first and last rows of a range may sum up part of an interval, or have grown since. */
const EDGE_ROWS = 2;
/** With fewer rows the edges count as well. */
const ENOUGH_ROWS = 4 * EDGE_ROWS;

/**
 * Compares two answers to what should be one question, on the times that both can speak of.
 *
 * @param visible in order of time, each time once; as is `longer`
 * @returns null where they agree, or share no time
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

/** Rows with a number between the longer answer's first and last time. */
function comparable(visible: Series, longer: Series): number[] {
  const [first, last] = [longer.times[0], longer.times[longer.times.length - 1]];
  const rows = Array.from(visible.times.keys()).filter(
    (row) => Number.isFinite(visible.values[row]) && visible.times[row] >= first && visible.times[row] <= last
  );
  return rows.length < ENOUGH_ROWS ? rows : rows.slice(EDGE_ROWS, -EDGE_ROWS);
}

function isSame(a: number, b: number): boolean {
  return Math.abs(a - b) <= TOLERANCE * Math.max(Math.abs(a), Math.abs(b));
}
