import {
  type Field,
  type FieldConfigEditorBuilder,
  FieldType,
  type PanelOptionsEditorBuilder,
  identityOverrideProcessor,
} from '@grafana/data';
import { commonOptionsBuilder } from '@grafana/ui';
import { t } from '../../shared/i18n';
import { SERIES_OPTIONS } from './detectionOptions';
import type { AnyGroup, Option } from './optionKinds';
import { DEFAULT_OPTIONS, OPTIONS, type ResidualOptions, type SeriesConfig } from './options';
import { WindowSizeEditor } from './WindowSizeEditor';

/** The methods that Grafana's builders of options and of field config share, with untyped paths. */
type Builder = Record<
  Exclude<Option<unknown>['editor'], 'windowSize'> | 'addCustomEditor',
  (config: object) => unknown
>;

/** Adds our options first, then legend and tooltip as in every Grafana panel. */
export function addOptionsEditor(builder: PanelOptionsEditorBuilder<ResidualOptions>): void {
  const { legendVerdict, ...layout } = OPTIONS.layout;
  const [detection, report, memory, display, legend] = [
    t('detection.category', 'Detection'),
    t('report.category', 'Reporting'),
    t('lookback.category', 'Memory'),
    t('display.category', 'Display'),
    t('legend.category', 'Legend'),
  ];
  addGroup(builder, detection, 'detection', OPTIONS.detection);
  addOption(builder, 'engine', OPTIONS.engine, { category: [detection] });
  addGroup(builder, detection, 'newest', OPTIONS.newest);
  addGroup(builder, report, 'report', OPTIONS.report);
  addGroup(builder, memory, 'lookback', OPTIONS.lookback);
  addGroup(builder, memory, 'teaching', OPTIONS.teaching);
  addGroup(builder, display, 'display', OPTIONS.display);
  addGroup(builder, display, 'layout', layout);
  addGroup(builder, display, 'list', OPTIONS.list);
  commonOptionsBuilder.addTooltipOptions(builder, false, false, { tooltip: DEFAULT_OPTIONS.tooltip });
  commonOptionsBuilder.addLegendOptions(builder);
  addGroup(builder, legend, 'layout', { legendVerdict });
}

/** Adds options that are available as overrides only, so they have no default. */
export function addSeriesEditor(builder: FieldConfigEditorBuilder<SeriesConfig>): void {
  const common = {
    category: [t('series.category', 'Anomaly detection')],
    hideFromDefaults: true,
    defaultValue: undefined,
  };
  const options: AnyGroup = { ...SERIES_OPTIONS.detection, ...SERIES_OPTIONS.report };
  Object.entries(options).forEach(([key, option]) => addOption(builder, key, option, common));
}

function addGroup(builder: object, category: string, group: string, options: AnyGroup): void {
  Object.entries(options).forEach(([key, option]) =>
    addOption(builder, `${group}.${key}`, option, { category: [category] })
  );
}

function addOption(builder: object, path: string, option: Option<unknown>, more: object): void {
  const [name, description] = option.texts();
  const { default: defaultValue, showIf, editor } = option;
  const config = { id: path, path, name, description, defaultValue, showIf, settings: option.settings?.(), ...more };
  if (editor === 'windowSize') {
    const shouldApply = (field: Field) => field.type === FieldType.number;
    const editors = { editor: WindowSizeEditor, override: WindowSizeEditor };
    (builder as Builder).addCustomEditor({ ...config, ...editors, process: identityOverrideProcessor, shouldApply });
  } else {
    (builder as Builder)[editor](config);
  }
}
