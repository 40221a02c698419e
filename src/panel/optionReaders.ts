import type { SettingBounds } from '../detector/settings';

/** One of several values that an option can take, for the editor and for the reading. */
export interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly description: string;
}

/** A number within its bounds: rounded and clamped with a notice, its default with a notice where it is none. */
export function readNumber(name: string, value: unknown, bounds: SettingBounds, notices: string[]): number {
  if (value === undefined) {
    return bounds.default;
  }
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number)) {
    notices.push(
      `${name}: ${JSON.stringify(value) ?? String(value)} is no number; ${withUnit(bounds.default, bounds)} used`
    );
    return bounds.default;
  }
  const whole = bounds.step === 1 ? Math.round(number) : number;
  const clamped = Math.min(bounds.max, Math.max(bounds.min, whole));
  if (clamped !== number) {
    const rule = clamped === whole ? 'is no whole number' : `is outside ${bounds.min}–${bounds.max}`;
    notices.push(`${name}: ${number} ${rule}; ${withUnit(clamped, bounds)} used`);
  }
  return clamped;
}

export function readFlag(name: string, value: unknown, fallback: boolean, notices: string[]): boolean {
  if (value === undefined || typeof value === 'boolean') {
    return value ?? fallback;
  }
  notices.push(`${name}: ${JSON.stringify(value) ?? String(value)} is neither true nor false; ${fallback} used`);
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
    notices.push(`${name}: ${JSON.stringify(value) ?? String(value)} is none of ${known}; ${fallback} used`);
  }
  return chosen?.value ?? fallback;
}

export function readText(value: unknown, fallback: string): string {
  return typeof value === 'string' && value !== '' ? value : fallback;
}

function withUnit(value: number, bounds: SettingBounds): string {
  return bounds.unit === '' ? String(value) : `${value} ${bounds.unit}`;
}

/** An object as it stands; anything else is an empty one. */
export function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
