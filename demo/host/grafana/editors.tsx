import {
  booleanOverrideProcessor,
  displayNameOverrideProcessor,
  type Field,
  FieldConfigProperty,
  type FieldConfigPropertyItem,
  FieldType,
  identityOverrideProcessor,
  type NumberFieldConfigSettings,
  numberOverrideProcessor,
  type SelectFieldConfigSettings,
  type SliderFieldConfigSettings,
  type StandardEditorProps,
  standardEditorsRegistry,
  type StandardEditorsRegistryItem,
  standardFieldConfigEditorRegistry,
  type StatsPickerConfigSettings,
  type StringFieldConfigSettings,
  stringOverrideProcessor,
  thresholdsOverrideProcessor,
  ThresholdsMode,
  unitOverrideProcessor,
} from '@grafana/data';
import { ColorPicker, Combobox, Input, RadioButtonGroup, Slider, StatsPicker, Switch, UnitPicker } from '@grafana/ui';
import React, { useState } from 'react';

/** Accepts a number while it is typed, and clamps it to its bounds on blur. */
function NumberEditor({ value, onChange, item, id }: StandardEditorProps<number, NumberFieldConfigSettings>) {
  const { min = -Infinity, max = Infinity, step, placeholder, integer } = item.settings ?? {};
  const [draft, setDraft] = useState<string | null>(null);

  const type = (text: string) => {
    setDraft(text);
    const typed = Number(text);
    if (text.trim() !== '' && typed >= min && typed <= max && (!integer || Number.isInteger(typed))) {
      onChange(typed);
    }
  };
  const leave = () => {
    const typed = Number(draft ?? NaN);
    if (draft?.trim() === '') {
      onChange(undefined);
    } else if (Number.isFinite(typed)) {
      onChange(Math.min(max, Math.max(min, integer ? Math.round(typed) : typed)));
    }
    setDraft(null);
  };
  return (
    <Input
      id={id}
      type="number"
      min={min}
      max={max}
      step={step ?? (integer ? 1 : 'any')}
      placeholder={placeholder}
      value={draft ?? value ?? ''}
      onChange={(event) => type(event.currentTarget.value)}
      onBlur={leave}
      onKeyDown={(event) => event.key === 'Enter' && leave()}
    />
  );
}

function SliderEditor({ value, onChange, item, id }: StandardEditorProps<number, SliderFieldConfigSettings>) {
  const { min, ...settings } = item.settings ?? { min: 0, max: 100 };
  return <Slider inputId={id ?? item.id} min={min} {...settings} value={value ?? min} onChange={onChange} />;
}

function TextEditor({ value, onChange, item, id }: StandardEditorProps<string, StringFieldConfigSettings>) {
  const { placeholder, maxLength } = item.settings ?? {};
  const limits = { placeholder, maxLength };
  return <Input id={id} value={value ?? ''} {...limits} onChange={(event) => onChange(event.currentTarget.value)} />;
}

function SwitchEditor({ value, onChange, id }: StandardEditorProps<boolean>) {
  return <Switch id={id} value={Boolean(value)} onChange={(event) => onChange(event.currentTarget.checked)} />;
}

/** Options may have values of any type, so the box gets their indices. */
function SelectEditor({ value, onChange, item, id }: StandardEditorProps<unknown, SelectFieldConfigSettings<unknown>>) {
  const options = item.settings?.options ?? [];
  const chosen = options.findIndex((option) => option.value === value);
  return (
    <Combobox
      id={id}
      value={chosen < 0 ? null : chosen}
      options={options.map(({ label, description }, index) => ({ value: index, label: label ?? '', description }))}
      onChange={(option) => onChange(options[option.value].value)}
    />
  );
}

function RadioEditor({ value, onChange, item, id }: StandardEditorProps<unknown, SelectFieldConfigSettings<unknown>>) {
  return (
    <RadioButtonGroup id={id} fullWidth value={value} options={item.settings?.options ?? []} onChange={onChange} />
  );
}

