import type uPlot from 'uplot';
import type { ChartActions } from '../plot/actions';
import { isVisible, plotModelOf } from '../plot/plotModel';
import { type Interval, holds } from '../../detector/interval';

/**
 * Reports a selected time span with its position on the page. A point selects the anomaly around it, or else the nearest
 * sample, because users cannot hit the millisecond of a sample.
 */
export function selectStretch(
  plot: uPlot,
  range: Interval,
  onSelect: NonNullable<ChartActions['onSelectRange']>
): void {
  const over = plot.over.getBoundingClientRect();
  const at = { left: over.left + plot.valToPos((range.from + range.to) / 2, 'x'), top: over.top + over.height / 3 };
  const { from, to } = range.to > range.from ? range : intervalAround(plot, range.from);
  onSelect({ from, to }, at);
}

function intervalAround(plot: uPlot, time: number): Interval {
  const model = plotModelOf(plot);
  const sample = model?.data[0][plot.posToIdx(plot.valToPos(time, 'x'))] ?? time;
  const sequence = model?.series
    .filter(isVisible)
    .flatMap(({ detection }) => detection?.sequences ?? [])
    .find((one) => holds(one, sample));
  return sequence ?? { from: sample, to: sample };
}
