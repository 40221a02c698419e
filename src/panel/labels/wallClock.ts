import { dateTimeForTimeZone } from '@grafana/data';
import type { TimeZone } from '@grafana/schema';

/** A clock is set by less than this at a time, milliseconds. */
const MOST_SET = 3 * 3_600_000;
const MINUTE = 60_000;

/**
 * When a wall clock shows a time of a day, epoch milliseconds: for the first time and for the last, where it is set back over
 * that time. Where it is set forward over it, when that is done. A time to which it is set back has come before.
 *
 * @param date YYYY-MM-DD
 * @param time HH:mm, to 24:00
 */
export function wallClock(timeZone: TimeZone, date: string, time: string): { first: number; last: number } {
  // What the clock leaves out is read as so much later, what it shows twice as the earlier one.
  const found = dateTimeForTimeZone(timeZone, `${date}T${time}`);
  const first = found.valueOf();
  const shows = found.format('HH:mm');
  if (shows !== time && time !== '24:00') {
    const set = whenSet(timeZone, first);
    return { first: set, last: set };
  }
  const again = first + (offsetAt(timeZone, first) - offsetAt(timeZone, first + MOST_SET));
  const isShown = again > first && dateTimeForTimeZone(timeZone, again).format('HH:mm') === shows;
  return { first, last: isShown && whenSet(timeZone, again) < again ? again : first };
}

/** When the clock was last set before a time at which it has another offset than some hours ago, to the minute. */
function whenSet(timeZone: TimeZone, time: number): number {
  const offset = offsetAt(timeZone, time);
  let [before, after] = [-MOST_SET / MINUTE, 0];
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

/** Milliseconds by which the clock is ahead of UTC. */
function offsetAt(timeZone: TimeZone, time: number): number {
  return dateTimeForTimeZone(timeZone, time).utcOffset() * MINUTE;
}
