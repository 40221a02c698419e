import type { Field } from '@grafana/data';
import type { Interval } from '../../detector/interval';
import { type ChartSeries, isVisible } from '../../chart/plot/plotModel';
import type { AnomalousSequence } from '../../detector/detection';
import { stepOf } from '../../detector/series';
import { type Assessment, assess } from '../../detector/report/severity';
import { t } from '../../shared/i18n';

/** A reported sequence and its assessment. */
export interface Anomaly {
  /** Stays the same across refreshes. */
  readonly key: string;
  /** Index of the series. */
  readonly series: number;
  readonly name: string;
  readonly field: Field;
  readonly sequence: AnomalousSequence;
  readonly assessment: Assessment;
  /** Step of the series, milliseconds; 0 if it has one point. */
  readonly stepMs: number;
}

export type SortKey = 'severity' | 'series' | 'start' | 'duration' | 'actual' | 'expected' | 'deviation';

export function columnName(key: SortKey): string {
  switch (key) {
    case 'severity':
      return t('list.column-severity', 'Severity');
    case 'series':
      return t('list.column-series', 'Series');
    case 'start':
      return t('list.column-start', 'Start');
    case 'duration':
      return t('list.column-duration', 'Duration');
    case 'actual':
      return t('list.column-actual', 'Peak value');
    case 'expected':
      return t('list.column-expected', 'Expected');
    case 'deviation':
      return t('list.column-deviation', 'Deviation');
  }
}

export interface SortOrder {
  readonly by: SortKey;
  readonly descending: boolean;
}

/** The most severe first. */
export const DEFAULT_ORDER: SortOrder = { by: 'severity', descending: true };

/** Lists the reported sequences of the visible series, by series and time. */
export function anomaliesOf(series: readonly ChartSeries[]): Anomaly[] {
  return series.flatMap((one, index) => {
    const { detection, name, field } = one;
    if (!detection || detection.sequences.length === 0 || !isVisible(one)) {
      return [];
    }
    const stepMs = stepOf(one.series) || 0;
    return detection.sequences.map((sequence) => ({
      key: `${index} ${sequence.from} ${name}`,
      series: index,
      name,
      field,
      sequence,
      assessment: assess(one.series, detection, sequence),
      stepMs,
    }));
  });
}

/** Sorts anomalies. Ties go by severity, then by time. NaN comes last. */
export function sorted(anomalies: readonly Anomaly[], { by, descending }: SortOrder): Anomaly[] {
  const sign = descending ? -1 : 1;
  return [...anomalies].sort(
    (a, b) =>
      (by === 'series' ? sign * a.name.localeCompare(b.name, undefined, { numeric: true }) : compare(a, b, by, sign)) ||
      b.assessment.exceedance - a.assessment.exceedance ||
      a.sequence.from - b.sequence.from
  );
}

function compare(a: Anomaly, b: Anomaly, by: Exclude<SortKey, 'series'>, sign: number): number {
  const [one, other] = [numberOf(a, by), numberOf(b, by)];
  if (Number.isNaN(one) || Number.isNaN(other)) {
    return Number(Number.isNaN(one)) - Number(Number.isNaN(other));
  }
  return sign * (one < other ? -1 : one > other ? 1 : 0);
}

function numberOf({ sequence, assessment }: Anomaly, by: Exclude<SortKey, 'series'>): number {
  switch (by) {
    case 'severity':
      return assessment.exceedance;
    case 'start':
      return sequence.from;
    case 'duration':
      return sequence.to - sequence.from;
    default:
      return assessment[by];
  }
}

/** Points to show on each side of an anomaly after a jump, at least. */
const MIN_SURROUNDINGS = 32;

/** The range to show after a jump, epoch milliseconds. Each margin is at least as long as the anomaly. */
export function surroundingsOf({ sequence: { from, to }, stepMs }: Anomaly): Interval {
  const margin = Math.max(to - from, MIN_SURROUNDINGS * stepMs, 1000);
  return { from: Math.floor(from - margin), to: Math.ceil(to + margin) };
}
