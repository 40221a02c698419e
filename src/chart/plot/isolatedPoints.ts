import type uPlot from 'uplot';

/**
 * For uPlot's `points.filter`: where points are too dense to be shown, those that no line reaches, since a gap lies to
 * both sides of them. The time series panel shows them, too; a line of one point is nothing that could be seen.
 *
 * @param spansGaps whether the line is drawn over gaps, so that a point is alone only where it is the only one
 */
export function isolatedPoints(
  spansGaps: boolean
): (plot: uPlot, seriesIdx: number, isShown: boolean) => number[] | null {
  return (plot, seriesIdx, isShown) => {
    const [first, last] = plot.series[0].idxs ?? [0, -1];
    const found = isShown ? [] : alone(plot.data[seriesIdx], first, last, spansGaps);
    return found.length > 0 ? found : null;
  };
}

/** Undefined is no gap: another series has a point there. */
function alone(
  column: ArrayLike<number | null | undefined>,
  first: number,
  last: number,
  spansGaps: boolean
): number[] {
  const isGap = (place: number) => place < 0 || place >= column.length || (!spansGaps && column[place] === null);
  const endsAt = (from: number, step: 1 | -1) => {
    let place = from + step;
    while (!isGap(place) && typeof column[place] !== 'number') {
      place += step;
    }
    return isGap(place);
  };
  const found: number[] = [];
  for (let place = first; place <= last; place++) {
    if (typeof column[place] === 'number' && endsAt(place, 1) && endsAt(place, -1)) {
      found.push(place);
    }
  }
  return found;
}
