import type { Series } from '../../detector/series';
import type { FramesReading } from '../frames';
import { type Inconsistency, inconsistency } from './consistencyCheck';
import { type Identity, byIdentity, identitiesOf } from './identity';
import { type Span, united, within } from './rows';
import type { View } from './view';

/** Rows of one series, in order of time. */
export interface CachedRows {
  readonly identity: Identity;
  readonly rows: Series;
}

/** What the answers to one question have brought so far. Never changed, only replaced. */
export interface CachedRange {
  /** All that there is within it is known. */
  readonly covered: Span;
  readonly series: readonly CachedRows[];
  /** End of what longer queries covered, without what panels added of their visible rows. */
  readonly answeredTo: number;
  /** When the first of the answers was there, epoch milliseconds. */
  readonly since: number;
}

/** A panel's visible series beside what is known. */
export interface Merged {
  /** With the visible rows of those series that agree. */
  readonly known: CachedRange;
  /** For each visible series all that is wanted of it; null where nothing can be said. */
  readonly contexts: ReadonlyArray<Series | null>;
  /** For each visible series how it differs; null where it does not. */
  readonly differences: ReadonlyArray<Inconsistency | 'missing' | null>;
}

/** A known range and a visible one with a hole of more than this between them are not one range, steps. */
const HOLE_STEPS = 1.5;
/** A series that has so many visible rows in a range that was answered should have been in the answer. */
const TELLING_ROWS = 5;
/** Rows by which a further query overlaps what is known, so that no partly summed interval is at a seam. */
const OVERLAP_ROWS = 4;
/** What lies farther from the wanted range than its own length is forgotten. */
const KEPT_LENGTHS = 1;

export function answered(reading: FramesReading, asked: Span, since: number): CachedRange {
  const identities = identitiesOf(reading);
  const series = reading.series.map((one, index) => ({ identity: identities[index], rows: one.series }));
  return { covered: asked, series, answeredTo: asked.to, since };
}

/** Both answers as one. They must touch. */
export function extended(known: CachedRange, further: CachedRange): CachedRange {
  const rows = byIdentity(
    known.series.map(({ identity }) => identity),
    further.series
  );
  const taken = new Set(rows);
  return {
    covered: hull(known.covered, further.covered),
    series: [
      ...known.series.map((one, index) => ({ ...one, rows: united(one.rows, rows[index]?.rows ?? NO_ROWS) })),
      ...further.series.filter((one) => !taken.has(one)),
    ],
    answeredTo: Math.max(known.answeredTo, further.answeredTo),
    since: known.since,
  };
}

/** Adds what can be seen to what is known, as far as the two agree, and cuts out what the panel wants. */
export function mergeVisible(known: CachedRange, view: View, reading: FramesReading): Merged {
  const identities = identitiesOf(reading);
  const found = byIdentity(identities, known.series);
  const isOne = touches(known.covered, view);
  const rowsNow = new Map<CachedRows, Series>();
  const beginning: CachedRows[] = [];

  const differences = reading.series.map(({ series: visible }, index) => {
    const before = found[index];
    if (isMissing(visible, before?.rows ?? NO_ROWS, known)) {
      return 'missing';
    }
    if (before === null) {
      beginning.push({ identity: identities[index], rows: visible });
      return null;
    }
    const difference = inconsistency(visible, before.rows);
    if (difference === null && isOne) {
      rowsNow.set(before, united(before.rows, visible));
    }
    return difference;
  });

  const contexts = found.map((before, index) => {
    const rows = before && differences[index] === null ? (rowsNow.get(before) ?? before.rows) : null;
    return rows && within(rows, view.wanted);
  });
  const next = isOne ? near(grown(known, rowsNow, beginning, hull(known.covered, view.visible)), view) : known;
  return { known: next, contexts, differences };
}

/** @returns `known` itself where there is nothing new */
function grown(
  known: CachedRange,
  rowsNow: ReadonlyMap<CachedRows, Series>,
  beginning: readonly CachedRows[],
  covered: Span
): CachedRange {
  const rowsOf = (one: CachedRows) => rowsNow.get(one) ?? one.rows;
  const isSame = covered.from === known.covered.from && covered.to === known.covered.to;
  return isSame && beginning.length === 0 && known.series.every((one) => rowsOf(one) === one.rows)
    ? known
    : { ...known, covered, series: [...known.series.map((one) => ({ ...one, rows: rowsOf(one) })), ...beginning] };
}

/** Whether an answer should have had rows that can be seen, and has none of them. */
function isMissing(visible: Series, rows: Series, { covered, answeredTo }: CachedRange): boolean {
  const telling = visible.times.filter(
    (time, row) => time >= covered.from && time <= answeredTo && Number.isFinite(visible.values[row])
  );
  return telling.length >= TELLING_ROWS && within(rows, extentOf(telling)).times.length === 0;
}

function extentOf(times: Float64Array): Span {
  return { from: times[0], to: times[times.length - 1] };
}

/** The part of the wanted range that no answer covers yet, in one piece; null where all is known. */
export function missing(known: CachedRange | null, { visible, wanted, stepMs }: View): Span | null {
  const overlap = OVERLAP_ROWS * stepMs;
  if (wanted.from >= visible.from && wanted.to <= visible.to) {
    return null;
  }
  if (known === null) {
    return wanted;
  }
  const { from, to } = known.covered;
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

function touches({ from, to }: Span, { visible, stepMs }: View): boolean {
  const hole = HOLE_STEPS * stepMs;
  return to >= visible.from - hole && from <= visible.to + hole;
}

function hull(a: Span, b: Span): Span {
  return { from: Math.min(a.from, b.from), to: Math.max(a.to, b.to) };
}

/** Without what lies far from the wanted range: a panel that moves on for days must not keep them all. */
function near(known: CachedRange, { wanted }: View): CachedRange {
  const reach = KEPT_LENGTHS * (wanted.to - wanted.from);
  const { covered } = known;
  if (covered.from >= wanted.from - reach && covered.to <= wanted.to + reach) {
    return known;
  }
  const kept = {
    from: Math.max(covered.from, wanted.from - reach / 2),
    to: Math.min(covered.to, wanted.to + reach / 2),
  };
  const cut = (rows: Series): Series => {
    const { times, values } = within(rows, kept);
    return { times: times.slice(), values: values.slice() };
  };
  return { ...known, covered: kept, series: known.series.map((one) => ({ ...one, rows: cut(one.rows) })) };
}
