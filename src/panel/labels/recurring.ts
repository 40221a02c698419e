import { dateTimeForTimeZone } from '@grafana/data';
import type { TimeZone } from '@grafana/schema';
import { wallClock } from './wallClock';

/** A window that comes again each week, in a time zone's own hours. */
export interface RecurringWindow {
  /** As it was written, for people. */
  readonly line: string;
  /** Days it begins on: 1 is Monday, 7 Sunday. */
  readonly days: ReadonlySet<number>;
  /** Hour and minute of the wall clock: `02:00`. An end that is not after the start is on the next day. */
  readonly start: string;
  readonly end: string;
}

/** One time that a window comes, epoch milliseconds. */
export interface Occurrence {
  readonly window: RecurringWindow;
  readonly from: number;
  readonly to: number;
}

/** No more than so many occurrences take part, the latest first: each costs a little of every verdict. */
export const MOST_OCCURRENCES = 500;

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const LINE = /^(?<days>[a-z]+(?:\s*[-,–]\s*[a-z]+)*)\s+(?<start>\d{1,2}:\d{2})\s*[-–]\s*(?<end>\d{1,2}:\d{2})$/i;

/**
 * Reads windows, one a line or separated by semicolons: days, ranges of days or `daily`, and two times of the day.
 * `Sun 02:00-04:00`, `Mon-Fri 22:00-06:00`, `Sat,Sun 00:00-24:00`, `daily 03:00-03:30`.
 *
 * @returns what could be read, and the lines that could not, as they were written
 */
export function parseRecurring(text: string): { windows: RecurringWindow[]; unreadable: string[] } {
  const windows: RecurringWindow[] = [];
  const unreadable: string[] = [];
  for (const line of text.split(/[\n;]/).map((one) => one.trim())) {
    const window = line === '' ? null : readLine(line);
    if (window) {
      windows.push(window);
    } else if (line !== '') {
      unreadable.push(line);
    }
  }
  return { windows, unreadable };
}

/**
 * The windows' occurrences that touch a range, in order of time. Days and hours are those of the wall clock there: a window
 * begins when the clock first shows its start and ends when it last shows its end, both of them after hours that the clock
 * leaves out where they lie in such. A window that is nothing but such hours does not come that day.
 */
export function occurrencesIn(
  windows: readonly RecurringWindow[],
  range: { readonly from: number; readonly to: number },
  timeZone: TimeZone
): { occurrences: Occurrence[]; isCapped: boolean } {
  const occurrences: Occurrence[] = [];
  if (windows.length === 0) {
    return { occurrences, isCapped: false };
  }
  const day = dateTimeForTimeZone(timeZone, range.to).startOf('day');
  // A window that began the evening before may reach into the range.
  const first = dateTimeForTimeZone(timeZone, range.from).startOf('day').subtract(1, 'day').valueOf();
  for (; day.valueOf() >= first && occurrences.length <= MOST_OCCURRENCES; day.subtract(1, 'day')) {
    const date = day.format('YYYY-MM-DD');
    const next = dateTimeForTimeZone(timeZone, day).add(1, 'day').format('YYYY-MM-DD');
    for (const window of windows) {
      if (window.days.has(Number(day.isoWeekday()))) {
        const from = wallClock(timeZone, date, window.start).first;
        const to = wallClock(timeZone, window.end > window.start ? date : next, window.end).last;
        if (to > from && to >= range.from && from <= range.to) {
          occurrences.push({ window, from, to });
        }
      }
    }
  }
  const isCapped = occurrences.length > MOST_OCCURRENCES;
  return { occurrences: occurrences.slice(0, MOST_OCCURRENCES).sort((a, b) => a.from - b.from), isCapped };
}

function readLine(line: string): RecurringWindow | null {
  const { days, start, end } = LINE.exec(line)?.groups ?? {};
  const read = days === undefined ? null : { days: readDays(days), start: readTime(start), end: readTime(end) };
  return read?.days && read.start && read.end && read.start !== '24:00'
    ? { line, days: read.days, start: read.start, end: read.end }
    : null;
}

function readDays(text: string): Set<number> | null {
  if (/^daily$/i.test(text)) {
    return new Set([1, 2, 3, 4, 5, 6, 7]);
  }
  const days = new Set<number>();
  for (const part of text.split(',')) {
    const ends = part.split(/[-–]/).map(readDay);
    const [from, to = from] = ends;
    if (ends.length > 2 || !from || !to) {
      return null;
    }
    for (let day = from; ; day = (day % 7) + 1) {
      days.add(day);
      if (day === to) {
        break;
      }
    }
  }
  return days;
}

/** 1 for Monday to 7 for Sunday, by its English name or the name's first letters; 0 where it is no day. */
function readDay(text: string): number {
  const word = text.trim().toLowerCase();
  return /^(mon|tues?|wed(nes)?|thu(rs?)?|fri|sat(ur)?|sun)(day)?$/.test(word) ? DAYS.indexOf(word.slice(0, 3)) + 1 : 0;
}

/** In two digits each, so that times compare as texts; 24:00 is the day's end. */
function readTime(text: string): string | null {
  const [hour, minute] = text.split(':').map(Number);
  return (hour < 24 && minute < 60) || (hour === 24 && minute === 0) ? text.padStart(5, '0') : null;
}
