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
    description: t('report.direction-both-description', 'Values higher or lower than expected'),
  },
  {
    value: 'above',
    label: t('report.direction-above', 'Above'),
    description: t('report.direction-above-description', 'Only values higher than expected'),
  },
  {
    value: 'below',
    label: t('report.direction-below', 'Below'),
    description: t('report.direction-below-description', 'Only values lower than expected'),
  },
];

export const reportTexts = (): Record<NumericRule, { name: string; description: string }> => ({
  leastDeviation: {
    name: t('report.least-deviation', 'Minimum deviation'),
    description: t(
      'report.least-deviation-description',
      'Minimum distance of the value from the reconstruction at the farthest point, in the unit of the series. 0 reports all.'
    ),
  },
  leastLength: {
    name: t('report.least-length', 'Minimum length'),
    description: t(
      'report.least-length-description',
      'Minimum number of points of an anomaly. {{min}}–{{max}} points.',
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
      'Minimum number of consecutive points with a smoothed error over its threshold. {{min}}–{{max}} points; 0 requires none.',
      { min: REPORT_BOUNDS.persistence.min, max: REPORT_BOUNDS.persistence.max }
    ),
  },
  mergeWithin: {
    name: t('report.merge-within', 'Merge distance'),
    description: t(
      'report.merge-within-description',
      'The panel merges anomalies with at most this many points between them, and always those within one window. {{min}}–{{max}} points.',
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
    description: t(
      'report.direction-description',
      'Whether the panel reports values above or below the reconstruction.'
    ),
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
