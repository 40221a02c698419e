import type uPlot from 'uplot';
import type { Interval } from '../../detector/interval';

/** A narrower stretch is easily missed, CSS pixels. */
export const MIN_WIDTH = 3;

/** Part of the plot's width, canvas pixels. */
export interface Stretch {
  from: number;
  to: number;
}

/** A stretch and the time spans within it. */
interface SpanStretch<Span> extends Stretch {
  readonly of: Span[];
}

/** Extends a stretch on both sides to a minimum width, in its own unit. */
export function withMinWidth({ from, to }: Stretch, minWidth: number): Stretch {
  const margin = Math.max(0, minWidth - (to - from)) / 2;
  return { from: from - margin, to: to + margin };
}

/** Position of a time span on the plot, cropped to it. Null if none of it is in view. */
export function stretchOnPlot(plot: uPlot, span: Interval): Stretch | null {
  const { left, width } = plot.bbox;
  const [start, end] = [span.from, span.to].map((time) => plot.valToPos(time, 'x', true)).sort((a, b) => a - b);
  const placed = withMinWidth({ from: start, to: end }, MIN_WIDTH * devicePixelRatio);
  const [from, to] = [Math.max(left, placed.from), Math.min(left + width, placed.to)];
  return to > from ? { from, to } : null;
}

/** Positions of time spans on the plot, from left to right, with those that overlap or touch merged. */
export function stretchesOnPlot<Span extends Interval>(plot: uPlot, spans: readonly Span[]): Array<SpanStretch<Span>> {
  const placed = spans.flatMap((span): Array<SpanStretch<Span>> => {
    const stretch = stretchOnPlot(plot, span);
    return stretch ? [{ ...stretch, of: [span] }] : [];
  });
  const merged: Array<SpanStretch<Span>> = [];
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
