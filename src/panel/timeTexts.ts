import { dateTimeFormat, formattedValueToString, getValueFormat, systemDateFormats } from '@grafana/data';
import type { TimeZone } from '@grafana/schema';
import { t } from '../shared/i18n';

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

/** Translated units, because Grafana formats durations in English only. */
const UNITS: ReadonlyArray<readonly [milliseconds: number, words: (count: number) => string]> = [
  [86_400_000, (count) => t('duration.days', '{{count}} days', { count, defaultValue_one: '{{count}} day' })],
  [3_600_000, (count) => t('duration.hours', '{{count}} hours', { count, defaultValue_one: '{{count}} hour' })],
  [60_000, (count) => t('duration.minutes', '{{count}} minutes', { count, defaultValue_one: '{{count}} minute' })],
  [1000, (count) => t('duration.seconds', '{{count}} seconds', { count, defaultValue_one: '{{count}} second' })],
  [
    1,
    (count) =>
      t('duration.milliseconds', '{{count}} milliseconds', { count, defaultValue_one: '{{count}} millisecond' }),
  ],
];

/** Formats a duration in its largest unit, rounded down, and in the next smaller unit if something is left. */
export function durationText(milliseconds: number): string {
  const found = UNITS.findIndex(([length]) => milliseconds >= length);
  const largest = found < 0 ? UNITS.length - 1 : found;
  const [length, words] = UNITS[largest];
  const longer = words(Math.floor(milliseconds / length));
  const next = UNITS[largest + 1];
  const count = next ? Math.floor((milliseconds % length) / next[0]) : 0;
  return count > 0 ? t('duration.two', '{{longer}}, {{shorter}}', { longer, shorter: next[1](count) }) : longer;
}

/** By the suffix that Grafana writes. */
const SHORT_UNITS: Readonly<Partial<Record<string, (number: string) => string>>> = {
  s: (number) => t('duration.short-seconds', '{{number}} s', { number }),
  min: (number) => t('duration.short-minute', '{{number}} min', { number }),
  mins: (number) => t('duration.short-minutes', '{{number}} mins', { number }),
  hour: (number) => t('duration.short-hour', '{{number}} hour', { number }),
  hours: (number) => t('duration.short-hours', '{{number}} hours', { number }),
  day: (number) => t('duration.short-day', '{{number}} day', { number }),
  days: (number) => t('duration.short-days', '{{number}} days', { number }),
};

/** Formats a duration for a column, with one decimal from a second on. */
export function shortDuration(milliseconds: number): string {
  const formatted = getValueFormat('ms')(milliseconds, milliseconds < 1000 ? 0 : 1);
  const words = SHORT_UNITS[formatted.suffix?.trim() ?? ''];
  return words ? words(formatted.text) : formattedValueToString(formatted);
}

/** Formats the duration of a computation, equal in every language. */
export function elapsedText(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  return seconds < 1
    ? `${Math.round(milliseconds)} ms`
    : `${Number.isInteger(seconds) ? seconds : seconds.toFixed(1)} s`;
}
