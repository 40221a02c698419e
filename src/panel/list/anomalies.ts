import type { Field } from '@grafana/data';
import { type ChartSeries, isVisible } from '../../chart/plot/plotModel';
import type { AnomalousSequence } from '../../detector/detection';
import { stepOf } from '../../detector/series';
import { type Assessment, assess } from '../../detector/report/severity';

/** One reported sequence, with what is to be said of it. */
export interface Anomaly {
  /** The same while the sequence stays, from refresh to refresh. */
  readonly key: string;
  /** Index of its series. */
  readonly series: number;
  readonly name: string;
  readonly field: Field;
  readonly sequence: AnomalousSequence;
  readonly assessment: Assessment;
  /** Step of its series, milliseconds; 0 for a series of one point. */
  readonly stepMs: number;
}

export type SortKey = 'severity' | 'series' | 'start' | 'duration' | 'actual' | 'expected' | 'deviation';

export interface SortOrder {
  readonly by: SortKey;
  readonly descending: boolean;
}

/** The severest first. */
export const DEFAULT_ORDER: SortOrder = { by: 'severity', descending: true };

/** Every reported sequence of the series that are shown, series by series in order of time. */
export function anomaliesOf(series: readonly ChartSeries[]): Anomaly[] {
  return series.flatMap((one, index) => {
    const { detection, name, field } = one;
    if (!detection || detection.sequences.length === 0 || !isVisible(one)) {
      return [];
    }
    const stepMs = stepOf(one.series) || 0;
    return detection.sequences.map((sequence) => ({
      key: `${index} ${sequence.startTime} ${name}`,
      series: index,
      name,
      field,
      sequence,
      assessment: assess(one.series, detection, sequence),
      stepMs,
    }));
  });
}

/** In another order; what is equal by it comes the severest first, then by time. A number that is none comes last. */
export function sorted(anomalies: readonly Anomaly[], { by, descending }: SortOrder): Anomaly[] {
  const sign = descending ? -1 : 1;
  return [...anomalies].sort(
    (a, b) =>
      (by === 'series' ? sign * a.name.localeCompare(b.name, undefined, { numeric: true }) : compare(a, b, by, sign)) ||
      b.assessment.exceedance - a.assessment.exceedance ||
      a.sequence.startTime - b.sequence.startTime
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
      return sequence.startTime;
    case 'duration':
      return sequence.endTime - sequence.startTime;
    default:
      return assessment[by];
  }
}

/** Points of the series that are shown to both sides of an anomaly that is jumped to, at least. */
const LEAST_SURROUNDINGS = 32;

/** What the dashboard shows after a jump: the anomaly and at least as much again to both sides. Epoch milliseconds. */
export function surroundingsOf({ sequence: { startTime, endTime }, stepMs }: Anomaly): { from: number; to: number } {
  const margin = Math.max(endTime - startTime, LEAST_SURROUNDINGS * stepMs, 1000);
  return { from: Math.floor(startTime - margin), to: Math.ceil(endTime + margin) };
}
