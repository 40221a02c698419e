import {
  type DisplayValue,
  type Field,
  type GrafanaTheme2,
  ReducerID,
  fieldReducers,
  getDisplayProcessor,
  reduceField,
} from '@grafana/data';
import { ratioSign } from '../../shared/figures';
import type { Severity } from '../../detector/report/severity';
import { t } from '../../shared/i18n';
import { severityName, severityRank } from '../layers/severity';
import type { ChartSeries } from '../plot/plotModel';
import { summaryOf } from './seriesSummary';

const NOTHING = '–';

/** Units of reducers whose result is not a value of the series. */
const OWN_UNITS: Partial<Record<string, string>> = {
  [ReducerID.diffperc]: 'percent',
  [ReducerID.count]: 'none',
  [ReducerID.changeCount]: 'none',
  [ReducerID.distinctCount]: 'none',
};

/**
 * The calculations chosen for the legend, formatted as in the time series panel. Unknown ones are omitted.
 *
 * @param field from {@link inOrder}
 */
export function calculatedValues(field: Field, calcs: readonly string[], theme: GrafanaTheme2): DisplayValue[] {
  const reducers = calcs.flatMap((id) => fieldReducers.getIfExists(id) ?? []);
  if (reducers.length === 0) {
    return [];
  }
  const values = reduceField({ field, reducers: reducers.map(({ id }) => id) });
  return reducers.map(({ id, name, description }) => {
    const unit = OWN_UNITS[id];
    const display =
      unit === undefined && field.display
        ? field.display
        : getDisplayProcessor({
            field: { ...field, config: { ...field.config, unit: unit ?? field.config.unit } },
            theme,
          });
    return { ...display(values[id]), title: name, description };
  });
}

/**
 * The field of a series with its finite values in order of time. Grafana calculates over rows as they came, and counts NaN
 * but does not add it. Calculations are cached in the result.
 */
export function inOrder({ field, series: { values } }: Pick<ChartSeries, 'field' | 'series'>): Field {
  return { ...field, values: Array.from(values.filter(Number.isFinite)), state: undefined };
}

/** Count, worst level (optional) and peak of the anomalies. Each has a number to sort by, -1 if there is none. */
export function verdictValues(one: ChartSeries, withSeverity: boolean): DisplayValue[] {
  const { anomalies, worst, peak } = summaryOf(one);
  const isJudged = one.detection !== null;
  return [
    {
      title: t('legend.anomalies', 'Anomalies'),
      description: t('legend.anomalies-description', 'Intervals reported in the visible range'),
      numeric: isJudged ? anomalies : -1,
      text: isJudged ? String(anomalies) : NOTHING,
    },
    ...(withSeverity ? [severityValue(worst)] : []),
    {
      title: t('legend.anomaly-peak', 'Anomaly peak'),
      description: t(
        'legend.anomaly-peak-description',
        'Largest score within the reported intervals, as a multiple of its threshold'
      ),
      numeric: anomalies > 0 ? peak : -1,
      text: anomalies > 0 ? ratioSign(peak) : NOTHING,
    },
  ];
}

function severityValue(worst: Severity | null): DisplayValue {
  return {
    title: t('legend.severity', 'Severity'),
    description: t('legend.severity-description', 'Level of the worst anomaly'),
    numeric: worst === null ? -1 : severityRank(worst),
    text: worst === null ? NOTHING : severityName(worst),
  };
}
