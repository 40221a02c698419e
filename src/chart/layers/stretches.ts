import type uPlot from 'uplot';
import type { Interval } from '../../detector/interval';

/** A narrower stretch is easily missed, CSS pixels. */
export const MIN_WIDTH = 3;

/** Part of the plot's width, canvas pixels. */
export interface Stretch {
  from: number;
  to: number;
}

/** A stretch and the intervals of time within it. */
interface MergedStretch<Whole> extends Stretch {
  readonly of: Whole[];
}

/** Extends a stretch on both sides to a minimum width, in its own unit. */
export function withMinWidth({ from, to }: Stretch, minWidth: number): Stretch {
  const margin = Math.max(0, minWidth - (to - from)) / 2;
  return { from: from - margin, to: to + margin };
}

/** Position of an interval of time on the plot, cropped to it. Null if none of it is in view. */
export function stretchOnPlot(plot: uPlot, interval: Interval): Stretch | null {
  const { left, width } = plot.bbox;
  const [start, end] = [interval.from, interval.to].map((time) => plot.valToPos(time, 'x', true)).sort((a, b) => a - b);
  const placed = withMinWidth({ from: start, to: end }, MIN_WIDTH * devicePixelRatio);
  const [from, to] = [Math.max(left, placed.from), Math.min(left + width, placed.to)];
  return to > from ? { from, to } : null;
}

/** Positions of intervals on the plot, from left to right, with those that overlap or touch merged. */
export function stretchesOnPlot<Whole extends Interval>(
  plot: uPlot,
  intervals: readonly Whole[]
): Array<MergedStretch<Whole>> {
  const placed = intervals.flatMap((interval): Array<MergedStretch<Whole>> => {
    const stretch = stretchOnPlot(plot, interval);
    return stretch ? [{ ...stretch, of: [interval] }] : [];
  });
  const merged: Array<MergedStretch<Whole>> = [];
  for (const stretch of placed.sort((a, b) => a.from - b.from)) {
    const last = merged[merged.length - 1];
    if (last && stretch.from <= last.to) {
      last.to = Math.max(last.to, stretch.to);
      last.of.push(...stretch.of);
    } else {
      merged.push(stretch);
    }
  }
  return merged;
}
