import { type Field, type GrafanaTheme2, formattedValueToString } from '@grafana/data';
import type { TimeZone } from '@grafana/schema';
import { differencesApart, displayDifference } from '../../chart/plot/fieldStyle';
import { t } from '../../shared/i18n';
import { durationText, stretchText } from '../timeTexts';

/** Formats numbers and times of one series for sentences. */
export interface Wording {
  /** In the unit of the field. */
  readonly number: (value: number) => string;
  /** Formats numbers with enough digits to tell them apart. */
  readonly apart: (...values: number[]) => string[];
  readonly time: (milliseconds: number) => string;
  readonly stretch: (from: number, to: number) => string;
  readonly duration: (milliseconds: number) => string;
}

export function wordingOf(field: Field, theme: GrafanaTheme2, timeZone: TimeZone): Wording {
  const display = displayDifference(field, theme, timeZone);
  const orDash = (value: number, text: string) => (Number.isFinite(value) ? text : '–');
  return {
    number: (value) => orDash(value, formattedValueToString(display(value))),
    apart: (...values) =>
      differencesApart(field, values, theme, timeZone).map((text, index) => orDash(values[index], text)),
    time: (milliseconds) => stretchText(milliseconds, milliseconds, timeZone, true),
    stretch: (from, to) => stretchText(from, to, timeZone, true),
    duration: durationText,
  };
}

/** Formats a share of a threshold. Rounds down, so that a share below 1 never reads 100 %. */
export function percent(share: number): string {
  const whole = Math.floor(share * 100 + 1e-9);
  return share > 0 && whole < 1 ? t('inspector.percent-less', 'less than 1 %') : percentText(whole);
}

/** Formats a pruning step and the greater minimum step, with enough decimals to tell them apart. */
export function stepBelow(step: number, least: number): { readonly step: string; readonly least: string } {
  const asked = Number((100 * least).toPrecision(6));
  const down = (decimals: number) => Math.floor(100 * step * 10 ** decimals) / 10 ** decimals;
  const told = [0, 1, 2, 3].map(down).find((one) => one < asked && (one > 0 || step === 0));
  return { step: percentText(told ?? Math.min(down(3), asked)), least: percentText(asked) };
}

function percentText(number: number): string {
  return t('inspector.percent', '{{number}} %', { number });
}

/** Formats a ratio with two significant digits, or as a whole number from 10 on. */
export function factor(times: number): string {
  return times >= 10 ? String(Math.round(times)) : String(Number(times.toPrecision(2)));
}

/** Formats a share as percentage points with sign. */
export function pointsText(share: number): string {
  const signed = `${share < 0 ? '−' : '+'}${Math.abs(share * 100).toFixed(1)}`;
  return t('inspector.percentage-points', '{{number}} percentage points', { number: signed });
}

/** Formats a number without a unit with three significant digits. */
export function short(number: number): string {
  return String(Number(number.toPrecision(3))).replace('-', '−');
}
