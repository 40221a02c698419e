import type { Series } from '../../detector/series';
import type { FramesReading } from '../frames';
import type { TimeSpan } from '../../chart/plot/timeSpan';
import { type Inconsistency, inconsistency } from './consistencyCheck';
import { type Identity, byIdentity, identitiesOf } from './identity';
import { mergeRows, within } from './rows';
import type { View } from './view';

/** Rows of one series, in order of time. */
interface CachedRows {
  readonly identity: Identity;
  readonly rows: Series;
}

/** The rows that the answers to one query have returned. Immutable. */
export interface CachedRange {
  /** The range in which all rows are known. */
  readonly covered: TimeSpan;
  readonly series: readonly CachedRows[];
  /** End of the longer queries' range, without the visible rows that panels added. */
  readonly answeredTo: number;
  /** Time of the first answer, epoch milliseconds. */
  readonly since: number;
}

/** The cached range merged with a panel's visible rows. */
export interface Merged {
  /** Includes the visible rows of series that agree with it. */
  readonly cached: CachedRange;
  /** Rows in the wanted range per visible series; null if they are unknown. */
  readonly contexts: ReadonlyArray<Series | null>;
  /** How each visible series differs from the cache; null if it does not. */
  readonly differences: ReadonlyArray<Inconsistency | 'missing' | null>;
}

/** A gap of more steps separates two ranges. */
const HOLE_STEPS = 1.5;
/** A series with this many visible rows in the answered range must occur in the answer. */
const MIN_ROWS = 5;
/** Rows that a further query repeats, so that no partial interval lies at the edge. */
const OVERLAP_ROWS = 4;
/** The cache drops rows that are farther from the wanted range than this many of its lengths. */
const KEPT_LENGTHS = 1;

export function cachedRangeOf(reading: FramesReading, asked: TimeSpan, since: number): CachedRange {
  const identities = identitiesOf(reading);
  const series = reading.series.map((one, index) => ({ identity: identities[index], rows: one.series }));
  return { covered: asked, series, answeredTo: asked.to, since };
}

/** Appends an answer. The two ranges must touch. */
export function extendedBy(cached: CachedRange, further: CachedRange): CachedRange {
  const rows = byIdentity(
    cached.series.map(({ identity }) => identity),
    further.series
  );
  const taken = new Set(rows);
  return {
    covered: hull(cached.covered, further.covered),
    series: [
      ...cached.series.map((one, index) => ({ ...one, rows: mergeRows(one.rows, rows[index]?.rows ?? NO_ROWS) })),
      ...further.series.filter((one) => !taken.has(one)),
    ],
    answeredTo: Math.max(cached.answeredTo, further.answeredTo),
    since: cached.since,
  };
}

/** Merges the visible rows into the cache if they agree, and cuts out the wanted range. */
export function mergeVisible(cached: CachedRange, view: View, reading: FramesReading): Merged {
  const identities = identitiesOf(reading);
  const found = byIdentity(identities, cached.series);
  const isOne = touches(cached.covered, view);
  const rowsNow = new Map<CachedRows, Series>();
  const beginning: CachedRows[] = [];

  const differences = reading.series.map(({ series: visible }, index) => {
    const before = found[index];
    if (isMissing(visible, before?.rows ?? NO_ROWS, cached)) {
      return 'missing';
    }
    if (before === null) {
      beginning.push({ identity: identities[index], rows: visible });
      return null;
    }
    const difference = inconsistency(visible, before.rows);
    if (difference === null && isOne) {
      rowsNow.set(before, mergeRows(before.rows, visible));
    }
    return difference;
  });

  const contexts = found.map((before, index) => {
    const rows = before && differences[index] === null ? (rowsNow.get(before) ?? before.rows) : null;
    return rows && within(rows, view.wanted);
  });
  const next = isOne ? trimmed(withRows(cached, rowsNow, beginning, hull(cached.covered, view.visible)), view) : cached;
  return { cached: next, contexts, differences };
}

/** @returns `cached` itself if nothing changed */
function withRows(
  cached: CachedRange,
  rowsNow: ReadonlyMap<CachedRows, Series>,
  beginning: readonly CachedRows[],
  covered: TimeSpan
): CachedRange {
  const rowsOf = (one: CachedRows) => rowsNow.get(one) ?? one.rows;
  const isSame = covered.from === cached.covered.from && covered.to === cached.covered.to;
  return isSame && beginning.length === 0 && cached.series.every((one) => rowsOf(one) === one.rows)
    ? cached
    : { ...cached, covered, series: [...cached.series.map((one) => ({ ...one, rows: rowsOf(one) })), ...beginning] };
}

/** Whether the answer lacks a series that it should contain. */
function isMissing(visible: Series, rows: Series, { covered, answeredTo }: CachedRange): boolean {
  const telling = visible.times.filter(
    (time, row) => time >= covered.from && time <= answeredTo && Number.isFinite(visible.values[row])
  );
  return telling.length >= MIN_ROWS && within(rows, extentOf(telling)).times.length === 0;
}

function extentOf(times: Float64Array): TimeSpan {
  return { from: times[0], to: times[times.length - 1] };
}

/** The part of the wanted range that the cache lacks, as one span; null if it lacks nothing. */
export function missing(cached: CachedRange | null, { visible, wanted, stepMs }: View): TimeSpan | null {
  const overlap = OVERLAP_ROWS * stepMs;
  if (wanted.from >= visible.from && wanted.to <= visible.to) {
    return null;
  }
  if (cached === null) {
    return wanted;
  }
  const { from, to } = cached.covered;
  const lacksBefore = wanted.from < from;
  const holeBefore = to < visible.from - HOLE_STEPS * stepMs;
  const lacksAfter = wanted.to > visible.to && to < wanted.to;
  if (!lacksBefore && !holeBefore && !lacksAfter) {
    return null;
  }
  if (lacksBefore && !holeBefore && !lacksAfter && from <= wanted.to) {
    return { from: wanted.from, to: from + overlap };
  }
  if (!lacksBefore && to >= wanted.from) {
    return { from: to - overlap, to: lacksAfter ? wanted.to : visible.from + overlap };
  }
  return wanted;
}

const NO_ROWS: Series = { times: new Float64Array(), values: new Float64Array() };

function touches({ from, to }: TimeSpan, { visible, stepMs }: View): boolean {
  const hole = HOLE_STEPS * stepMs;
  return to >= visible.from - hole && from <= visible.to + hole;
}

function hull(a: TimeSpan, b: TimeSpan): TimeSpan {
  return { from: Math.min(a.from, b.from), to: Math.max(a.to, b.to) };
}

/** Drops rows far from the wanted range. Otherwise a panel that moves on for days would keep them all. */
function trimmed(cached: CachedRange, { wanted }: View): CachedRange {
  const reach = KEPT_LENGTHS * (wanted.to - wanted.from);
  const { covered } = cached;
  if (covered.from >= wanted.from - reach && covered.to <= wanted.to + reach) {
    return cached;
  }
  const kept = {
    from: Math.max(covered.from, wanted.from - reach / 2),
    to: Math.min(covered.to, wanted.to + reach / 2),
  };
  const cut = (rows: Series): Series => {
    const { times, values } = within(rows, kept);
    return { times: times.slice(), values: values.slice() };
  };
  return { ...cached, covered: kept, series: cached.series.map((one) => ({ ...one, rows: cut(one.rows) })) };
}
