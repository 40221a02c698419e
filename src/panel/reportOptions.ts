import type { PanelOptionsEditorBuilder } from '@grafana/data';
import { t } from '../i18n';
import { readChoice, record, type Choice } from './optionReaders';
import type { ResidualOptions } from './options';

/** Which of the detector's intervals are reported. */
export interface ReportOptions {
  direction: 'both' | 'above' | 'below';
}

export const DEFAULT_REPORT: ReportOptions = { direction: 'both' };

const directions = (): Array<Choice<ReportOptions['direction']>> => [
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

export function readReport(written: unknown, notices: string[]): ReportOptions {
  const report = record(written);
  return {
    direction: readChoice(
      t('report.direction', 'Direction'),
      report.direction,
      directions(),
      DEFAULT_REPORT.direction,
      notices
    ),
  };
}

export function addReportEditor(builder: PanelOptionsEditorBuilder<ResidualOptions>): void {
  builder.addRadio({
    path: 'report.direction',
    name: t('report.direction', 'Direction'),
    description: t('report.direction-description', 'Whether values above or below the reconstruction are reported.'),
    category: [t('report.category', 'Reporting')],
    defaultValue: DEFAULT_REPORT.direction,
    settings: { options: directions() },
  });
}
