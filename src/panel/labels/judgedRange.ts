import type { TimeRange } from '@grafana/data';
import type { Interval } from '../../detector/interval';
import type { Series } from '../../detector/series';

/** The range that the detector judges: the visible range and the look-back, epoch milliseconds. */
export function judgedRange({ from, to }: TimeRange, contexts: ReadonlyArray<Series | null>): Interval {
  const spans = contexts.flatMap((context) => (context && context.times.length > 0 ? [context.times] : []));
  return {
    from: Math.min(from.valueOf(), ...spans.map((times) => times[0])),
    to: Math.max(to.valueOf(), ...spans.map((times) => times[times.length - 1])),
  };
}
