import { type Field, type FieldConfigEditorBuilder, FieldType, identityOverrideProcessor } from '@grafana/data';
import { REPORT_BOUNDS, type ReportRules } from '../../detector/report/report';
import { DETECTOR_BOUNDS, type DetectorSettings } from '../../detector/settings';
import { t } from '../../shared/i18n';
import { describedBounds, detectionTexts, sensitivityChoices, sensitivityName } from '../status/detectionTexts';
import { type Choice, readChoice, readNumber, readWindowSize } from './optionReaders';
import { directions, reportTexts } from './reportOptions';
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
  const written: Record<string, unknown> = field.config.custom ?? {};
  const detection: Partial<DetectorSettings> = {};
  const report: { -readonly [Key in keyof ReportRules]?: ReportRules[Key] } = {};
  const notices: string[] = [];
  const isSet = (key: keyof SeriesConfig) => written[key] !== undefined && written[key] !== null;
  const titled = (option: string) => `${name}, ${option}`;

  if (isSet('sensitivity')) {
    const title = titled(sensitivityName());
    detection.sensitivity = readChoice(title, written.sensitivity, sensitivities(), 'balanced', notices);
  }
  if (isSet('windowSize')) {
    detection.windowSize = readWindowSize(titled(detectionTexts().windowSize.name), written.windowSize, notices);
  }
  if (isSet('span')) {
    detection.span = readNumber(titled(detectionTexts().span.name), written.span, DETECTOR_BOUNDS.span, notices);
  }
  if (isSet('direction')) {
    const title = titled(t('report.direction', 'Direction'));
    report.direction = readChoice(title, written.direction, directions(), 'both', notices);
  }
  for (const key of ['leastDeviation', 'leastLength'] as const) {
    if (isSet(key)) {
      report[key] = readNumber(titled(reportTexts()[key].name), written[key], REPORT_BOUNDS[key], notices);
    }
  }
  return { detection: Object.keys(detection).length > 0 ? detection : undefined, report, notices };
}

export function overridesOf(field: Pick<Field, 'config'>): Partial<DetectorSettings> | undefined {
  return readSeriesOptions('', field).detection;
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
    description: t('series.sensitivity-description', 'How much is reported of this series.'),
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
      description: t('report.direction-description', 'Whether values above or below the reconstruction are reported.'),
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
