import type uPlot from 'uplot';

/**
 * For uPlot's `points.filter`: if points are too dense to be shown, selects those with a gap on both sides. No line
 * reaches them, so they would be invisible. The time series panel shows them, too.
 *
 * @param spansGaps whether the line is drawn over gaps, so that only a single point is isolated
 */
export function isolatedPoints(
  spansGaps: boolean
): (plot: uPlot, seriesIdx: number, isShown: boolean) => number[] | null {
  return (plot, seriesIdx, isShown) => {
    const [first, last] = plot.series[0].idxs ?? [0, -1];
    const found = isShown ? [] : isolated(plot.data[seriesIdx], first, last, spansGaps);
    return found.length > 0 ? found : null;
  };
}

/** Undefined is not a gap: another series has a point there. */
function isolated(
  column: ArrayLike<number | null | undefined>,
  first: number,
  last: number,
  spansGaps: boolean
): number[] {
  const isGap = (index: number) => index < 0 || index >= column.length || (!spansGaps && column[index] === null);
  const endsAt = (from: number, step: 1 | -1) => {
    let index = from + step;
    while (!isGap(index) && typeof column[index] !== 'number') {
      index += step;
    }
    return isGap(index);
  };
  const found: number[] = [];
  for (let index = first; index <= last; index++) {
    if (typeof column[index] === 'number' && endsAt(index, 1) && endsAt(index, -1)) {
      found.push(index);
    }
  }
  return found;
}
