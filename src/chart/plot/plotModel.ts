import type { AlignedData } from 'uplot';
import type { Detection } from '../../detector/detection';
import type { Interval } from '../../detector/interval';
import type { Severity } from '../../detector/report/severity';
import type { Comparison, PanelSeries } from '../../series/frames';
import { overThreshold, relativeError, relativeScore, summaryOf } from '../legend/seriesSummary';
import { laneScore } from '../lane/laneScore';
import { align } from './align';

/** A series and the verdict on it. */
export interface ChartSeries extends PanelSeries {
  /** Null before a verdict, and if the series was skipped. */
  readonly detection: Detection | null;
  /** Present for a comparison, which is drawn and never judged. */
  readonly comparison?: Comparison;
}

/** A line of the plot: its role and the index of its series, -1 for the one threshold that all series share. */
export interface Line {
  readonly role: 'value' | 'reconstruction' | 'threshold' | 'error' | 'score';
  readonly series: number;
}

/** An anomalous interval as it is shaded, with the index of its series and its level. */
export interface ShadedInterval extends Interval {
  readonly series: number;
  readonly peak: number;
  readonly severity: Severity;
}

/** Everything that one state of the plot shows. It belongs to the data array that uPlot holds, see {@link plotModelOf}. */
export interface PlotModel {
  /** Visible time range. */
  readonly range: Interval;
  /** The verdict is stale: it belongs to the previous data while the new one is pending. */
  readonly provisional: boolean;
  readonly data: AlignedData;
  /** `lines[i]` is drawn from `data[i + 1]`. */
  readonly lines: readonly Line[];
  readonly series: readonly ChartSeries[];
  /** For each series and each time of `data[0]` the index of its point, -1 for none. */
  readonly rows: readonly Int32Array[];
  /** Indices of the series whose reconstruction, score and error are drawn. */
  readonly detailed: readonly number[];
  /** Whether several series may have a verdict, so that glyphs need the colour of their series. */
  readonly isSeveral: boolean;
  /** With several series the lane shows score ÷ threshold, so that one line is the threshold of all. */
  readonly relative: boolean;
  /** Whether the lane shows a score and the smoothed error. If not, the smoothed error is the score. */
  readonly hasFurtherEvidence: boolean;
  readonly intervals: readonly ShadedInterval[];
  /** Change points, epoch milliseconds, each with the index of its series. */
  readonly changes: ReadonlyArray<{ readonly series: number; readonly time: number }>;
}

/** If more series than this are visible, only the worst have reconstruction, score and error drawn. */
export const DETAILED_LIMIT = 10;
/** Number of series drawn in full beyond the limit. */
export const DETAILED_WORST = 5;

const MIN_RANGE_MS = 60_000;

/** Values of one line at the times of the plot. Null is a gap; undefined means that the series has no point there. */
type Column = Array<number | null | undefined>;

export function isVisible({ field }: Pick<ChartSeries, 'field'>): boolean {
  return field.config.custom?.hideFrom?.viz !== true;
}

/** Whether legend and overview list the series. A hidden series stays listed, so that users can show it again. */
export function isInLegend({ field }: Pick<ChartSeries, 'field'>): boolean {
  return field.config.custom?.hideFrom?.legend !== true;
}

/** Whether the series can have a verdict. */
export function isJudged({ comparison }: Pick<ChartSeries, 'comparison'>): boolean {
  return comparison === undefined;
}

/** Lays out every line of the plot, before {@link withRange}. The cost is linear in points if the series share their times. */
export function makePlotModel(series: readonly ChartSeries[]): PlotModel {
  const { times, rows } = align(series.map((one) => one.series));
  const detailed = chooseDetailed(series);
  const relative = detailed.length > 1;
  const lines = linesOf(series, detailed, relative);
  const visible = indicesOf(series, isVisible);
  const model: PlotModel = {
    data: [times, ...lines.map((line) => columnOf(line, { series, rows, detailed, relative }, times))],
    lines,
    series,
    rows,
    detailed,
    isSeveral: series.filter(isJudged).length > 1,
    relative,
    hasFurtherEvidence: detailed.some((index) => summaryOf(series[index]).hasFurtherEvidence),
    intervals: visible.flatMap((index) => intervalsOf(series[index], index)),
    changes: visible.flatMap((index) =>
      (series[index].detection?.changePoints ?? []).map(({ peak }) => ({ series: index, time: peak }))
    ),
    range: { from: 0, to: 1 },
    provisional: false,
  };
  models.set(model.data, model);
  return model;
}

