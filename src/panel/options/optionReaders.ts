import { DETECTOR_BOUNDS, type DetectorSettings, type SettingBounds } from '../../detector/settings';
import { t } from '../../shared/i18n';

/** A value of an option, for editor and reader. */
export interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly description: string;
}

/** The value to use instead of an invalid number. */
interface Fallback<Value> {
  readonly value: Value;
  readonly text: string;
}

/** Reads a number. Rounds and clamps it, or falls back to the default, with a notice. */
export function readNumber(name: string, value: unknown, bounds: SettingBounds, notices: string[]): number {
  return readNumberOr({ value: bounds.default, text: withUnit(bounds.default, bounds) }, name, value, bounds, notices);
}

/** Reads a number of points or `auto`. Falls back to `auto`, with a notice if the value is invalid. */
export function readWindowSize(name: string, value: unknown, notices: string[]): DetectorSettings['windowSize'] {
  const written = value === 'auto' ? undefined : value;
  return readNumberOr({ value: 'auto', text: 'auto' }, name, written, DETECTOR_BOUNDS.windowSize, notices);
}

function readNumberOr<Value>(
  fallback: Fallback<Value>,
  name: string,
  value: unknown,
  bounds: SettingBounds,
  notices: string[]
): number | Value {
  if (value === undefined) {
    return fallback.value;
  }
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number)) {
    notices.push(
      t('options.no-number', '{{name}}: {{written}} is no number; {{used}} used', {
        name,
        written: quoted(value),
        used: fallback.text,
      })
    );
    return fallback.value;
  }
  const whole = bounds.step === 1 ? Math.round(number) : number;
  const clamped = Math.min(bounds.max, Math.max(bounds.min, whole));
  if (clamped !== number) {
    const { min, max } = bounds;
    const values = { name, written: number, used: withUnit(clamped, bounds) };
    notices.push(
      clamped === whole
        ? t('options.no-whole-number', '{{name}}: {{written}} is no whole number; {{used}} used', values)
        : t('options.outside', '{{name}}: {{written}} is outside {{min}}–{{max}}; {{used}} used', {
            ...values,
            min,
            max,
          })
    );
  }
  return clamped;
}

export function readFlag(name: string, value: unknown, fallback: boolean, notices: string[]): boolean {
  if (value === undefined || typeof value === 'boolean') {
    return value ?? fallback;
  }
  notices.push(
    t('options.no-flag', '{{name}}: {{written}} is neither true nor false; {{used}} used', {
      name,
      written: quoted(value),
      used: String(fallback),
    })
  );
  return fallback;
}

export function readChoice<Value extends string>(
  name: string,
  value: unknown,
  choices: ReadonlyArray<Choice<Value>>,
  fallback: Value,
  notices: string[]
): Value {
  const chosen = choices.find((choice) => choice.value === value);
  if (value !== undefined && !chosen) {
    const known = choices.map((choice) => choice.value).join(', ');
    notices.push(
      t('options.no-choice', '{{name}}: {{written}} is none of {{known}}; {{used}} used', {
        name,
        written: quoted(value),
        known,
        used: fallback,
      })
    );
  }
  return chosen?.value ?? fallback;
}

export function readText(value: unknown, fallback: string): string {
  return typeof value === 'string' && value !== '' ? value : fallback;
}

function quoted(value: unknown): string {
  return JSON.stringify(value) ?? String(value);
}

function withUnit(value: number, { unit }: SettingBounds): string {
  if (unit === 'points') {
    return t('options.points', '{{number}} points', { number: value });
  }
  return unit === '' ? String(value) : `${value} ${unit}`;
}

/** Copies an object; empty for any other value. */
export function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
