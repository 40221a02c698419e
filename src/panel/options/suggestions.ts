import {
  FieldType,
  type PanelDataSummary,
  type VisualizationSuggestion,
  VisualizationSuggestionScore,
} from '@grafana/data';
import type { SeriesFieldConfig } from '../../chart/plot/fieldStyle';
import { AUTO_WINDOWS } from '../../detector/settings';
import { t } from '../../shared/i18n';
import type { ResidualOptions } from './options';

/** Suggests the panel for time series with at least two windows. */
export function suggestPanel(
  summary: PanelDataSummary
): Array<VisualizationSuggestion<ResidualOptions, SeriesFieldConfig>> | undefined {
  const isSeries = summary.hasFieldType(FieldType.time) && summary.hasFieldType(FieldType.number);
  if (!isSeries || summary.rowCountMax < 2 * AUTO_WINDOWS[0]) {
    return undefined;
  }
  return [{ name: t('series.category', 'Anomaly detection'), score: VisualizationSuggestionScore.OK }];
}
