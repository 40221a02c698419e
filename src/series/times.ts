/** The times of a frame's rows. */
interface ReadTimes {
  /** Epoch milliseconds; NaN if a value is no time. */
  readonly times: Float64Array;
  /** The first text that is no time; null if there is none. */
  readonly unreadable: string | null;
}

/** Year, month and day, then a time of day with a fraction, then a zone. */
const CALENDAR = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(?:[.,](\d+))?)?\s*(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?$/i;
const NUMBER = /^[-+]?\d+(?:\.\d*)?(?:e[-+]?\d+)?$/i;

/** Smallest epoch that is not in milliseconds (the year 5138), and the smallest in nanoseconds. */
const MICROSECONDS_FROM = 1e14;
const NANOSECONDS_FROM = 1e17;

/**
 * Reads the values of a time field: epoch numbers, dates, or texts, which a CSV frame keeps as they are. The smallest
 * epoch of a field tells milliseconds, microseconds and nanoseconds apart. A text without a zone is UTC.
 */
export function timesOf(values: readonly unknown[]): ReadTimes {
  const times = new Float64Array(values.length);
  const epochs: number[] = [];
  let least = Infinity;
  let unreadable: string | null = null;
  values.forEach((value, row) => {
    const epoch = epochOf(value);
    if (epoch !== null) {
      epochs.push(row);
      least = Math.min(least, Math.abs(epoch));
      times[row] = epoch;
      return;
    }
    times[row] = value instanceof Date ? value.valueOf() : typeof value === 'string' ? calendarTime(value) : NaN;
    if (Number.isNaN(times[row]) && typeof value === 'string' && value.trim() !== '') {
      unreadable ??= value;
    }
  });
  const perMillisecond = least >= NANOSECONDS_FROM ? 1e6 : least >= MICROSECONDS_FROM ? 1e3 : 1;
  if (perMillisecond > 1) {
    epochs.forEach((row) => (times[row] /= perMillisecond));
  }
  return { times, unreadable };
}

/** A number, or a text that is one. Null for anything else. */
function epochOf(value: unknown): number | null {
  const number =
    typeof value === 'bigint' || (typeof value === 'string' && NUMBER.test(value.trim())) ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

function calendarTime(text: string): number {
  const [whole, day, time = '00:00', fraction = '', zone = 'Z'] = CALENDAR.exec(text.trim()) ?? [];
  if (whole === undefined) {
    return NaN;
  }
  // Engines agree only on ISO 8601's own form.
  const offset = /^[+-]/.test(zone) ? `${zone.slice(0, 3)}:${zone.slice(3).replace(':', '') || '00'}` : 'Z';
  return Date.parse(`${day}T${time}${offset}`) + Number(`0.${fraction || 0}`) * 1000;
}
