import { changedFrom } from '../src/data/completeness/changes';
import { completenessOf } from '../src/data/completeness/completeness';
import { type NewestRows, chosenRows } from '../src/data/completeness/newestRows';
import type { Completeness } from '../src/detector/report/completeness';
import type { Interval } from '../src/detector/interval';
import type { Series } from '../src/detector/series';

/**
 * Which rows of a file are final. The file does not say where it comes from, so only its look-back can show that: by another
 * value of the first row, or of newest rows that both files have.
 */
export function completenessIn(series: Series, context: Series | null, newest: NewestRows = 'auto'): Completeness {
  const { times } = series;
  const last = times[times.length - 1];
  const known = completenessOf(series, {
    kind: 'unknown',
    range: { from: times[0], to: last },
    askedAt: last,
    context,
    changingMs: 0,
  });
  const changed = context === null ? null : changedFrom(context, series, comparable(series, context, known));
  const settledTo = changed === null ? Infinity : changed - 1;
  return chosenRows(series, { ...known, settledTo: Math.min(known.settledTo, settledTo) }, newest);
}

/** Without the rows at either end that may be partial. */
function comparable({ times }: Series, context: Series, { complete, isBucketed }: Completeness): Interval {
  const end = context.times.length - (isBucketed ? 2 : 1);
  return { from: Math.max(complete.from, times[1] ?? Infinity), to: context.times[end] ?? -Infinity };
}
