import type { FieldConfigSource, PanelModel } from '@grafana/data';
import { verdictValues } from '../../chart/legend/legendValues';
import { takeOverPanel } from './changeHandler';
import { seriesWith } from '../list/anomalies.fixture';
import { migratePanel } from './migration';
import type { ResidualOptions } from './options';
import { readOptions } from './readOptions';

const panelOf = (options: unknown, fieldConfig: FieldConfigSource = { defaults: {}, overrides: [] }) =>
  ({ id: 1, type: 'residual-anomaly-panel', options, fieldConfig }) as PanelModel<Partial<ResidualOptions>>;

const hidden = (value: unknown): FieldConfigSource => ({
  defaults: {},
  overrides: [{ matcher: { id: 'byName', options: 'a' }, properties: [{ id: 'custom.hideFrom', value }] }],
});

test.each([
  ['nothing', {}],
  ['a number without its sensitivity', { detection: { floor: 2 } }],
  ['a colour from before there were colours by severity', { display: { shadingColor: 'blue' } }],
  ['a legend that sorts by a column of another name now', { legend: { sortBy: 'Peak error' } }],
  ['garbage', { detection: 7, display: null, legend: [] }],
])('migrating %s twice gives what migrating once gives', (_, options) => {
  const once = migratePanel(panelOf(options));
  expect(migratePanel(panelOf(once))).toEqual(once);
});

test('a number without its sensitivity is the exact one, as it is read', () => {
  const options = { detection: { floor: 2 } };
  expect(migratePanel(panelOf(options)).detection?.sensitivity).toBe('exact');
  expect(readOptions(options).options.detection.sensitivity).toBe('exact');
});

test('a shading colour that was chosen stays the colour of all shading', () => {
  const migrated = migratePanel(panelOf({ display: { shadingColor: 'blue' } }));
  expect(readOptions(migrated).options.display).toMatchObject({ shadingColorMode: 'fixed', shadingColor: 'blue' });
});

test.each(['Peak error', '최대 오차'])(
  'a legend that was sorted by %p is sorted by what the column is called now',
  (sortBy) => {
    const legend = { displayMode: 'table', sortBy, sortDesc: true };
    const migrated = migratePanel(panelOf({ legend }));
    const column = verdictValues(seriesWith('a', []), false).at(-1)?.title;
    expect(readOptions(migrated).options.legend).toMatchObject({ ...legend, sortBy: column });
  }
);

test('a legend that is sorted by another column stays so', () => {
  const legend = { displayMode: 'table', sortBy: 'Max', sortDesc: false };
  expect(migratePanel(panelOf({ legend }))).toEqual({ legend });
});

test('a panel that was saved with a number of points keeps it, and one without has its window chosen', () => {
  const windowOf = (detection: object) =>
    readOptions(migratePanel(panelOf({ detection }))).options.detection.windowSize;
  expect(windowOf({ windowSize: 64, span: 10 })).toBe(64);
  expect(windowOf({ span: 10 })).toBe('auto');
});

test('options that are as the editor writes them stay as they are', () => {
  const { options } = readOptions({});
  expect(migratePanel(panelOf(options))).toEqual(options);
});

test('hideFrom.graph of Grafana 7 becomes hideFrom.viz', () => {
  const panel = panelOf({}, hidden({ graph: true, legend: false }));
  migratePanel(panel);
  expect(panel.fieldConfig).toEqual(hidden({ viz: true, legend: false }));
  const { fieldConfig } = panel;
  migratePanel(panel);
  expect(panel.fieldConfig).toBe(fieldConfig);
});

test('legend and tooltip come along from the time series panel, and nothing else of its options', () => {
  const legend = { showLegend: true, displayMode: 'table', placement: 'right', calcs: ['max'] };
  const tooltip = { mode: 'multi', sort: 'desc' };
  const taken = takeOverPanel(
    panelOf({}),
    'timeseries',
    { legend, tooltip, timezone: ['utc'] },
    panelOf({}).fieldConfig
  );
  expect(taken).toEqual({ legend, tooltip });
  const { options, notices } = readOptions(taken);
  expect(options).toMatchObject({ legend, tooltip });
  expect(notices).toEqual([]);
});

test('from a panel without a time axis nothing comes along, and odd options do no harm', () => {
  const { fieldConfig } = panelOf({});
  expect(takeOverPanel(panelOf({}), 'gauge', { legend: {} }, fieldConfig)).toEqual({});
  expect(takeOverPanel(panelOf({}), 'timeseries', null as never, fieldConfig)).toEqual({});
});
