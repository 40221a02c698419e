import { FieldType } from '@grafana/data';
import type { ChartSeries } from '../../chart/plot/plotModel';
import type { AnomalousSequence } from '../../detector/detection';
import type { WindowExplanation } from '../../detector/explain/explanation';
import type {
  InspectedPeak,
  InspectedRows,
  InspectedVerdict,
  Inspection,
  Moment,
} from '../../detector/explain/inspection';
import type { Series } from '../../detector/series';

export const MINUTE = 60_000;
export const START = Date.UTC(2026, 2, 4, 9);
export const POINTS = 60;
/** The points that stick out. */
export const FIRST = 30;
export const LAST = 41;

export const minute = (index: number) => START + index * MINUTE;

/** A line at 200 requests a second that stands at 412 for twelve minutes. */
export function judgedSeries(): Series {
  return {
    times: Float64Array.from({ length: POINTS }, (_, i) => minute(i)),
    values: Float64Array.from({ length: POINTS }, (_, i) => (i >= FIRST && i <= LAST ? 412 : 200)),
  };
}

export function panelSeries(series = judgedSeries()): ChartSeries {
  const field = {
    name: 'requests',
    type: FieldType.number,
    values: Array.from(series.values),
    config: { unit: 'reqps' },
  };
  return { name: 'requests', field, frameIndex: 0, fieldIndex: 1, rows: null, series, detection: null };
}

/** All points of the series; expected are 200, the error is 93 where it sticks out and 1 elsewhere, the threshold 30. */
export function rows(changed: Partial<InspectedRows> = {}): InspectedRows {
  const { times, values } = judgedSeries();
  return {
    times,
    values,
    reconstruction: new Float64Array(POINTS).fill(200),
    smoothedError: values.map((value) => (value > 200 ? 93 : 1)),
    score: values.map((value) => (value > 200 ? 93 : 1)),
    threshold: new Float64Array(POINTS).fill(30),
    isCut: false,
    ...changed,
  };
}

export const sequence: AnomalousSequence = {
  from: minute(FIRST),
  to: minute(LAST),
  peak: minute(35),
  score: 4.2,
  pass: 1,
  decidedBy: 'epsilon',
};

export const peak: InspectedPeak = {
  time: minute(35),
  value: 412,
  reconstruction: 200,
  smoothedError: 93,
  score: 93,
  threshold: 30,
  errorThreshold: 30,
  share: 3.1,
  localWeight: 1,
};

/** The same peak, if windows count, too: those of 128 points differ most. */
export const scoredPeak: InspectedPeak = {
  ...peak,
  score: 120,
  share: 4,
  evidence: [
    { evidence: 'reconstruction-error', lift: 2.1 },
    { evidence: { windowsOf: 8 }, lift: -0.3 },
    { evidence: { windowsOf: 32 }, lift: 1.4 },
    { evidence: { windowsOf: 128 }, lift: 5.24 },
  ],
};

/** Epsilon 30 at z = 3; the floor lies at 12. */
export const explanation: WindowExplanation = {
  pass: 1,
  from: minute(0),
  to: minute(POINTS - 1),
  points: POINTS,
  mean: 6,
  sd: 8,
  floor: 12,
  high: {
    candidates: [
      { z: 2.5, epsilon: 26, points: 14, sequences: 1, cost: -0.05, admissible: true },
      { z: 3, epsilon: 30, points: 12, sequences: 1, cost: -0.09, admissible: true },
      { z: 3.5, epsilon: 34, points: 40, sequences: 12, cost: -0.2, admissible: false },
    ],
    chosen: 1,
    z: 3,
    epsilon: 30,
    quiet: false,
    greatestNormal: 10,
    sequences: [
      { from: minute(FIRST), to: minute(LAST), maximum: 93, margin: 0.6, kept: true },
      { from: minute(10), to: minute(12), maximum: 32, margin: -0.02, kept: false },
    ],
  },
  low: null,
};

export function verdict(changed: Partial<InspectedVerdict> = {}): InspectedVerdict {
  return {
    reason: 'reported',
    skipped: null,
    peak,
    sequence,
    changePoint: null,
    window: explanation,
    candidate: explanation.high.sequences[0],
    taughtBy: [],
    ...changed,
  };
}

export function moment(index: number, distance: number): Moment {
  return {
    from: minute(index),
    to: minute(index + 7),
    distance,
    values: new Float64Array(8).fill(200),
  };
}

export function inspection(changed: Partial<Inspection> = {}): Inspection {
  return {
    at: { from: minute(FIRST), to: minute(LAST) },
    windowSize: 64,
    rows: rows(),
    verdict: verdict(),
    recalled: [
      { ...moment(0, 0.5), relativeDistance: 1, source: 'series' },
      { ...moment(8, 2), relativeDistance: 4, source: 'taught' },
      { ...moment(16, 2), relativeDistance: 4, source: 'learnt' },
    ],
    recalledReported: 0,
    usualDistance: 0.5,
    judgedWindow: moment(32, 0),
    similar: [moment(2, 0.2), moment(48, 0.6)],
    comparison: 'window',
    compared: moment(32, 0),
    ...changed,
  };
}
