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

/**
 * Merges stretches that overlap or touch.
 *
 * @param stretches from left to right; the merged ones are extended in place
 * @param absorb called with a stretch that was extended and the one merged into it
 */
export function mergeOverlapping<Any extends Stretch>(
  stretches: readonly Any[],
  absorb: (merged: Any, other: Any) => void
): Any[] {
  const merged: Any[] = [];
  for (const stretch of stretches) {
    const last = merged[merged.length - 1];
    if (last && stretch.from <= last.to) {
      last.to = Math.max(last.to, stretch.to);
      absorb(last, stretch);
    } else {
      merged.push(stretch);
    }
  }
  return merged;
}

/** Positions of time spans on the plot, from left to right, with overlapping ones merged. */
export function stretchesOnPlot<Span extends Interval>(plot: uPlot, spans: readonly Span[]): Array<SpanStretch<Span>> {
  const { left, width } = plot.bbox;
  const placed = spans
    .map((span): SpanStretch<Span> => {
      const start = plot.valToPos(Math.min(span.from, span.to), 'x', true);
      const end = plot.valToPos(Math.max(span.from, span.to), 'x', true);
      const { from, to } = withMinWidth({ from: start, to: end }, MIN_WIDTH * devicePixelRatio);
      return { from: Math.max(left, from), to: Math.min(left + width, to), of: [span] };
    })
    .filter(({ from, to }) => to > from)
    .sort((a, b) => a.from - b.from);
  return mergeOverlapping(placed, (merged, other) => merged.of.push(...other.of));
}
