import type { SettingBounds } from '../../detector/settings';
import { t } from '../../shared/i18n';

/** The options of a dashboard by group, before they are read. */
export type WrittenOptions = Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>;

/** Name, description, and the name in notices if it differs. */
type Texts = readonly [name: string, description?: string, noticeName?: string];

/** What an option of any kind has. Texts are functions, because the language loads after this module. */
export interface Common {
  readonly texts: () => Texts;
  /** Whether the editor shows the option; always if omitted. */
  readonly showIf?: (written: WrittenOptions) => boolean;
  /** For Grafana's editor. */
  readonly settings?: () => object;
}

export interface Option<Value> extends Common {
  readonly default: Value;
  readonly editor: EditorKind;
  /** Reads a written value of any type, if there is one. Adds a notice, one sentence, for each change. */
  readonly read: (written: unknown, name: string, notices: string[]) => Value;
}

/** Methods of Grafana's builders, and an editor of our own. */
export type EditorKind =
  | 'addBooleanSwitch'
  | 'addColorPicker'
  | 'addNumberInput'
  | 'addRadio'
  | 'addSelect'
  | 'addSliderInput'
  | 'addTextInput'
  | 'windowSize';

/** Options by key. */
export type Group<Values> = { readonly [Key in keyof Values]-?: Option<Values[Key]> };

export type AnyGroup = Readonly<Record<string, Option<unknown>>>;

/** The values of a group of options. */
export type ValuesOf<Options> = {
  -readonly [Key in keyof Options]: Options[Key] extends Option<infer Value> ? Value : never;
};

/** The label of each value, and its description. */
type Choices<Value extends string> = () => Readonly<Record<Value, readonly [label: string, description?: string]>>;

/** @param option with `addSelect` if a radio group of its labels would be wider than the editor's column */
export function choice<Value extends string>({
  choices,
  ...option
}: Common & {
  readonly default: NoInfer<Value>;
  readonly choices: Choices<Value>;
  readonly editor?: 'addSelect';
}): Option<Value> {
  const list = () => Object.keys(choices()) as Value[];
  return {
    editor: 'addRadio',
    ...option,
    settings: () => {
      const texts = choices();
      return { options: list().map((value) => ({ value, label: texts[value][0], description: texts[value][1] })) };
    },
    read: (written, name, notices) => {
      const values = list();
      const chosen = values.find((value) => value === written);
      if (chosen === undefined) {
        const known = values.join(', ');
        notices.push(
          t('options.no-choice', '{{name}}: {{written}} is none of {{known}}; using {{used}}', {
            name,
            written: quoted(written),
            known,
            used: option.default,
          })
        );
      }
      return chosen ?? option.default;
    },
  };
}

export function flag(option: Common & { readonly default: boolean }): Option<boolean> {
  return {
    ...option,
    editor: 'addBooleanSwitch',
    read: (written, name, notices) => {
      if (typeof written !== 'boolean') {
        notices.push(
          t('options.no-flag', '{{name}}: {{written}} is neither true nor false; using {{used}}', {
            name,
            written: quoted(written),
            used: String(option.default),
          })
        );
      }
      return typeof written === 'boolean' ? written : option.default;
    },
  };
}

/** Empty and other values take the default, without a notice. */
export function text(option: Common & { readonly default: string }): Option<string> {
  return {
    ...option,
    editor: 'addTextInput',
    read: (written) => (typeof written === 'string' && written !== '' ? written : option.default),
  };
}

export function color(option: Common & { readonly default: string }): Option<string> {
  return { ...text(option), editor: 'addColorPicker' };
}

/** Rounds and clamps a number, or falls back to the default, with a notice. */
export function number({ bounds, ...option }: Common & { readonly bounds: SettingBounds }): Option<number> {
  const { min, max, step } = bounds;
  return {
    ...option,
    default: bounds.default,
    editor: 'addNumberInput',
    settings: () => ({ min, max, step: step === 0 ? undefined : step, integer: step === 1 }),
    read: (written, name, notices) =>
      numberIn(written, bounds, { value: bounds.default, text: withUnit(bounds.default, bounds) }, name, notices),
  };
}

export function slider(option: Common & { readonly bounds: SettingBounds }): Option<number> {
  const { min, max, step } = option.bounds;
  const settings = () => ({ min, max, step, ariaLabelForHandle: option.texts()[0] });
  return { ...number(option), editor: 'addSliderInput', settings };
}

/** A number with its bounds in its description. */
export function setting({ texts, ...option }: Common & { readonly bounds: SettingBounds }): Option<number> {
  return number({ ...option, texts: () => withBounds(texts(), option.bounds) });
}

/** Rounds and clamps a written number. If it is none, uses the fallback. */
export function numberIn<Value>(
  written: unknown,
  bounds: SettingBounds,
  fallback: { readonly value: Value; readonly text: string },
  name: string,
  notices: string[]
): Value | number {
  const parsed = typeof written === 'string' && written.trim() !== '' ? Number(written) : written;
  if (typeof parsed !== 'number' || !Number.isFinite(parsed)) {
    const values = { name, written: quoted(written), used: fallback.text };
    notices.push(t('options.no-number', '{{name}}: {{written}} is not a number; using {{used}}', values));
    return fallback.value;
  }
  const { min, max } = bounds;
  const whole = bounds.step === 1 ? Math.round(parsed) : parsed;
  const clamped = Math.min(max, Math.max(min, whole));
  if (clamped !== parsed) {
    const values = { name, written: parsed, used: withUnit(clamped, bounds), min, max };
    notices.push(
      clamped === whole
        ? t('options.no-whole-number', '{{name}}: {{written}} is not a whole number; using {{used}}', values)
        : t('options.outside', '{{name}}: {{written}} is outside {{min}}–{{max}}; using {{used}}', values)
    );
  }
  return clamped;
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

/** Adds the bounds to the description. */
export function withBounds([name, description]: Texts, { min, max, unit }: SettingBounds): Texts {
  const bounded =
    unit === 'points'
      ? t('options.description-points', '{{description}} {{min}}–{{max}} points.', { description, min, max })
      : t('options.description-bounds', '{{description}} {{range}}.', {
          description,
          range: `${min}–${max}${unit === '' ? '' : ` ${unit}`}`,
        });
  return [name, bounded];
}
