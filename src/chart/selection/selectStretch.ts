import type uPlot from 'uplot';
import type { ChartActions } from '../plot/actions';
import { plotModelOf, isVisible } from '../plot/plotModel';

/**
 * Hands over a stretch of time that was selected on a plot, with the place on the page that it belongs to. A point in
 * time stands for the anomaly that it lies in, and elsewhere for the sample next to it: nobody hits a sample's very
 * millisecond.
 */
export function selectStretch(
  plot: uPlot,
  { from, to }: { readonly from: number; readonly to: number },
  onSelect: NonNullable<ChartActions['onSelectRange']>
): void {
  const over = plot.over.getBoundingClientRect();
  const at = { left: over.left + plot.valToPos((from + to) / 2, 'x'), top: over.top + over.height / 3 };
  onSelect(to > from ? { from, to } : stretchAround(plot, from), at);
}

function stretchAround(plot: uPlot, time: number): { from: number; to: number } {
  const model = plotModelOf(plot);
  const sample = model?.data[0][plot.posToIdx(plot.valToPos(time, 'x'))] ?? time;
  const sequence = model?.series
    .filter(isVisible)
    .flatMap(({ detection }) => detection?.sequences ?? [])
    .find(({ startTime, endTime }) => startTime <= sample && sample <= endTime);
  return sequence ? { from: sequence.startTime, to: sequence.endTime } : { from: sample, to: sample };
}
