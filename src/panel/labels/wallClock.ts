import { dateTimeForTimeZone } from '@grafana/data';
import type { TimeZone } from '@grafana/schema';

/** Upper bound of a clock change, milliseconds. */
const MAX_SHIFT_MS = 3 * 3_600_000;
const MINUTE = 60_000;

/**
 * Returns when a wall clock shows a time of day, epoch milliseconds. The first and last time differ if the clock is set
 * back over it. If the clock skips the time, both are the moment of the change.
 *
 * @param date YYYY-MM-DD
 * @param time HH:mm, up to 24:00
 */
export function wallClock(timeZone: TimeZone, date: string, time: string): { first: number; last: number } {
  // Grafana shifts a skipped time to after the gap, and takes the first of a repeated time.
  const found = dateTimeForTimeZone(timeZone, `${date}T${time}`);
  const first = found.valueOf();
  const shows = found.format('HH:mm');
  if (shows !== time && time !== '24:00') {
    const set = whenSet(timeZone, first);
    return { first: set, last: set };
  }
  const again = first + (offsetAt(timeZone, first) - offsetAt(timeZone, first + MAX_SHIFT_MS));
  const isShown = again > first && dateTimeForTimeZone(timeZone, again).format('HH:mm') === shows;
  return { first, last: isShown && whenSet(timeZone, again) < again ? again : first };
}

/** Finds the last clock change before a time by bisection, to the minute. */
function whenSet(timeZone: TimeZone, time: number): number {
  const offset = offsetAt(timeZone, time);
  let [before, after] = [-MAX_SHIFT_MS / MINUTE, 0];
  while (after - before > 1) {
    const middle = (before + after) >> 1;
    if (offsetAt(timeZone, time + middle * MINUTE) === offset) {
      after = middle;
    } else {
      before = middle;
    }
  }
  return time + after * MINUTE;
}

/** Offset from UTC, milliseconds. */
function offsetAt(timeZone: TimeZone, time: number): number {
  return dateTimeForTimeZone(timeZone, time).utcOffset() * MINUTE;
}
