import { FieldType } from '@grafana/data';
import type { Detection } from '../../detector/detection';
import { type ChartSeries, makePlotModel, plotModelOf, withRange } from './plotModel';
import { relativeScore } from '../legend/seriesSummary';
import { pointReadout, verdict } from '../tooltip/pointReadout';

const floats = (values: number[]) => Float64Array.from(values);

const detection = (errors: number[], thresholds = errors.map(() => 1)): Detection => ({
  windowSize: 64,
  reconstruction: floats(errors.map(() => 5)),
  error: floats(errors),
  smoothedError: floats(errors),
  score: floats(errors),
  threshold: floats(thresholds),
  certainty: Uint8Array.from(errors, (_, index) => (index === 0 ? 1 : 2)),
  sequences: errors.flatMap((error, index) =>
    error > thresholds[index]
      ? [
          {
            from: 10 * index,
            to: 10 * index,
            peak: 10 * index,
            score: 3.21,
            pass: 1,
            decidedBy: 'epsilon' as const,
          },
        ]
      : []
  ),
  changePoints: [],
  suppressed: [],
  usedLabels: [],
});

function chartSeries(values: number[], found: Detection | null, custom = {}, name = 'a'): ChartSeries {
  return {
    name,
    field: { name, type: FieldType.number, values, config: { custom } },
    frameIndex: 0,
    fieldIndex: 1,
    series: { times: floats(values.map((_, index) => 10 * index)), values: floats(values) },
    rows: null,
    detection: found,
  };
}

test('one series is drawn with reconstruction, threshold and score in its own unit', () => {
  const model = makePlotModel([chartSeries([1, 2, 3], detection([0.5, 4, 0.5]))]);
  expect(model.lines.map(({ role }) => role)).toEqual(['value', 'reconstruction', 'threshold', 'error', 'score']);
  expect(model.data).toEqual([
    [0, 10, 20],
    [1, 2, 3],
    [5, 5, 5],
    [1, 1, 1],
    [null, null, null],
    [0.5, 4, 0.5],
  ]);
  expect(model.relative).toBe(false);
});

/** The lines of a role. */
const drawnAs = (role: string, { lines, data }: ReturnType<typeof makePlotModel>) =>
  lines.flatMap((line, index) => (line.role === role ? [data[index + 1]] : []));

test('the smoothed error is drawn beside a score that differs from it', () => {
  const scored = { ...detection([0.5, 4, 0.5]), score: floats([0.5, 4, 0.9]) };
  const model = makePlotModel([chartSeries([1, 2, 3], scored)]);
  expect(drawnAs('score', model)).toEqual([[0.5, 4, 0.9]]);
  expect(drawnAs('error', model)).toEqual([[0.5, 4, 0.5]]);
  expect(model.hasFurtherEvidence).toBe(true);
  expect(makePlotModel([chartSeries([1, 2, 3], detection([0.5, 4, 0.5]))]).hasFurtherEvidence).toBe(false);
});

test('several series share one threshold: their scores and errors are drawn as multiples of it', () => {
  const scored = { ...detection([1, 4], [2, 2]), score: floats([1.5, 4]) };
  const model = makePlotModel([chartSeries([1, 2], scored), chartSeries([1, 2], detection([9, 3], [3, 0]))]);
  expect(drawnAs('score', model)).toEqual([
    [0.75, 2],
    [3, null],
  ]);
  expect(drawnAs('error', model)).toEqual([
    [0.5, 2],
    [null, null],
  ]);
});

test('several series share one threshold: their errors are drawn as multiples of it', () => {
  const series = [chartSeries([1, 2], detection([1, 4], [2, 2])), chartSeries([1, 2], detection([9, 3], [3, 0]))];
  const model = makePlotModel(series);
  expect(drawnAs('threshold', model)).toEqual([[1, 1]]);
  expect(drawnAs('score', model)).toEqual([
    [0.5, 2],
    [3, null],
  ]);
});

test('before a verdict only the value is drawn', () => {
  const model = makePlotModel([chartSeries([1, NaN, 3], null)]);
  expect(model.data.slice(1)).toEqual([
    [1, null, 3],
    [null, null, null],
    [null, null, null],
    [null, null, null],
    [null, null, null],
  ]);
  expect(model.intervals).toEqual([]);
});

