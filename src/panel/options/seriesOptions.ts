import { type Field, type FieldConfigEditorBuilder, FieldType, identityOverrideProcessor } from '@grafana/data';
import { REPORT_BOUNDS, type ReportRules } from '../../detector/report/report';
import { DETECTOR_BOUNDS, type DetectorSettings } from '../../detector/settings';
import { t } from '../../shared/i18n';
import { describedBounds, detectionTexts, sensitivityChoices, sensitivityName } from '../status/detectionTexts';
import { type Choice, OptionReader } from './optionReader';
import { type ReportOptions, directions, reportTexts } from './reportOptions';
import { WindowSizeEditor } from './WindowSizeEditor';

/** Field overrides of one series. Missing values come from the panel's options. */
export interface SeriesConfig {
  sensitivity?: 'quiet' | 'balanced' | 'keen';
  windowSize?: DetectorSettings['windowSize'];
  span?: number;
  direction?: ReportRules['direction'];
  leastDeviation?: number;
  leastLength?: number;
}

export interface SeriesOptions {
  /** Undefined if the series overrides no detector setting. */
  readonly detection: Partial<DetectorSettings> | undefined;
  readonly report: Partial<ReportRules>;
  /** One sentence for each changed value. */
  readonly notices: readonly string[];
}

/** Exact numbers apply to all series, so no override offers them. */
const sensitivities = () =>
  sensitivityChoices().filter((choice): choice is Choice<'quiet' | 'balanced' | 'keen'> => choice.value !== 'exact');

/** Reads the field overrides of one series. Never throws. */
export function readSeriesOptions(name: string, field: Pick<Field, 'config'>): SeriesOptions {
  const read = new OptionReader(field.config.custom, [], name);
  const detection: Partial<DetectorSettings> = {};
  const report: Partial<ReportOptions> = {};
  const isSet = (key: keyof SeriesConfig) => (read.value(key) ?? null) !== null;

  if (isSet('sensitivity')) {
    detection.sensitivity = read.choice('sensitivity', sensitivityName(), sensitivities(), 'balanced');
  }
  if (isSet('windowSize')) {
    detection.windowSize = read.windowSize('windowSize', detectionTexts().windowSize.name);
  }
  if (isSet('span')) {
    detection.span = read.number('span', detectionTexts().span.name, DETECTOR_BOUNDS.span);
  }
  if (isSet('direction')) {
    report.direction = read.choice('direction', t('report.direction', 'Direction'), directions(), 'both');
  }
  for (const key of ['leastDeviation', 'leastLength'] as const) {
    if (isSet(key)) {
      report[key] = read.number(key, reportTexts()[key].name, REPORT_BOUNDS[key]);
    }
  }
  const { notices } = read;
  return { detection: Object.keys(detection).length > 0 ? detection : undefined, report, notices };
}

/** Adds options that are available as overrides only. */
export function addSeriesEditor(builder: FieldConfigEditorBuilder<SeriesConfig>): void {
  const common = { category: [t('series.category', 'Anomaly detection')], hideFromDefaults: true };
  const texts = reportTexts();
  const { windowSize, span } = detectionTexts();
  builder.addRadio({
    ...common,
    path: 'sensitivity',
    name: sensitivityName(),
    description: t('series.sensitivity-description', 'How much the panel reports of this series.'),
    settings: { options: sensitivities() },
  });
  builder
    .addCustomEditor({
      ...common,
      id: 'windowSize',
      path: 'windowSize',
      name: windowSize.name,
      description: describedBounds(windowSize.description, DETECTOR_BOUNDS.windowSize),
      editor: WindowSizeEditor,
      override: WindowSizeEditor,
      process: identityOverrideProcessor,
      shouldApply: (field: Field) => field.type === FieldType.number,
    })
    .addNumberInput({
      ...common,
      path: 'span',
      name: span.name,
      description: describedBounds(span.description, DETECTOR_BOUNDS.span),
      settings: { min: DETECTOR_BOUNDS.span.min, max: DETECTOR_BOUNDS.span.max, step: 1, integer: true },
    })
    .addRadio({
      ...common,
      path: 'direction',
      name: t('report.direction', 'Direction'),
      description: t(
        'report.direction-description',
        'Whether the panel reports values above or below the reconstruction.'
      ),
      settings: { options: directions() },
    })
    .addNumberInput({
      ...common,
      path: 'leastDeviation',
      ...texts.leastDeviation,
      settings: { min: REPORT_BOUNDS.leastDeviation.min, max: REPORT_BOUNDS.leastDeviation.max },
    })
    .addNumberInput({
      ...common,
      path: 'leastLength',
      ...texts.leastLength,
      settings: { min: REPORT_BOUNDS.leastLength.min, max: REPORT_BOUNDS.leastLength.max, step: 1, integer: true },
    });
}
