import { PanelOptionsEditorBuilder, standardEditorsRegistry } from '@grafana/data';
import { engineChoices } from './engineChoice';
import { type ResidualOptions, readOptions } from './options';
import { addOptionsEditor } from './optionsEditor';

test('a known engine is used, an unknown one adds a notice', () => {
  expect(readOptions({}).options.engine).toBe('auto');
  expect(readOptions({ engine: 'webgl' })).toMatchObject({ options: { engine: 'webgl' }, notices: [] });
  expect(readOptions({ engine: 'tpu' })).toMatchObject({
    options: { engine: 'auto' },
    notices: ['Engine: "tpu" is none of auto, webgl, wasm, cpu; using auto'],
  });
});

test('the editor offers every engine', () => {
  standardEditorsRegistry.setInit(() =>
    ['number', 'boolean', 'radio', 'select', 'color', 'slider', 'stats-picker', 'text', 'strings'].map((id) => ({
      id,
      name: id,
      editor: () => null,
    }))
  );
  const builder = new PanelOptionsEditorBuilder<ResidualOptions>();
  addOptionsEditor(builder);
  expect(builder.getItems().find(({ path }) => path === 'engine')).toMatchObject({
    defaultValue: 'auto',
    settings: { options: engineChoices() },
  });
});