function ColorEditor({ value, onChange }: StandardEditorProps<string>) {
  return <ColorPicker color={value ?? 'transparent'} onChange={onChange} />;
}

function UnitEditor({ value, onChange, id }: StandardEditorProps<string>) {
  return <UnitPicker id={id} value={value} onChange={onChange} />;
}

function StatsEditor({ value, onChange, item }: StandardEditorProps<string[], StatsPickerConfigSettings>) {
  return <StatsPicker stats={value ?? []} onChange={onChange} allowMultiple={item.settings?.allowMultiple} />;
}

/** A property that can be edited only in Grafana. The options pane omits it. */
export function NotHere() {
  return null;
}

/** The editors of the plugin's option builders and of the standard field options, by Grafana's names. */
const EDITORS: Readonly<Record<string, StandardEditorsRegistryItem['editor']>> = {
  number: NumberEditor,
  slider: SliderEditor,
  text: TextEditor,
  boolean: SwitchEditor,
  select: SelectEditor,
  radio: RadioEditor,
  color: ColorEditor,
  unit: UnitEditor,
  'stats-picker': StatsEditor,
};

const EVERY_NUMBER = { shouldApply: ({ type }: Field) => type === FieldType.number };
const TWO_STEPS = [
  { value: -Infinity, color: 'green' },
  { value: 80, color: 'red' },
];

type Property = readonly [
  id: FieldConfigProperty,
  name: string,
  editor: StandardEditorsRegistryItem['editor'],
  process: FieldConfigPropertyItem['process'],
  more?: Partial<FieldConfigPropertyItem>,
];

/** The standard field options, which Grafana's app registers at its start. */
const PROPERTIES: readonly Property[] = [
  [FieldConfigProperty.Unit, 'Unit', UnitEditor, unitOverrideProcessor, EVERY_NUMBER],
  [FieldConfigProperty.Min, 'Min', NumberEditor, numberOverrideProcessor, EVERY_NUMBER],
  [FieldConfigProperty.Max, 'Max', NumberEditor, numberOverrideProcessor, EVERY_NUMBER],
  [FieldConfigProperty.FieldMinMax, 'Field min/max', SwitchEditor, booleanOverrideProcessor, EVERY_NUMBER],
  [FieldConfigProperty.Decimals, 'Decimals', NumberEditor, numberOverrideProcessor, EVERY_NUMBER],
  [FieldConfigProperty.DisplayName, 'Display name', TextEditor, displayNameOverrideProcessor],
  [FieldConfigProperty.Color, 'Color scheme', NotHere, identityOverrideProcessor],
  [FieldConfigProperty.NoValue, 'No value', TextEditor, stringOverrideProcessor],
  [FieldConfigProperty.Links, 'Data links', NotHere, identityOverrideProcessor],
  [FieldConfigProperty.Actions, 'Actions', NotHere, identityOverrideProcessor],
  [FieldConfigProperty.Mappings, 'Value mappings', NotHere, identityOverrideProcessor, { defaultValue: [] }],
  [
    FieldConfigProperty.Thresholds,
    'Thresholds',
    NotHere,
    thresholdsOverrideProcessor,
    { ...EVERY_NUMBER, defaultValue: { mode: ThresholdsMode.Absolute, steps: TWO_STEPS } },
  ],
  [FieldConfigProperty.Filterable, 'Filterable', SwitchEditor, booleanOverrideProcessor],
];

/** Must run before a plugin's options are read, because builders look up editors by name. */
export function initRegistries(): void {
  standardEditorsRegistry.setInit(() => Object.entries(EDITORS).map(([id, editor]) => ({ id, name: id, editor })));
  standardFieldConfigEditorRegistry.setInit(() =>
    PROPERTIES.map(([id, name, editor, process, more]) => ({
      ...{ id, path: id, name, editor, override: editor, process, category: ['Standard options'] },
      ...{ settings: {}, shouldApply: () => true, ...more },
    }))
  );
}
