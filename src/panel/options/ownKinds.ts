import type { SettingBounds } from '../../detector/settings';
import { t } from '../../shared/i18n';
import { parseRecurring } from '../labels/recurring';
import { type Common, type Option, numberIn, text, withBounds } from './optionKinds';

/** A number of points, or `auto`. */
export function windowSize({ texts, bounds }: Common & { readonly bounds: SettingBounds }): Option<number | 'auto'> {
  return {
    texts: () => withBounds(texts(), bounds),
    default: 'auto',
    editor: 'windowSize',
    read: (written, name, notices) =>
      written === 'auto' ? 'auto' : numberIn(written, bounds, { value: 'auto', text: 'auto' }, name, notices),
  };
}

/** Grafana's own parser needs a browser, but the options are also read without one. */
const UNITS_MS: ReadonlyMap<string, number> = new Map([
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
  ['w', 604_800_000],
]);

/** A duration in Grafana's format, e.g. 6h or 2d. */
export function duration(option: Common & { readonly default: string }): Option<string> {
  const plain = text(option);
  return {
    ...plain,
    read: (written, name, notices) => {
      const trimmed = plain.read(written, name, notices).trim();
      if (millisecondsIn(trimmed) > 0) {
        return trimmed;
      }
      notices.push(
        t('lookback.no-duration', 'Look-back duration: {{written}} is not a duration; using {{used}}', {
          written: trimmed,
          used: option.default,
        })
      );
      return option.default;
    },
  };
}

/** @returns 0 if the text is not a duration */
export function millisecondsIn(written: string): number {
  const [, count = '0', unit = ''] = /^(\d+(?:\.\d+)?)\s*([smhdw])$/.exec(written) ?? [];
  return Number(count) * (UNITS_MS.get(unit) ?? 0);
}

const EXAMPLE = 'Sun 02:00-04:00';

/** Recurring windows, one per line. A line that cannot be read adds a notice. */
export function recurringWindows(option: Common): Option<string> {
  const plain = text({
    ...option,
    default: '',
    settings: () => ({ useTextarea: true, rows: 3, placeholder: EXAMPLE }),
  });
  return {
    ...plain,
    read: (written, name, notices) => {
      const windows = plain.read(written, name, notices);
      notices.push(
        ...parseRecurring(windows).unreadable.map((line) =>
          t(
            'marks.unreadable',
            'Recurring windows: “{{line}}” cannot be read; write days and times as in {{example}}',
            {
              line,
              example: EXAMPLE,
            }
          )
        )
      );
      return windows;
    },
  };
}

/** An exported memory, JSON. The JSON of a dashboard may contain it as an object instead of a string. */
export function memoryText(option: Common): Option<string> {
  const plain = text({
    ...option,
    default: '',
    settings: () => ({ useTextarea: true, rows: 2, placeholder: '{ "format": 1, … }' }),
  });
  return {
    ...plain,
    read: (written, name, notices) =>
      plain.read(typeof written === 'object' && written !== null ? JSON.stringify(written) : written, name, notices),
  };
}
