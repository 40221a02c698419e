import {
  booleanOverrideProcessor,
  displayNameOverrideProcessor,
  FieldConfigProperty,
  type FieldConfigPropertyItem,
  FieldType,
  identityOverrideProcessor,
  numberOverrideProcessor,
  standardEditorsRegistry,
  standardFieldConfigEditorRegistry,
  stringOverrideProcessor,
  thresholdsOverrideProcessor,
  ThresholdsMode,
  unitOverrideProcessor,
} from '@grafana/data';
import { standardEditors } from './editors';

interface Property {
  id: FieldConfigProperty;
  name: string;
  editor: string;
  process: FieldConfigPropertyItem['process'];
  numbersOnly?: boolean;
  defaultValue?: unknown;
}

const PROPERTIES: readonly Property[] = [
  { id: FieldConfigProperty.Unit, name: 'Unit', editor: 'unit', process: unitOverrideProcessor, numbersOnly: true },
  { id: FieldConfigProperty.Min, name: 'Min', editor: 'number', process: numberOverrideProcessor, numbersOnly: true },
  { id: FieldConfigProperty.Max, name: 'Max', editor: 'number', process: numberOverrideProcessor, numbersOnly: true },
  {
    id: FieldConfigProperty.FieldMinMax,
    name: 'Field min/max',
    editor: 'boolean',
    process: booleanOverrideProcessor,
    numbersOnly: true,
  },
  {
    id: FieldConfigProperty.Decimals,
    name: 'Decimals',
    editor: 'number',
    process: numberOverrideProcessor,
    numbersOnly: true,
  },
  { id: FieldConfigProperty.DisplayName, name: 'Display name', editor: 'text', process: displayNameOverrideProcessor },
  { id: FieldConfigProperty.Color, name: 'Color scheme', editor: 'fieldColor', process: identityOverrideProcessor },
  { id: FieldConfigProperty.NoValue, name: 'No value', editor: 'text', process: stringOverrideProcessor },
  { id: FieldConfigProperty.Links, name: 'Data links', editor: 'links', process: identityOverrideProcessor },
  { id: FieldConfigProperty.Actions, name: 'Actions', editor: 'actions', process: identityOverrideProcessor },
  {
    id: FieldConfigProperty.Mappings,
    name: 'Value mappings',
    editor: 'mappings',
    process: identityOverrideProcessor,
    defaultValue: [],
  },
  {
    id: FieldConfigProperty.Thresholds,
    name: 'Thresholds',
    editor: 'thresholds',
    process: thresholdsOverrideProcessor,
    numbersOnly: true,
    defaultValue: {
      mode: ThresholdsMode.Absolute,
      steps: [
        { value: -Infinity, color: 'green' },
        { value: 80, color: 'red' },
      ],
    },
  },
  { id: FieldConfigProperty.Filterable, name: 'Filterable', editor: 'boolean', process: booleanOverrideProcessor },
];

/** The standard field options, which Grafana's app hands to its own libraries at its start. */
function standardFieldProperties(): FieldConfigPropertyItem[] {
  return PROPERTIES.map(({ id, name, editor, process, numbersOnly, defaultValue }) => {
    const component = standardEditorsRegistry.get(editor).editor;
    return {
      id,
      path: id,
      name,
      category: ['Standard options'],
      editor: component,
      override: component,
      process,
      shouldApply: (field) => !numbersOnly || field.type === FieldType.number,
      settings: {},
      defaultValue,
    };
  });
}

/** Must run before a plugin's options are read; builders look editors up by name. */
export function initRegistries(): void {
  standardEditorsRegistry.setInit(standardEditors);
  standardFieldConfigEditorRegistry.setInit(standardFieldProperties);
}
