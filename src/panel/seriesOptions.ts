import type { Field, FieldConfigEditorBuilder } from '@grafana/data';
import { REPORT_BOUNDS, type ReportRules } from '../detector/report';
import { DETECTOR_BOUNDS, type DetectorSettings } from '../detector/settings';
import { t } from '../i18n';
import { describedBounds, detectionTexts, sensitivityChoices, sensitivityName } from './detectionTexts';
import { type Choice, readChoice, readNumber } from './optionReaders';
import { directions, reportTexts } from './reportOptions';

/** What field overrides set for one series; what is left out is as the panel's options say. */
export interface SeriesConfig {
  sensitivity?: 'quiet' | 'balanced' | 'keen';
  windowSize?: number;
  span?: number;
  direction?: ReportRules['direction'];
  leastDeviation?: number;
  leastLength?: number;
}

export interface SeriesOptions {
  /** Undefined where the series is judged as all are. */
  readonly detection: Partial<DetectorSettings> | undefined;
  readonly report: Partial<ReportRules>;
  /** One sentence for each value that was changed to fit. */
  readonly notices: readonly string[];
}

/** Exact numbers are for all series. */
const sensitivities = () =>
  sensitivityChoices().filter((choice): choice is Choice<'quiet' | 'balanced' | 'keen'> => choice.value !== 'exact');

/** Reads what overrides say of one series, as a provisioned dashboard may hold it. Never throws. */
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
  for (const key of ['windowSize', 'span'] as const) {
    if (isSet(key)) {
      detection[key] = readNumber(titled(detectionTexts()[key].name), written[key], DETECTOR_BOUNDS[key], notices);
    }
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

/** What of the detector's settings a field override changes for this series; undefined where nothing. */
export function overridesOf(field: Pick<Field, 'config'>): Partial<DetectorSettings> | undefined {
  return readSeriesOptions('', field).detection;
}

/** Offered as overrides only: for all series the panel's own options are the place. */
export function addSeriesEditor(builder: FieldConfigEditorBuilder<SeriesConfig>): void {
  const common = { category: [t('series.category', 'Anomaly detection')], hideFromDefaults: true };
  const texts = reportTexts();
  builder.addRadio({
    ...common,
    path: 'sensitivity',
    name: sensitivityName(),
    description: t('series.sensitivity-description', 'How much is reported of this series.'),
    settings: { options: sensitivities() },
  });
  for (const key of ['windowSize', 'span'] as const) {
    const { min, max } = DETECTOR_BOUNDS[key];
    const { name, description } = detectionTexts()[key];
    builder.addNumberInput({
      ...common,
      path: key,
      name,
      description: describedBounds(description, DETECTOR_BOUNDS[key]),
      settings: { min, max, step: 1, integer: true },
    });
  }
  builder
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