test('the score, not the error, decides which of many series are the worst', () => {
  const found = (score: number) => ({ ...detection([0.1, 0.2]), score: floats([0.1, score]) });
  const series = Array.from({ length: 12 }, (_, index) => chartSeries([1, 2], found(index < 5 ? 3 : 0.3)));
  expect(makePlotModel(series).detailed).toEqual([0, 1, 2, 3, 4]);
});

test('of more than ten series only the five worst are drawn in full, but the intervals of all are shaded', () => {
  const series = Array.from({ length: 12 }, (_, index) => chartSeries([1, 2], detection([0.1, 1 + index])));
  const model = makePlotModel(series);
  expect(model.detailed).toEqual([7, 8, 9, 10, 11]);
  expect(model.lines.filter(({ role }) => role === 'value')).toHaveLength(12);
  expect(model.intervals.map((interval) => interval.series)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
});

test('a series hidden in the legend has no interval and no lines in the lane', () => {
  const hidden = { hideFrom: { viz: true } };
  const series = [chartSeries([1, 2], detection([0, 4])), chartSeries([1, 2], detection([0, 5]), hidden)];
  const model = makePlotModel(series);
  expect(model.detailed).toEqual([0]);
  expect(model.relative).toBe(false);
  expect(model.intervals.map((interval) => interval.series)).toEqual([0]);
});

test('the plot model is found by the data array that the plot holds, over each time range', () => {
  const model = withRange(makePlotModel([chartSeries([1], null)]), { from: 0, to: 100 }, false);
  const moved = withRange(model, { from: 5, to: 6 }, true);
  expect(plotModelOf({ data: model.data })?.range).toEqual({ from: 0, to: 100 });
  expect(plotModelOf({ data: moved.data })).toMatchObject({ range: { from: 5, to: 6 }, provisional: true });
  expect(moved.data).not.toBe(model.data);
  expect(plotModelOf({ data: [[1]] })).toBeUndefined();
});

test('a range without length becomes a minute around its point', () => {
  const model = makePlotModel([chartSeries([1], null)]);
  expect(withRange(model, { from: 90_000, to: 90_000 }, false).range).toEqual({ from: 60_000, to: 120_000 });
});

test('a threshold of zero has no multiple', () => {
  expect(Array.from(relativeScore(detection([1, 2], [0, 4])))).toEqual([NaN, 0.5]);
});

test('a readout has the residual, interval and certainty of its point', () => {
  const model = makePlotModel([chartSeries([1, 2, NaN], detection([0.5, 4, NaN]))]);
  const anomalous = pointReadout(model, 0, 1);
  expect(anomalous).toMatchObject({ row: 1, value: 2, reconstruction: 5, smoothedError: 4, threshold: 1 });
  expect(anomalous && verdict(anomalous)).toBe('Critical anomaly: its error reaches 4.0 times the dynamic threshold');
  const early = pointReadout(model, 0, 0);
  expect(early && verdict(early)).toBe('Less certain: too few comparable windows here');
  expect(pointReadout(model, 0, 2)).toMatchObject({ value: null, smoothedError: null });
});

test('a readout names the score if there is more evidence than the error', () => {
  const found = { ...detection([0.5, 4, 0.5]), score: floats([0.5, 4.5, 2]) };
  const read = (decidedBy: 'epsilon' | 'agreement') => {
    const sequences = found.sequences.map((one) => ({ ...one, decidedBy, evidence: { windowsOf: 32 } }));
    return pointReadout(makePlotModel([chartSeries([1, 2, 3], { ...found, sequences })]), 0, 1);
  };
  expect(read('epsilon')).toMatchObject({ smoothedError: 4, score: 4.5, threshold: 1 });
  const texts = (['epsilon', 'agreement'] as const).map(read).map((readout) => readout && verdict(readout));
  expect(texts).toEqual([
    'Critical anomaly: its score reaches 4.5 times its threshold',
    'Critical anomaly, by error and distance together: its score reaches 4.5 times its threshold',
  ]);
});

test('a flatline reads out its duration instead of its error', () => {
  const found = detection([0.5, 4, NaN]);
  const sequences = found.sequences.map((one) => ({ ...one, decidedBy: 'flatline' as const, score: 3.17 }));
  const readout = pointReadout(makePlotModel([chartSeries([1, 2, NaN], { ...found, sequences })]), 0, 1);
  expect(readout && verdict(readout)).toBe(
    'Critical anomaly: it is flat for 3.1 times the longest pause that is not reported'
  );
});

test('a gap is not judged, and there is no text before a verdict', () => {
  const gap = { ...detection([1]), certainty: Uint8Array.of(0) };
  const judged = pointReadout(makePlotModel([chartSeries([NaN], gap)]), 0, 0);
  expect(judged && verdict(judged)).toBe('Not judged: a gap, or too few points around it');
  const unknown = pointReadout(makePlotModel([chartSeries([1], null)]), 0, 0);
  expect(unknown && verdict(unknown)).toBe('');
});

test('a change point is drawn for each visible series and read out at its points', () => {
  const changed = { ...detection([0, 0, 0, 0]), changePoints: [{ from: 10, to: 20, peak: 20 }] };
  const hidden = { hideFrom: { viz: true, legend: false, tooltip: false } };
  const model = makePlotModel([
    chartSeries([1, 2, 3, 4], changed),
    chartSeries([1, 2, 3, 4], changed, hidden),
    chartSeries([1, 2, 3, 4], changed),
  ]);
  expect(model.changes).toEqual([
    { series: 0, time: 20 },
    { series: 2, time: 20 },
  ]);
  const texts = [0, 1, 2, 3].map((dataIdx) => {
    const readout = pointReadout(model, 0, dataIdx);
    return readout ? verdict(readout) : null;
  });
  expect(texts.map((text) => text?.startsWith('Change point'))).toEqual([false, true, true, false]);
});

test('a held-back interval reads out its reason', () => {
  const heldBack = [{ from: 10, to: 20, reason: 'pruned' as const }];
  const found = { ...detection([0, 0.9, 0.9, 0]), heldBack };
  const model = makePlotModel([chartSeries([1, 2, 3, 4], found)]);
  const texts = [1, 3].map((dataIdx) => {
    const readout = pointReadout(model, 0, dataIdx);
    return readout && verdict(readout);
  });
  expect(texts).toEqual(['Over the threshold, not reported: it does not stand out from lower peaks', '']);
});

test('a held-back interval with a less certain verdict reads out both', () => {
  const heldBack = [{ from: 0, to: 0, reason: 'slope' as const }];
  const model = makePlotModel([chartSeries([1, 2], { ...detection([0.9, 0]), heldBack })]);
  const readout = pointReadout(model, 0, 0);
  expect(readout && verdict(readout)).toBe(
    'Over the threshold, not reported: it is the shoulder of a higher peak. Less certain: too few comparable windows here'
  );
});

test('a gap shorter than the time given as Connect null values is drawn over, a longer one is not', () => {
  const [, column] = makePlotModel([chartSeries([1, NaN, 3, NaN, NaN, 6], null, { spanNulls: 25 })]).data;
  expect(column).toEqual([1, undefined, 3, null, null, 6]);
});

test('a comparison has a line of values and nothing of a verdict, and leaves the plot that of a single series', () => {
  const present = chartSeries([1, 2, 3], detection([0.5, 4, 0.5]));
  const past: ChartSeries = {
    ...chartSeries([4, 5, 6], null, {}, 'a (comparison)'),
    comparison: { of: 0, shiftMs: 1 },
  };
  const model = makePlotModel([present, past]);
  expect(drawnAs('value', model)).toEqual([
    [1, 2, 3],
    [4, 5, 6],
  ]);
  expect(model.detailed).toEqual([0]);
  expect(model.relative).toBe(false);
  expect(model.isSeveral).toBe(false);
  expect(makePlotModel([present, present]).isSeveral).toBe(true);
});

test('nothing but numbers, null and undefined reaches uPlot, and infinities leave its scales finite', () => {
  const odd = [NaN, Infinity, 1, -Infinity, undefined as never];
  const found = detection([NaN, Infinity, -Infinity, 1, 2]);
  const broken = { ...found, reconstruction: floats(odd), threshold: floats([0, NaN, 1, Infinity, 1]) };
  for (const series of [[chartSeries(odd, broken)], [chartSeries(odd, broken), chartSeries([1], null)]]) {
    const { data } = makePlotModel(series);
    expect(
      data
        .slice(1)
        .flatMap((column) => Array.from(column))
        .every((one) => one == null || Number.isFinite(one))
    ).toBe(true);
  }
});
