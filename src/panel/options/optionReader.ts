import { DETECTOR_BOUNDS, type DetectorSettings, type SettingBounds } from '../../detector/settings';
import { t } from '../../shared/i18n';
import { record } from '../../shared/record';

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

/** Reads the values of one object of options. Adds a notice, one sentence, for each value that it changes. */
export class OptionReader {
  private readonly written: Readonly<Record<string, unknown>>;

  /** @param owner names the series that the options belong to, for notices */
  constructor(
    written: unknown,
    readonly notices: string[] = [],
    private readonly owner = ''
  ) {
    this.written = record(written);
  }

  /** Reads the options object under a key. */
  within(key: string): OptionReader {
    return new OptionReader(this.written[key], this.notices);
  }

  value(key: string): unknown {
    return this.written[key];
  }

  text(key: string, fallback: string): string {
    return readText(this.written[key], fallback);
  }

  /** Reads a number. Rounds and clamps it, or falls back to the default, with a notice. */
  number(key: string, name: string, bounds: SettingBounds): number {
    const fallback = { value: bounds.default, text: withUnit(bounds.default, bounds) };
    return this.numberOr(fallback, name, this.written[key], bounds);
  }

  /** Reads a number of points or `auto`. Falls back to `auto`, with a notice if the value is invalid. */
  windowSize(key: string, name: string): DetectorSettings['windowSize'] {
    const written = this.written[key] === 'auto' ? undefined : this.written[key];
    return this.numberOr({ value: 'auto', text: 'auto' }, name, written, DETECTOR_BOUNDS.windowSize);
  }

  flag(key: string, name: string, fallback: boolean): boolean {
    const value = this.written[key];
    if (value === undefined || typeof value === 'boolean') {
      return value ?? fallback;
    }
    this.notices.push(
      t('options.no-flag', '{{name}}: {{written}} is neither true nor false; using {{used}}', {
        name: this.nameOf(name),
        written: quoted(value),
        used: String(fallback),
      })
    );
    return fallback;
  }

  choice<Value extends string>(
    key: string,
    name: string,
    choices: ReadonlyArray<Choice<Value>>,
    fallback: Value
  ): Value {
    const value = this.written[key];
    const chosen = choices.find((choice) => choice.value === value);
    if (value !== undefined && !chosen) {
      this.notices.push(
        t('options.no-choice', '{{name}}: {{written}} is none of {{known}}; using {{used}}', {
          name: this.nameOf(name),
          written: quoted(value),
          known: choices.map((choice) => choice.value).join(', '),
          used: fallback,
        })
      );
    }
    return chosen?.value ?? fallback;
  }

  private numberOr<Value>(fallback: Fallback<Value>, title: string, value: unknown, bounds: SettingBounds) {
    if (value === undefined) {
      return fallback.value;
    }
    const name = this.nameOf(title);
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    if (typeof number !== 'number' || !Number.isFinite(number)) {
      const values = { name, written: quoted(value), used: fallback.text };
      this.notices.push(t('options.no-number', '{{name}}: {{written}} is not a number; using {{used}}', values));
      return fallback.value;
    }
    const { min, max } = bounds;
    const whole = bounds.step === 1 ? Math.round(number) : number;
    const clamped = Math.min(max, Math.max(min, whole));
    if (clamped !== number) {
      const values = { name, written: number, used: withUnit(clamped, bounds), min, max };
      this.notices.push(
        clamped === whole
          ? t('options.no-whole-number', '{{name}}: {{written}} is not a whole number; using {{used}}', values)
          : t('options.outside', '{{name}}: {{written}} is outside {{min}}–{{max}}; using {{used}}', values)
      );
    }
    return clamped;
  }

  private nameOf(option: string): string {
    return this.owner === '' ? option : `${this.owner}, ${option}`;
  }
}

function readText(value: unknown, fallback: string): string {
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
