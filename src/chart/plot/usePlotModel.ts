import { useMemo } from 'react';
import { type ChartSeries, type PlotModel, makePlotModel, withRange } from './plotModel';

/** The plot model of a visible time range, epoch milliseconds. A moving range costs no pass over the points. */
export function usePlotModel(
  series: readonly ChartSeries[],
  from: number,
  to: number,
  provisional: boolean
): PlotModel {
  const lines = useMemo(() => makePlotModel(series), [series]);
  return useMemo(() => withRange(lines, { from, to }, provisional), [lines, from, to, provisional]);
}
