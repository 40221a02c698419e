import { formattedValueToString, getValueFormat } from '@grafana/data';
import { t } from '../../shared/i18n';

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

/** Formats a duration in its largest unit, rounded down. With `isExact`, adds the next smaller unit. */
export function durationText(milliseconds: number, { isExact = false }: { readonly isExact?: boolean } = {}): string {
  const found = UNITS.findIndex(([length]) => milliseconds >= length);
  const largest = found < 0 ? UNITS.length - 1 : found;
  const [length, words] = UNITS[largest];
  const longer = words(Math.floor(milliseconds / length));
  const next = UNITS[largest + 1];
  const count = next ? Math.floor((milliseconds % length) / next[0]) : 0;
  return isExact && count > 0
    ? t('duration.two', '{{longer}}, {{shorter}}', { longer, shorter: next[1](count) })
    : longer;
}

/** Formats a duration for a column, with one decimal from a second on. */
export function shortDuration(milliseconds: number): string {
  const formatted = getValueFormat('ms')(milliseconds, milliseconds < 1000 ? 0 : 1);
  const number = formatted.text;
  switch (formatted.suffix?.trim()) {
    case 's':
      return t('duration.short-seconds', '{{number}} s', { number });
    case 'min':
      return t('duration.short-minute', '{{number}} min', { number });
    case 'mins':
      return t('duration.short-minutes', '{{number}} mins', { number });
    case 'hour':
      return t('duration.short-hour', '{{number}} hour', { number });
    case 'hours':
      return t('duration.short-hours', '{{number}} hours', { number });
    case 'day':
      return t('duration.short-day', '{{number}} day', { number });
    case 'days':
      return t('duration.short-days', '{{number}} days', { number });
    default:
      return formattedValueToString(formatted);
  }
}
