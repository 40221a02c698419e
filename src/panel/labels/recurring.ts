import { dateTimeForTimeZone } from '@grafana/data';
import type { TimeZone } from '@grafana/schema';
import type { Interval } from '../../detector/interval';
import { wallClock } from './wallClock';

/** A weekly window in the hours of a time zone. */
export interface RecurringWindow {
  /** As the user wrote it. */
  readonly line: string;
  /** Start days, from 1 (Monday) to 7 (Sunday). */
  readonly days: ReadonlySet<number>;
  /** Wall-clock time, `HH:mm`. An end at or before the start is on the next day. */
  readonly start: string;
  readonly end: string;
}

/** One occurrence of a window, epoch milliseconds. */
export interface Occurrence {
  readonly window: RecurringWindow;
  readonly from: number;
  readonly to: number;
}

/** Limit of occurrences, the latest first. Each one slows the detection down a little. */
export const MAX_OCCURRENCES = 500;

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const LINE = /^(?<days>[a-z]+(?:\s*[-,–]\s*[a-z]+)*)\s+(?<start>\d{1,2}:\d{2})\s*[-–]\s*(?<end>\d{1,2}:\d{2})$/i;

/**
 * Parses windows, separated by lines or semicolons. Each has days, day ranges or `daily`, and two times of day: `Sun
 * 02:00-04:00`, `Mon-Fri 22:00-06:00`, `Sat,Sun 00:00-24:00`, `daily 03:00-03:30`.
 *
 * @returns the windows, and the lines that could not be parsed
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
 * Lists the occurrences that overlap a range, in order of time, in wall-clock time. A window starts when the clock
 * first shows its start, and ends when it last shows its end. If the clock skips a time, the time after the gap counts.
 * A window inside such a gap does not occur.
 */
export function occurrencesIn(
  windows: readonly RecurringWindow[],
  range: Interval,
  timeZone: TimeZone
): { occurrences: Occurrence[]; isCapped: boolean } {
  const occurrences: Occurrence[] = [];
  if (windows.length === 0) {
    return { occurrences, isCapped: false };
  }
  const day = dateTimeForTimeZone(timeZone, range.to).startOf('day');
  // A window that starts on the evening before may reach into the range.
  const first = dateTimeForTimeZone(timeZone, range.from).startOf('day').subtract(1, 'day').valueOf();
  for (; day.valueOf() >= first && occurrences.length <= MAX_OCCURRENCES; day.subtract(1, 'day')) {
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
  const isCapped = occurrences.length > MAX_OCCURRENCES;
  return { occurrences: occurrences.slice(0, MAX_OCCURRENCES).sort((a, b) => a.from - b.from), isCapped };
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

/** Parses an English day name or abbreviation to 1 (Monday) to 7 (Sunday); 0 if it is invalid. */
function readDay(text: string): number {
  const word = text.trim().toLowerCase();
  return /^(mon|tues?|wed(nes)?|thu(rs?)?|fri|sat(ur)?|sun)(day)?$/.test(word) ? DAYS.indexOf(word.slice(0, 3)) + 1 : 0;
}

/** Pads times to `HH:mm`, so that they compare as text. 24:00 is the end of the day. */
function readTime(text: string): string | null {
  const [hour, minute] = text.split(':').map(Number);
  return (hour < 24 && minute < 60) || (hour === 24 && minute === 0) ? text.padStart(5, '0') : null;
}
