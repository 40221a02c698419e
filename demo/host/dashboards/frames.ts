import { createDataFrame, type DataFrame, type FieldConfig, FieldType, type TimeRange } from '@grafana/data';

/** Points of one metric: times in epoch milliseconds; a time or value that is NaN is a gap. */
export interface Points {
  readonly name: string;
  readonly unit?: string;
  readonly times: ArrayLike<number>;
  readonly values: ArrayLike<number>;
}

/** The rows within the range, in their original order: one frame per metric, as from a data source. */
export function framesIn(range: TimeRange, metrics: readonly Points[]): DataFrame[] {
  const from = range.from.valueOf();
  const to = range.to.valueOf();
  return metrics.map(({ name, unit, times, values }) => {
    const keptTimes: number[] = [];
    const keptValues: Array<number | null> = [];
    for (let row = 0; row < times.length; row++) {
      if (times[row] >= from && times[row] <= to) {
        keptTimes.push(times[row]);
        keptValues.push(Number.isNaN(values[row]) ? null : values[row]);
      }
    }
    const config: FieldConfig = { displayName: name, ...(unit === undefined ? {} : { unit }) };
    return createDataFrame({
      refId: 'A',
      name,
      fields: [
        { name: 'Time', type: FieldType.time, values: keptTimes, config: {} },
        { name: 'Value', type: FieldType.number, values: keptValues, config },
      ],
    });
  });
}
