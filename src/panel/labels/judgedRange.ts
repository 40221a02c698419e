import type { TimeRange } from '@grafana/data';
import type { Series } from '../../detector/series';
import type { Interval } from '../../detector/interval';

/** The range that the detector judges: the visible range and the look-back, epoch milliseconds. */
export function judgedRange({ from, to }: TimeRange, contexts: ReadonlyArray<Series | null>): Interval {
  let [first, last] = [from.valueOf(), to.valueOf()];
  for (const context of contexts) {
    for (const time of context?.times ?? []) {
      first = time < first ? time : first;
      last = time > last ? time : last;
    }
  }
  return { from: first, to: last };
}
