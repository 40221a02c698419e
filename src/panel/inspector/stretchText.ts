import { dateTimeFormat, systemDateFormats } from '@grafana/data';
import type { TimeZone } from '@grafana/schema';

/** From when to when, epoch milliseconds: the date once where it is the same day, one time where both are the same. */
export function stretchText(from: number, to: number, timeZone: TimeZone): string {
  const start = dateTimeFormat(from, { timeZone });
  if (from === to) {
    return start;
  }
  const day = (time: number) => dateTimeFormat(time, { timeZone, format: 'YYYY-MM-DD' });
  const format = day(from) === day(to) ? systemDateFormats.interval.second : systemDateFormats.fullDate;
  return `${start} – ${dateTimeFormat(to, { timeZone, format })}`;
}
