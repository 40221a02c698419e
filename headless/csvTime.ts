import { Cells } from './csvCells';

/** Names of time columns. */
const TIME_NAMES = /^(@?time|@?timestamp|time[ _-]?stamp|date|date[ _-]?time|datetime|ts|epoch|unix[ _-]?time)$/i;

/** Year, month, day; then hour, minute, second with fraction; then a zone. */
const CALENDAR = /^(\d{4})[-/](\d{2})[-/](\d{2})(?:[T ]+(\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(.*))?$/i;
/** ISO 8601's basic format with a time of day. Without the T it is a number, see {@link compactTime}. */
const COMPACT = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(?:(\d{2})(?:[.,](\d{1,9}))?)?\s*(.*)$/i;
const ZONE = /^(?:(Z|UTC|GMT)|([+-])(\d{2}):?(\d{2})?)$/i;
/** Largest offset from UTC, hours. */
const MOST_AHEAD = 14;

/** The factor of the year in `YYYYMMDD`, `YYYYMMDDHHMM` and `YYYYMMDDHHMMSS`. */
const COMPACT_FORMS = [1e4, 1e8, 1e10];

/** A decimal number. Hexadecimal numbers are no times. */
const NUMBER = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i;

/** Limit of epoch seconds (the year 5138). Larger numbers are milliseconds, then microseconds, then nanoseconds. */
const MOST_SECONDS = 1e11;
/** For seconds, milliseconds, microseconds and nanoseconds. Larger numbers are no times. */
const MILLISECONDS_PER_UNIT = [1e3, 1, 1e-3, 1e-6];

/** Smallest time in a column without a time name (1973, in seconds). */
const LEAST_UNNAMED = 1e8;

/** Largest ratio of two times in one unit. Two units differ by a factor of 1,000. */
const MOST_APART = 100;

/** The range of JavaScript's Date in both directions, epoch milliseconds. */
const MOST_TIME = 8.64e15;

export function isTimeName(name: string): boolean {
  return TIME_NAMES.test(name.trim());
}

/** Whether a cell without a time name looks like a time: a date, or a number as large as a current epoch. */
export function looksLikeTime(cell: string): boolean {
  return NUMBER.test(cell)
    ? Number(cell) >= LEAST_UNNAMED || !Number.isNaN(compactTime(Number(cell)))
    : !Number.isNaN(calendarTime(cell));
}

/** Epoch milliseconds of one text, as {@link TimeColumn} reads it; NaN if it is no time. */
export function timeOf(text: string): number {
  const column = new TimeColumn();
  column.add(text);
  return column.read().times[0];
}

interface Place {
  readonly row: number;
  readonly cell: string;
}

/** A number of a column and its row; row -1 if there is none yet. */
interface Extreme {
  row: number;
  number: number;
}

export interface ReadTimes {
  /** Epoch milliseconds; NaN for blank and invalid cells. */
  readonly times: Float64Array;
  readonly unreadable: Place | null;
  /** The smallest and the largest number, if they cannot have the same unit. */
  readonly mixed: readonly [Place, Place] | null;
}

/**
 * Takes in a column cell by cell, so that no text is kept: ISO 8601 in either format, or `YYYY-MM-DD HH:MM:SS`, where no
 * zone means UTC; or a number, whose column's magnitude tells seconds, milliseconds, microseconds and nanoseconds apart.
 * Where most numbers are days that exist, written without separators (`20240501`, with hours and minutes, with seconds),
 * all of them are read so: as an epoch the first would be of 1970, and the last of the year 2600.
 */
export class TimeColumn {
  private readonly cells = new Cells();
  /** The rows among {@link cells} that hold numbers, not times. */
  private readonly isNumber = new Cells(Uint8Array);
  private numbers = 0;
  private compact = 0;
  private written = 0;
  private alike = true;
  private largest = 0;
  private readonly least: Extreme = { row: -1, number: Infinity };
  private readonly most: Extreme = { row: -1, number: -Infinity };
  private unreadable: Place | null = null;

  /** Whether all cells that are not blank look like times, and there is one. */
  get looksLikeTimes(): boolean {
    return this.alike && this.written > 0;
  }

  /** @param cell trimmed */
  add(cell: string): void {
    if (cell === '') {
      this.keep(NaN, 0);
      return;
    }
    const number = NUMBER.test(cell) ? Number(cell) : NaN;
    if (Number.isFinite(number)) {
      this.addNumber(number);
    } else {
      const time = calendarTime(cell);
      if (Number.isNaN(time)) {
        this.unreadable ??= { row: this.cells.length, cell };
        this.alike = false;
      }
      this.written++;
      this.keep(time, 0);
    }
  }

  read(): ReadTimes {
    const times = this.cells.all();
    const isNumber = this.isNumber.all();
    const isCompact = this.compact > this.numbers / 2;
    const unit = MILLISECONDS_PER_UNIT.find((_, i) => this.largest < MOST_SECONDS * 1000 ** i) ?? NaN;
    let { unreadable } = this;
    for (let row = 0; row < times.length; row++) {
      if (isNumber[row]) {
        const number = times[row];
        const time = isCompact ? compactTime(number) : unit === 1e3 ? fromSeconds(number) : number * unit;
        times[row] = Math.abs(time) <= MOST_TIME ? time : NaN;
        if (Number.isNaN(times[row]) && (unreadable === null || row < unreadable.row)) {
          unreadable = { row, cell: String(number) };
        }
      }
    }
    const { least, most } = this;
    const mixed = !isCompact && most.number > MOST_APART * least.number;
    return { times, unreadable, mixed: mixed ? [placeOf(least), placeOf(most)] : null };
  }

  private addNumber(number: number): void {
    const isCompact = !Number.isNaN(compactTime(number));
    this.written++;
    this.numbers++;
    this.compact += isCompact ? 1 : 0;
    this.alike &&= isCompact || number >= LEAST_UNNAMED;
    this.largest = Math.max(this.largest, Math.abs(number));
    if (number >= LEAST_UNNAMED && number < this.least.number) {
      this.least.row = this.cells.length;
      this.least.number = number;
    }
    if (number >= LEAST_UNNAMED && number > this.most.number) {
      this.most.row = this.cells.length;
      this.most.number = number;
    }
    this.keep(number, 1);
  }

  private keep(value: number, isNumber: 0 | 1): void {
    this.cells.add(value);
    this.isNumber.add(isNumber);
  }
}

function placeOf({ row, number }: Extreme): Place {
  return { row, cell: String(number) };
}

/** Rounds to whole microseconds if only a rounding error separates them. Otherwise a clock that rounds down would be off. */
function fromSeconds(seconds: number): number {
  const time = seconds * 1000;
  const rounded = Math.round(time * 1000) / 1000;
  return Math.abs(rounded - time) <= 4 * Number.EPSILON * Math.abs(time) ? rounded : time;
}

/** Epoch milliseconds of `YYYYMMDD`, `YYYYMMDDHHMM` or `YYYYMMDDHHMMSS`, of 1900 to 2200; NaN for any other number. */
function compactTime(number: number): number {
  const isOfDigits = COMPACT_FORMS.some((scale) => number >= 1900 * scale && number < 2201 * scale);
  if (!isOfDigits || !Number.isInteger(number)) {
    return NaN;
  }
  const digits = String(number);
  const part = (at: number) => Number(digits.slice(at, at + 2));
  return instant(Number(digits.slice(0, 4)), part(4), part(6), part(8), part(10), part(12));
}

/** NaN unless the cell is a date that exists. */
function calendarTime(cell: string): number {
  const found = CALENDAR.exec(cell) ?? COMPACT.exec(cell);
  if (!found) {
    return NaN;
  }
  const [year, month, day, hour, minute, second] = found.slice(1, 7).map((part) => Number(part ?? 0));
  return instant(year, month, day, hour, minute, second) + Number(`0.${found[7] ?? 0}e3`) - zoneOffset(found[8] ?? '');
}

/** Epoch milliseconds, UTC; NaN for a day or a time of day that does not exist. */
function instant(year: number, month: number, day: number, hour: number, minute: number, second: number): number {
  // Date.UTC takes the year 24 for 1924, and both turn the 31st of April into the 1st of May.
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hour <= 23 && minute <= 59 && second <= 59
    ? date.getTime() + ((hour * 60 + minute) * 60 + second) * 1000
    : NaN;
}

/** A zone's offset from UTC, milliseconds; NaN for an unknown zone. */
function zoneOffset(zone: string): number {
  if (zone === '') {
    return 0;
  }
  const [whole, utc, sign, hours, minutes = '0'] = ZONE.exec(zone) ?? [];
  if (whole === undefined || Number(hours) > MOST_AHEAD || Number(minutes) > 59) {
    return NaN;
  }
  return utc ? 0 : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
