import type { Interval } from '../../detector/interval';
import type { Series } from '../../detector/series';
import type { FramesReading } from '../../series/frames';
import { atStepOf } from './agreement/phase';
import { type Inconsistency, inconsistency } from './consistencyCheck';
import { fromDataStart } from './dataStart';
import { type Identity, byIdentity, identitiesOf } from './identity';
import { mergeRows, within } from './rows';
import type { View } from './view';

/** Rows of one series, in order of time. */
interface CachedRows {
  readonly identity: Identity;
  readonly rows: Series;
}

/** The answer to one longer query, and the visible rows since. Immutable. All rows in the interval are known. */
export interface CachedRange extends Interval {
  /** Identifies the queries without their range. */
  readonly question: string;
  readonly series: readonly CachedRows[];
  /** End of the answer, without the visible rows that panels added. */
  readonly answeredTo: number;
  /** Time of the answer, epoch milliseconds. */
  readonly since: number;
}

/** How a visible series differs from the cache. */
export type Difference = Inconsistency | 'missing';

/** The cached range merged with a panel's visible rows. */
export interface Merged {
  /** Includes the visible rows of series that agree with it. */
  readonly cached: CachedRange;
  /** Rows in the wanted range per visible series; null if they are unknown. */
  readonly contexts: ReadonlyArray<Series | null>;
  readonly differences: ReadonlyArray<Difference | null>;
}

/** A gap of more steps separates two ranges. */
const HOLE_STEPS = 1.5;
/** A series with this many visible rows in the answered range must occur in the answer. */
const MIN_ROWS = 5;

const NO_ROWS: Series = { times: new Float64Array(), values: new Float64Array() };

/** Whether cached and visible rows together have all rows of the needed range. */
export function covers(cached: CachedRange, view: View): boolean {
  const { needed, visible } = view;
  return cached.from <= needed.from && (needed.to > visible.to ? cached.to >= needed.to : touches(cached, view));
}

function touches({ to }: Interval, { visible, stepMs }: View): boolean {
  return to >= visible.from - HOLE_STEPS * stepMs;
}

/** Merges the visible rows into the cache if they agree, and cuts out the wanted range. */
export function mergeVisible(cached: CachedRange, view: View, reading: FramesReading): Merged {
  const identities = identitiesOf(reading);
  const found = byIdentity(identities, cached.series);
  const isOne = touches(cached, view);
  const merged = reading.series.map(({ series: visible }, index) => {
    const rows = atStepOf(visible, found[index]?.rows ?? NO_ROWS);
    const difference = differenceOf(visible, rows, cached);
    return { difference, rows: isOne && difference === null ? mergeRows(rows, visible) : rows };
  });
  const rowsNow = new Map(
    found.map((before, index) => [before, merged[index].difference === null ? merged[index].rows : before?.rows])
  );
  const beginning = identities.flatMap((identity, index) =>
    found[index] === null && merged[index].rows !== NO_ROWS ? [{ identity, rows: merged[index].rows }] : []
  );
  return {
    cached: withRows(cached, view, (one) => rowsNow.get(one) ?? one.rows, beginning),
    contexts: merged.map(({ difference, rows }, index) =>
      found[index] === null || difference !== null ? null : fromDataStart(within(rows, view.wanted))
    ),
    differences: merged.map(({ difference }) => difference),
  };
}

/** @returns `cached` itself if nothing changed */
function withRows(
  cached: CachedRange,
  view: View,
  rowsOf: (one: CachedRows) => Series,
  beginning: readonly CachedRows[]
): CachedRange {
  const from = Math.max(cached.from, Math.min(view.asked.from, view.wanted.from));
  const to = touches(cached, view) ? Math.max(cached.to, view.visible.to) : cached.to;
  const isSame = from === cached.from && to === cached.to && beginning.length === 0;
  if (isSame && cached.series.every((one) => rowsOf(one) === one.rows)) {
    return cached;
  }
  const kept = { from, to: Infinity };
  const series = cached.series.map((one) => ({ ...one, rows: within(rowsOf(one), kept) }));
  return { ...cached, from, to, series: [...series, ...beginning] };
}

function differenceOf(visible: Series, rows: Series, { from, answeredTo }: CachedRange): Difference | null {
  const telling = visible.times.filter(
    (time, row) => time >= from && time <= answeredTo && Number.isFinite(visible.values[row])
  );
  const extent = { from: telling[0], to: telling[telling.length - 1] };
  const isMissing = telling.length >= MIN_ROWS && within(rows, extent).times.length === 0;
  return isMissing ? 'missing' : inconsistency(visible, rows);
}
