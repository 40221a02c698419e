import { FieldType } from '@grafana/data';
import { Certainty, type Detection } from '../../detector/detection';
import type { ChartSeries } from './plotModel';

interface JudgedSeries {
  readonly name?: string;
  /** Smoothed error of each point, with a threshold of 1. Each run of scores above 1 is a sequence. */
  readonly errors: readonly number[];
  /** Score of each point; the smoothed error if absent. */
  readonly scores?: readonly number[];
  readonly certainty?: readonly number[];
  readonly values?: readonly number[];
  /** Whether there is no verdict. */
  readonly skipped?: boolean;
  readonly custom?: Record<string, unknown>;
}

/** A series with a point every 10 ms and a verdict derived from its errors. */
export function judgedSeries({
  name = 'a',
  errors,
  scores = errors,
  certainty,
  values,
  skipped,
  custom = {},
}: JudgedSeries): ChartSeries {
  const numbers = values ?? errors.map(() => 7);
  return {
    name,
    field: { name, type: FieldType.number, values: [...numbers], config: { custom } },
    frameIndex: 0,
    fieldIndex: 1,
    series: { times: Float64Array.from(errors, (_, row) => 10 * row), values: Float64Array.from(numbers) },
    rows: null,
    detection: skipped ? null : detectionOf(errors, scores, certainty),
  };
}

function detectionOf(
  errors: readonly number[],
  scores: readonly number[],
  certainty: readonly number[] = errors.map(() => Certainty.certain)
): Detection {
  const runs: Array<[start: number, end: number]> = [];
  scores.forEach((score, row) => {
    const last = runs[runs.length - 1];
    if (score > 1 && last?.[1] === row - 1) {
      last[1] = row;
    } else if (score > 1) {
      runs.push([row, row]);
    }
  });
  return {
    windowSize: 64,
    reconstruction: Float64Array.from(errors, () => 5),
    error: Float64Array.from(errors),
    smoothedError: Float64Array.from(errors),
    score: Float64Array.from(scores),
    threshold: Float64Array.from(errors, () => 1),
    certainty: Uint8Array.from(certainty),
    sequences: runs.map(([start, end]) => ({
      from: 10 * start,
      to: 10 * end,
      peak: 10 * start,
      score: 1,
      pass: 1,
      decidedBy: 'epsilon',
    })),
    changePoints: [],
    suppressed: [],
    usedLabels: [],
  };
}
