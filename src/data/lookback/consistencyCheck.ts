import type { Series } from '../../detector/series';
import { isSameValue } from '../sameValue';
import { agreesInterpolated } from './agreement/phase';

/** How the longer answer differs from the visible rows at common times. */
export type Inconsistency = 'other-times' | 'other-values';

/** Share of rows that must agree. Late data changes single rows, another query changes all of them. */
const SAME_TIMES = 0.9;
const SAME_VALUES = 0.95;
/** Relative tolerance, because sources may round numbers differently. */
const TOLERANCE = 1e-6;
/** The first and last rows of a range may aggregate a partial interval, or may have changed since. */
const EDGE_ROWS = 2;
/** With fewer rows only one at either end is an edge. */
const MANY_ROWS = 4 * EDGE_ROWS;

/**
 * Compares two answers to the same query at their common times, without the rows at either end. Answers of the same step
 * whose times never meet are compared between the times.
 *
 * @param visible with ascending, unique times, as `longer`
 * @returns null if they agree or have too few rows in common
 */
export function inconsistency(visible: Series, longer: Series): Inconsistency | null {
  const rows = comparable(visible, longer);
  const same: boolean[] = [];
  let at = 0;
  for (const row of rows) {
    while (longer.times[at] < visible.times[row]) {
      at++;
    }
    if (longer.times[at] === visible.times[row]) {
      same.push(isSameValue(visible.values[row], longer.values[at], TOLERANCE));
    }
  }
  if (same.length < SAME_TIMES * rows.length) {
    return same.length === 0 && agreesInterpolated(visible, longer, rows) ? null : 'other-times';
  }
  // Writers that are late change newest rows only.
  return isMostly(same) || isMostly(same.slice(0, Math.ceil(same.length / 2))) ? null : 'other-values';
}

function isMostly(same: readonly boolean[]): boolean {
  return same.filter(Boolean).length >= SAME_VALUES * same.length;
}

/** Indices of finite visible rows in the range of the longer answer. */
function comparable(visible: Series, longer: Series): number[] {
  const [first, last] = [longer.times[0], longer.times[longer.times.length - 1]];
  const rows = Array.from(visible.times.keys()).filter(
    (row) => Number.isFinite(visible.values[row]) && visible.times[row] >= first && visible.times[row] <= last
  );
  const edge = rows.length < MANY_ROWS ? 1 : EDGE_ROWS;
  return rows.slice(edge, -edge);
}