/** The same plot over another time range. The data array is new, because uPlot ranges its scales anew only then. */
export function withRange(model: PlotModel, { from, to }: Interval, provisional: boolean): PlotModel {
  // A range may hold a single point, and uPlot draws nothing on an axis without length.
  const margin = to > from ? 0 : MIN_RANGE_MS / 2;
  const range = { from: from - margin, to: to + margin };
  const moved: PlotModel = { ...model, data: [...model.data] as AlignedData, range, provisional };
  models.set(moved.data, moved);
  return moved;
}

/** uPlot's hooks receive the plot, not React's state. They find the model by the plot's data, so states never mix. */
const models = new WeakMap<object, PlotModel>();

export function plotModelOf(plot: { readonly data: AlignedData }): PlotModel | undefined {
  return models.get(plot.data);
}

function indicesOf(series: readonly ChartSeries[], matches: (one: ChartSeries) => boolean): number[] {
  return series.flatMap((one, index) => (matches(one) ? [index] : []));
}

/** The series drawn in full: all visible ones, or the worst of them beyond the limit. */
function chooseDetailed(series: readonly ChartSeries[]): number[] {
  const visible = indicesOf(series, (one) => isVisible(one) && isJudged(one));
  if (visible.length <= DETAILED_LIMIT) {
    return visible;
  }
  return visible
    .map((index) => ({ index, peak: finitePeak(series[index].detection) }))
    .filter(({ peak }) => peak > 0)
    .sort((a, b) => b.peak - a.peak)
    .slice(0, DETAILED_WORST)
    .map(({ index }) => index)
    .sort((a, b) => a - b);
}

/** Greatest finite score ÷ threshold, 0 if there is none. */
function finitePeak(detection: Detection | null): number {
  const ratios = detection ? relativeScore(detection) : new Float64Array(0);
  return ratios.reduce((peak, ratio) => (ratio > peak && ratio < Infinity ? ratio : peak), 0);
}

/** Values first, then reconstructions, thresholds, errors and scores, in the order in which uPlot draws them. */
function linesOf(series: readonly ChartSeries[], detailed: readonly number[], relative: boolean): Line[] {
  const lines = (role: Line['role'], indices: Iterable<number>) =>
    Array.from(indices, (index): Line => ({ role, series: index }));
  return [
    ...lines('value', series.keys()),
    ...lines('reconstruction', detailed),
    ...lines('threshold', relative ? [-1] : detailed),
    ...lines('error', detailed),
    ...lines('score', detailed),
  ];
}

function columnOf(
  { role, series: index }: Line,
  { series, rows, detailed, relative }: Pick<PlotModel, 'series' | 'rows' | 'detailed' | 'relative'>,
  times: readonly number[]
): Column {
  if (index < 0) {
    const isJudged = detailed.some((one) => series[one].detection !== null);
    return new Array<number | null>(times.length).fill(isJudged ? 1 : null);
  }
  const { field, series: own, detection } = series[index];
  const laneLine = (plain: Float64Array | undefined, multiples: (one: Detection) => Float64Array) =>
    pick(rows[index], relative && detection ? multiples(detection) : plain);
  switch (role) {
    case 'value':
      return spanShortGaps(pick(rows[index], own.values), times, field.config.custom?.spanNulls);
    case 'score':
      return laneLine(detection ? laneScore({ series: own, detection }) : undefined, (one) =>
        overThreshold(laneScore({ series: own, detection: one }), one.threshold)
      );
    case 'error':
      // The same as the score without further evidence: one line is enough.
      return summaryOf(series[index]).hasFurtherEvidence
        ? laneLine(detection?.smoothedError, relativeError)
        : new Array<null>(times.length).fill(null);
    default:
      return pick(rows[index], detection?.[role]);
  }
}

/** The anomalies of a series with their levels. */
export function intervalsOf(one: ChartSeries, index: number): ShadedInterval[] {
  return (one.detection?.sequences ?? []).map(({ from, to, peak }, sequence) => {
    const { severity } = summaryOf(one).assessments[sequence];
    return { series: index, from, to, peak, severity };
  });
}

/** uPlot draws lines over undefined, and not over null. */
function pick(rows: Int32Array, values: Float64Array | undefined): Column {
  const column: Column = new Array(rows.length);
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index];
    column[index] = row < 0 ? undefined : values && Number.isFinite(values[row]) ? values[row] : null;
  }
  return column;
}

/**
 * Applies Grafana's *Connect null values* to a column in place.
 *
 * @param spanNulls shorter gaps are drawn over if this is a number of milliseconds
 */
function spanShortGaps(column: Column, times: readonly number[], spanNulls: unknown): Column {
  if (typeof spanNulls !== 'number') {
    return column;
  }
  let last = -1;
  for (let index = 0; index < column.length; index++) {
    if (typeof column[index] !== 'number') {
      continue;
    }
    if (last >= 0 && times[index] - times[last] < spanNulls) {
      column.fill(undefined, last + 1, index);
    }
    last = index;
  }
  return column;
}
