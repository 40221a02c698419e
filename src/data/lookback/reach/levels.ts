import { AUTO_EXTENT } from '../../../detector/report/context';
import type { Interval } from '../../../detector/interval';
import type { View } from '../view';

/** Steps before which the longest of the shorter look-backs starts. It halves from there on. */
const FIRST_BLOCK = AUTO_EXTENT.limit / 4;
/** A shorter look-back, less than one window, is not worth a query. */
const MIN_BLOCK = 60;
/** A look-back that is not shorter by this share is not worth a query either. */
const SHORTER = 0.75;

/**
 * A view and the same view with shorter look-backs, each about half as long as the one before. They start at multiples of
 * their block, counted from the epoch, so that a refresh does not move them: one to two blocks before the visible range. They
 * end at most one block after it.
 */
export function levelsOf(view: View): View[] {
  const { visible, stepMs } = view;
  const levels = [view];
  for (let steps = FIRST_BLOCK; steps >= MIN_BLOCK; steps = Math.ceil(steps / 2)) {
    const block = steps * stepMs;
    const from = Math.ceil((visible.from - 2 * block) / block) * block;
    const before = visible.from - levels[levels.length - 1].asked.from;
    if (block > 0 && visible.from - from <= SHORTER * before) {
      const to = Math.floor((visible.to + block) / block) * block;
      levels.push(over({ from, to: Math.min(view.wanted.to, to) }, view));
    }
  }
  return levels;
}

function over(range: Interval, view: View): View {
  return { ...view, key: `${view.question} ${range.from}`, asked: range, needed: range };
}
