import { FieldType } from '@grafana/data';
import type { ChartSeries } from '../../chart/plot/plotModel';

const MINUTE = 60_000;

/** First point, last point and farthest value of an anomaly, and how many times its threshold the error reaches. */
export type Drawn = readonly [start: number, end: number, value: number, ratio: number];

/** A series of 100 points a minute from the epoch on, value and reconstruction 10, threshold 1, with these anomalies. */
export function seriesWith(name: string, drawn: readonly Drawn[], custom: object = {}): ChartSeries {
  const times = Float64Array.from({ length: 100 }, (_, row) => row * MINUTE);
  const values = new Float64Array(100).fill(10);
  const smoothedError = new Float64Array(100).fill(0.1);
  for (const [start, end, value, ratio] of drawn) {
    values.fill(value, start, end + 1);
    smoothedError.fill(ratio, start, end + 1);
  }
  return {
    name,
    field: { name, type: FieldType.number, values: Array.from(values), config: { unit: 'ms', decimals: 0, custom } },
    frameIndex: 0,
    fieldIndex: 1,
    series: { times, values },
    rows: null,
    detection: {
      windowSize: 64,
      reconstruction: new Float64Array(100).fill(10),
      error: values.map((value) => Math.abs(value - 10)),
      smoothedError,
      score: smoothedError,
      threshold: new Float64Array(100).fill(1),
      certainty: new Uint8Array(100).fill(2),
      sequences: drawn.map(([start, end]) => ({
        from: start * MINUTE,
        to: end * MINUTE,
        peak: start * MINUTE,
        score: 1,
        pass: 1,
        decidedBy: 'epsilon',
      })),
      changePoints: [],
      suppressed: [],
      usedLabels: [],
    },
  };
}
