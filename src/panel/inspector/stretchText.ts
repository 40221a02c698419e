import { dateTimeFormat, systemDateFormats } from '@grafana/data';
import type { TimeZone } from '@grafana/schema';

/**
 * Formats a time range, epoch milliseconds. Omits the second date on the same day, and the second time if both are
 * equal.
 *
 * @param isExact shows fractions of a second, as the tooltip does
 */
export function stretchText(from: number, to: number, timeZone: TimeZone, isExact = false): string {
  const { fullDate, fullDateMS, interval } = systemDateFormats;
  const hasFraction = isExact && (from % 1000 !== 0 || to % 1000 !== 0);
  const text = (time: number, format: string) => dateTimeFormat(time, { timeZone, format });
  const date = hasFraction ? fullDateMS : fullDate;
  const start = text(from, date);
  if (from === to) {
    return start;
  }
  const isSameDay = text(from, 'YYYY-MM-DD') === text(to, 'YYYY-MM-DD');
  const time = hasFraction ? interval.millisecond : interval.second;
  return `${start} – ${text(to, isSameDay ? time : date)}`;
}
