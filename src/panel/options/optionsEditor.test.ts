import { standardEditorsRegistry, standardFieldConfigEditorRegistry, PanelOptionsEditorBuilder } from '@grafana/data';
import { DETECTOR_BOUNDS } from '../../detector/settings';
import { type ResidualOptions, DEFAULT_OPTIONS } from './options';
import { addOptionsEditor } from './optionsEditor';
import { WindowSizeEditor } from './WindowSizeEditor';

beforeAll(() => {
  // Grafana registers its editors at its start; here only their names are looked up.
  const names = ['number', 'boolean', 'radio', 'select', 'color', 'slider', 'stats-picker', 'text', 'strings'];
  const editors = names.map((id) => ({ id, name: id, editor: () => null }));
  standardEditorsRegistry.setInit(() => editors);
  standardFieldConfigEditorRegistry.setInit(() => []);
});

function items() {
  const builder = new PanelOptionsEditorBuilder<ResidualOptions>();
  addOptionsEditor(builder);
  return builder.getItems();
}

test('every number of the detector has its editor, with default and bounds', () => {
  for (const [key, bounds] of Object.entries(DETECTOR_BOUNDS).filter(([name]) => name !== 'windowSize')) {
    const item = items().find(({ path }) => path === `detection.${key}`);
    expect(item).toMatchObject({ defaultValue: bounds.default, settings: { min: bounds.min, max: bounds.max } });
    expect(item?.description).toContain(`${bounds.min}–${bounds.max}`);
  }
});

test('the window has an editor of its own, which is automatic by default and tells the bounds of a number', () => {
  const item = items().find(({ path }) => path === 'detection.windowSize');
  expect(item).toMatchObject({ defaultValue: 'auto', editor: WindowSizeEditor });
  expect(item?.description).toContain('16–256');
});

test('our own options stand in four categories before tooltip and legend, each described', () => {
  const categories = [...new Set(items().map(({ category }) => category?.[0]))];
  expect(categories).toEqual(['Detection', 'Reporting', 'Memory', 'Display', 'Tooltip', 'Legend']);
  const undescribed = items().filter(
    ({ category, description, id }) =>
      !['Tooltip', 'Legend'].includes(category?.[0] ?? '') && !description && !id.includes('olor')
  );
  expect(undescribed).toEqual([]);
});

test("the editor's defaults are the panel's", () => {
  for (const { path, defaultValue } of items().filter(({ path }) =>
    /^(detection|report|lookback|teaching|display|layout|list)\./.test(path)
  )) {
    const [group, key] = path.split('.');
    expect(Object.entries(DEFAULT_OPTIONS[group as 'display'])).toContainEqual([key, defaultValue]);
  }
});

test('the editor offers every engine', () => {
  const engine = items().find(({ path }) => path === 'engine');
  expect(engine?.defaultValue).toBe('auto');
  expect(engine?.settings.options.map(({ value }: { value: string }) => value)).toEqual([
    'auto',
    'webgl',
    'wasm',
    'cpu',
  ]);
});
