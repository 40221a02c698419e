import type {
  NumberFieldConfigSettings,
  SelectFieldConfigSettings,
  SliderFieldConfigSettings,
  StandardEditorProps,
  StandardEditorsRegistryItem,
  StatsPickerConfigSettings,
  StringFieldConfigSettings,
} from '@grafana/data';
import { ColorPicker, Combobox, Input, RadioButtonGroup, Slider, StatsPicker, Switch, UnitPicker } from '@grafana/ui';
import React, { useState } from 'react';

/** Takes a number as it is typed, and brings it within its bounds when the field is left. */
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
  const { min, max, step, marks, included } = item.settings ?? { min: 0, max: 100 };
  return (
    <Slider
      inputId={id ?? item.id}
      min={min}
      max={max}
      step={step}
      marks={marks}
      included={included}
      value={value ?? min}
      onChange={onChange}
    />
  );
}

function TextEditor({ value, onChange, item, id }: StandardEditorProps<string, StringFieldConfigSettings>) {
  return (
    <Input
      id={id}
      value={value ?? ''}
      placeholder={item.settings?.placeholder}
      maxLength={item.settings?.maxLength}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

function ListEditor({ value, onChange, id }: StandardEditorProps<string[]>) {
  return (
    <Input
      id={id}
      value={(value ?? []).join(', ')}
      placeholder="one, two, …"
      onChange={(event) => onChange(event.currentTarget.value.split(',').map((part) => part.trim()))}
    />
  );
}

function SwitchEditor({ value, onChange, id }: StandardEditorProps<boolean>) {
  return <Switch id={id} value={Boolean(value)} onChange={(event) => onChange(event.currentTarget.checked)} />;
}

/** Options may have values of any type; the box is given their places. */
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

/** What a panel may ask for by name but this page cannot edit: it says so and keeps the value. */
function NotHere() {
  return <span>Editable in Grafana, not on this page.</span>;
}

const EDITORS: Readonly<Record<string, StandardEditorsRegistryItem['editor']>> = {
  number: NumberEditor,
  slider: SliderEditor,
  text: TextEditor,
  strings: ListEditor,
  boolean: SwitchEditor,
  select: SelectEditor,
  'multi-select': NotHere,
  radio: RadioEditor,
  color: ColorEditor,
  unit: UnitEditor,
  'stats-picker': StatsEditor,
  'field-name': NotHere,
  timezone: NotHere,
  'dashboard-uid': NotHere,
  fieldColor: NotHere,
  links: NotHere,
  actions: NotHere,
  mappings: NotHere,
  thresholds: NotHere,
};

/** The editors that Grafana's app registers at its start, under the names that the option builders ask for. */
export function standardEditors(): StandardEditorsRegistryItem[] {
  return Object.entries(EDITORS).map(([id, editor]) => ({ id, name: id, editor }));
}

export { NotHere };
