import type { ChartSeries } from '../../chart/plot/plotModel';
import { Certainty } from '../../detector/detection';
import { finiteOrNull } from './anomalyRecord';

/** The points of a series as columns, one row per point. A cell without a value is null. */
export interface PointColumns {
  readonly series: string;
  readonly unit: string;
  /** Epoch milliseconds. */
  readonly time: readonly number[];
  readonly value: ReadonlyArray<number | null>;
  readonly reconstruction: ReadonlyArray<number | null>;
  readonly error: ReadonlyArray<number | null>;
  readonly smoothedError: ReadonlyArray<number | null>;
  readonly threshold: ReadonlyArray<number | null>;
  readonly certainty: readonly string[];
  /** Whether the point lies in a reported anomaly. */
  readonly anomalous: readonly boolean[];
}

const CERTAINTIES = new Map<number, string>(Object.entries(Certainty).map(([name, value]) => [value, name]));

export function pointColumnsOf({ name, field, series: { times, values }, detection }: ChartSeries): PointColumns {
  const numbers = (column: Float64Array | undefined) => Array.from(times, (_, row) => finiteOrNull(column?.[row]));
  const sequences = detection?.sequences ?? [];
  return {
    series: name,
    unit: field.config.unit ?? '',
    time: Array.from(times),
    value: numbers(values),
    reconstruction: numbers(detection?.reconstruction),
    error: numbers(detection?.error),
    smoothedError: numbers(detection?.smoothedError),
    threshold: numbers(detection?.threshold),
    certainty: Array.from(times, (_, row) => CERTAINTIES.get(detection?.certainty[row] ?? Certainty.notJudged) ?? ''),
    anomalous: Array.from(times, (time) =>
      sequences.some(({ startTime, endTime }) => startTime <= time && time <= endTime)
    ),
  };
}
