import type { Completeness } from '../../detector/report/completeness';
import { type Interval, pointAt } from '../../detector/interval';
import { type Series, stepOf } from '../../detector/series';
import { isSameValue } from '../sameValue';
import { TOLERANCE } from './changes';
import type { RowKind } from './rowKind';

/** What is known of the answer that a visible series comes from. */
export interface Answered {
  readonly kind: RowKind;
  /** The range of the query, epoch milliseconds, up to the time of the request. */
  readonly range: Interval;
  /** The time of the request, epoch milliseconds; for a stream that of its newest rows. */
  readonly askedAt: number;
  /** Rows of a longer answer; null if there are none. */
  readonly context: Series | null;
  /** Age at which values were seen to change, milliseconds; 0 if none did. */
  readonly changingMs: number;
}

/** The first rows of a range that may be partial. */
const EDGE_ROWS = 2;
/** A window that the range cuts off ends this share of a step earlier. */
const CUT_OFF = 0.99;
/** Ranges in the past end with the last millisecond, or at the last second, of a day. */
const LAST_SECOND = 1000;
/** VictoriaMetrics returns the value of 30 s ago for later times, too (docs/sources.md). A drop to zero lasts longer. */
const REPEATED_MS = 30_000;
/** If more of the other values are repeated, repetition is normal... */
const MOST_REPEATED = 0.1;
/** ...and a single one may be chance. */
const LEAST_REPEATED = 2;

/** Which values of a series are final, as far as its source, an earlier answer and a longer one show. */
export function completenessOf(series: Series, answered: Answered): Completeness {
  const { kind, range, askedAt, context, changingMs } = answered;
  const observed = { from: series.times[0], to: series.times[series.times.length - 1] };
  const step = stepOf(series);
  if (!(step > 0)) {
    return { complete: observed, settledTo: Infinity, isBucketed: false };
  }
  const partial = partialByContext(series, context);
  const rows: RowKind = kind === 'unknown' && (partial > 0 || isFloored(series, range, step)) ? 'bucket-start' : kind;
  const start = firstComplete(series, rows, range, step);
  const first = start < 0 ? Infinity : Math.max(partial, start);
  const last = lastComplete(series, rows, answered, step);
  const settled = changingMs > 0 ? askedAt - changingMs : Infinity;
  const isLive = range.to >= askedAt - REPEATED_MS;
  return {
    complete: first <= last ? { from: series.times[first], to: series.times[last] } : noneComplete(observed, context),
    settledTo: Math.min(settled, isLive && rows === 'instant' ? settledBeforeRepetition(series) : Infinity),
    isBucketed: rows === 'bucket-start' || rows === 'bucket-end',
  };
}

/** Without a look-back there is no verdict to spoil, and a message says how short the series is. */
function noneComplete(observed: Interval, context: Series | null): Interval {
  return context === null ? observed : { from: Infinity, to: -Infinity };
}

/** How many of the first rows differ from the longer answer, which has rows before them. */
function partialByContext({ times, values }: Series, context: Series | null): number {
  let partial = 0;
  for (let row = 0; context !== null && row < Math.min(EDGE_ROWS, times.length); row++) {
    const at = pointAt(context.times, times[row]);
    const isKnown = at > 0 && context.times[at] === times[row] && Number.isFinite(context.values[at]);
    if (isKnown && Number.isFinite(values[row]) && !isSameValue(values[row], context.values[at], TOLERANCE)) {
      partial = row + 1;
    }
  }
  return partial;
}

/** Whether a source rounded the start of the range down to a multiple of the step. */
function isFloored({ times }: Series, { from }: Interval, step: number): boolean {
  return times[0] < from && times[0] > from - step && times.every((time) => time % step === 0);
}

/** @returns -1 if there is none */
function firstComplete({ times }: Series, kind: RowKind, { from }: Interval, step: number): number {
  switch (kind) {
    case 'bucket-start':
      return times.findIndex((time) => time >= from || time <= from - step);
    case 'bucket-end':
      // A row at or before the start covers time that a source read although nobody asked.
      return times.findIndex((time) => time >= from + CUT_OFF * step || time <= from);
    default:
      return 0;
  }
}

function lastComplete({ times }: Series, kind: RowKind, { range: { to }, askedAt }: Answered, step: number): number {
  const over = Math.min(askedAt, to + Math.min(LAST_SECOND, (1 - CUT_OFF) * step));
  const isComplete = (time: number, row: number) => {
    switch (kind) {
      case 'bucket-start':
        return time + step <= over;
      case 'bucket-end':
        return time <= to && (row === 0 || time - times[row - 1] >= CUT_OFF * step);
      case 'instant':
        return time <= to;
      case 'unknown':
        return true;
    }
  };
  let last = times.length - 1;
  while (last >= 0 && !isComplete(times[last], last)) {
    last--;
  }
  return last;
}

/** The time of the last value that is not a repetition at the end of the series; Infinity if repetition is normal. */
function settledBeforeRepetition({ times, values }: Series): number {
  let last = values.length - 1;
  while (last > 0 && !Number.isFinite(values[last])) {
    last--;
  }
  let [first, repeated] = [last, 0];
  for (let row = last - 1; row >= 0 && (values[row] === values[last] || !Number.isFinite(values[row])); row--) {
    [first, repeated] = Number.isFinite(values[row]) ? [row, repeated + 1] : [first, repeated];
  }
  if (repeated < LEAST_REPEATED || times[last] - times[first] > REPEATED_MS) {
    return Infinity;
  }
  let [others, observed, previous] = [0, 0, NaN];
  for (let row = 0; row <= first; row++) {
    if (Number.isFinite(values[row])) {
      observed++;
      others += values[row] === previous ? 1 : 0;
      previous = values[row];
    }
  }
  return others <= MOST_REPEATED * (observed - 1) ? times[first] : Infinity;
}
