import type { PanelOptionsEditorBuilder } from '@grafana/data';
import { DEFAULT_REPORT_RULES, REPORT_BOUNDS, type ReportRules } from '../../detector/report/report';
import { t } from '../../shared/i18n';
import type { Choice, OptionReader } from './optionReader';

/** Which of the detector's intervals to report. Field overrides take precedence. */
export type ReportOptions = { -readonly [Key in keyof ReportRules]: ReportRules[Key] };

export const DEFAULT_REPORT: ReportOptions = DEFAULT_REPORT_RULES;

type NumericRule = keyof typeof REPORT_BOUNDS;

export const directions = (): Array<Choice<ReportOptions['direction']>> => [
  {
    value: 'both',
    label: t('report.direction-both', 'Both'),
    description: t('report.direction-both-description', 'Higher or lower than expected'),
  },
  {
    value: 'above',
    label: t('report.direction-above', 'Above'),
    description: t('report.direction-above-description', 'Only where values are higher than expected'),
  },
  {
    value: 'below',
    label: t('report.direction-below', 'Below'),
    description: t('report.direction-below-description', 'Only where values are lower than expected'),
  },
];

export const reportTexts = (): Record<NumericRule, { name: string; description: string }> => ({
  leastDeviation: {
    name: t('report.least-deviation', 'Minimum deviation'),
    description: t(
      'report.least-deviation-description',
      "How far the value must lie from the reconstruction at its farthest, in the series' own unit. 0 reports all."
    ),
  },
  leastLength: {
    name: t('report.least-length', 'Minimum length'),
    description: t(
      'report.least-length-description',
      'Points that an anomaly must have at least. {{min}}–{{max}} points.',
      {
        min: REPORT_BOUNDS.leastLength.min,
        max: REPORT_BOUNDS.leastLength.max,
      }
    ),
  },
  persistence: {
    name: t('report.persistence', 'Persistence'),
    description: t(
      'report.persistence-description',
      'Consecutive points for which the smoothed error must be over its threshold. {{min}}–{{max}} points; 0 asks for none.',
      { min: REPORT_BOUNDS.persistence.min, max: REPORT_BOUNDS.persistence.max }
    ),
  },
  mergeWithin: {
    name: t('report.merge-within', 'Merge distance'),
    description: t(
      'report.merge-within-description',
      'Anomalies with at most so many points between them are one. Those within one window always are. {{min}}–{{max}} points.',
      { min: REPORT_BOUNDS.mergeWithin.min, max: REPORT_BOUNDS.mergeWithin.max }
    ),
  },
});

export function readReport(read: OptionReader): ReportOptions {
  const texts = reportTexts();
  const number = (key: NumericRule) => read.number(key, texts[key].name, REPORT_BOUNDS[key]);
  return {
    direction: read.choice('direction', t('report.direction', 'Direction'), directions(), DEFAULT_REPORT.direction),
    leastDeviation: number('leastDeviation'),
    leastLength: number('leastLength'),
    persistence: number('persistence'),
    mergeWithin: number('mergeWithin'),
  };
}

export function addReportEditor<Options extends { report: ReportOptions }>(
  builder: PanelOptionsEditorBuilder<Options>
): void {
  const category = [t('report.category', 'Reporting')];
  const texts = reportTexts();
  builder.addRadio({
    path: 'report.direction',
    name: t('report.direction', 'Direction'),
    description: t('report.direction-description', 'Whether values above or below the reconstruction are reported.'),
    category,
    defaultValue: DEFAULT_REPORT.direction,
    settings: { options: directions() },
  });
  for (const key of Object.keys(texts).filter((key): key is NumericRule => key in REPORT_BOUNDS)) {
    const { min, max, step } = REPORT_BOUNDS[key];
    builder.addNumberInput({
      path: `report.${key}`,
      ...texts[key],
      category,
      defaultValue: DEFAULT_REPORT[key],
      settings: { min, max, step: step === 0 ? undefined : step, integer: step === 1 },
    });
  }
}
