import type uPlot from 'uplot';

/** A stretch narrower than this would be missed by eye, CSS pixels. */
const MIN_WIDTH = 3;

interface Range {
  readonly from: number;
  readonly to: number;
}

/** Part of the plot's width, canvas pixels, and what lies there. */
export interface PlotStretch<Member> {
  readonly from: number;
  to: number;
  readonly of: Member[];
}

/** Where ranges of time (epoch milliseconds) lie on the plot, from left to right, those that overlap as one. */
export function stretchesOnPlot<Member extends Range>(
  plot: uPlot,
  ranges: readonly Member[]
): Array<PlotStretch<Member>> {
  const { left, width } = plot.bbox;
  const least = MIN_WIDTH * devicePixelRatio;
  const merged: Array<PlotStretch<Member>> = [];
  const placed = ranges.map((range) => {
    const start = plot.valToPos(Math.min(range.from, range.to), 'x', true);
    const end = plot.valToPos(Math.max(range.from, range.to), 'x', true);
    const margin = Math.max(0, least - (end - start)) / 2;
    return { from: Math.max(left, start - margin), to: Math.min(left + width, end + margin), of: [range] };
  });
  for (const stretch of placed.filter(({ from, to }) => to > from).sort((a, b) => a.from - b.from)) {
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
