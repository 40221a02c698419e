import type { Completeness } from '../../detector/report/completeness';
import type { Series } from '../../detector/series';

/**
 * How the newest rows are judged: without those that are incomplete or may still change; the same, but anomalies in what
 * may still change are reported as provisional; all; or without the given number of rows.
 */
export type NewestRows = 'auto' | 'provisional' | 'all' | number;

/** Bounds of the number of rows to exclude. */
export const EXCLUDED_ROWS = { default: 1, min: 1, max: 1000, step: 1, unit: 'rows' } as const;

/** Applies a person's choice to what is known. The first rows stay as they are. */
export function chosenRows(series: Series, known: Completeness, newest: NewestRows): Completeness {
  switch (newest) {
    case 'auto':
    case 'provisional':
      return known;
    case 'all':
      return { ...known, complete: { ...known.complete, to: Infinity }, settledTo: Infinity };
    default: {
      const last = series.times[series.times.length - 1 - newest] ?? -Infinity;
      return { ...known, complete: { ...known.complete, to: last }, settledTo: Infinity };
    }
  }
}
