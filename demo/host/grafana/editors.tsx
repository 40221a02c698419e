import type {
  NumberFieldConfigSettings,
  SelectFieldConfigSettings,
  SliderFieldConfigSettings,
  StandardEditorProps,
  StandardEditorsRegistryItem,
  StatsPickerConfigSettings,
  StringFieldConfigSettings,
} from '@grafana/data';
import {
  ColorPicker,
  Input,
  MultiSelect,
  RadioButtonGroup,
  Select,
  Slider,
  StatsPicker,
  Switch,
  UnitPicker,
} from '@grafana/ui';
import React, { useEffect, useState } from 'react';

/** Takes a number as it is typed, and brings it within its bounds when the field is left. */
function NumberEditor({ value, onChange, item, id }: StandardEditorProps<number, NumberFieldConfigSettings>) {
  const { min, max, step, placeholder, integer } = item.settings ?? {};
  const [text, setText] = useState(value === undefined ? '' : String(value));
  useEffect(() => setText(value === undefined ? '' : String(value)), [value]);

  const commit = () => {
    const typed = Number(text);
    if (text.trim() === '' || !Number.isFinite(typed)) {
      setText(value === undefined ? '' : String(value));
      onChange(text.trim() === '' ? undefined : value);
      return;
    }
    const whole = integer ? Math.round(typed) : typed;
    const bounded = Math.min(max ?? Infinity, Math.max(min ?? -Infinity, whole));
    setText(String(bounded));
    onChange(bounded);
  };
  return (
    <Input
      id={id}
      type="number"
      min={min}
      max={max}
      step={step ?? (integer ? 1 : 'any')}
      placeholder={placeholder}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        const typed = event.currentTarget.valueAsNumber;
        if (Number.isFinite(typed) && typed >= (min ?? -Infinity) && typed <= (max ?? Infinity)) {
          onChange(typed);
        }
      }}
      onBlur={commit}
      onKeyDown={(event) => event.key === 'Enter' && commit()}
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

function SelectEditor({ value, onChange, item, id }: StandardEditorProps<unknown, SelectFieldConfigSettings<unknown>>) {
  return (
    <Select
      inputId={id}
      value={value}
      options={item.settings?.options ?? []}
      allowCustomValue={item.settings?.allowCustomValue}
      isClearable={item.settings?.isClearable}
      onChange={(chosen) => onChange(chosen?.value)}
    />
  );
}

function MultiSelectEditor({
  value,
  onChange,
  item,
  id,
}: StandardEditorProps<unknown[], SelectFieldConfigSettings<unknown>>) {
  return (
    <MultiSelect
      inputId={id}
      value={value}
      options={item.settings?.options ?? []}
      onChange={(chosen) => onChange(chosen.map((option) => option.value))}
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
  'multi-select': MultiSelectEditor,
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
