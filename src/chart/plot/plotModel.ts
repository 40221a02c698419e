import type { AlignedData } from 'uplot';
import type { Field } from '@grafana/data';
import type { AnomalousSequence, Detection } from '../../detector/detection';
import type { Interval } from '../../detector/interval';
import type { Series } from '../../detector/series';
import { type Assessment, type Severity, assess } from '../../detector/report/severity';
import { align } from './align';

/** One series as the chart receives it. */
export interface ChartSeries {
  readonly name: string;
  readonly field: Field;
  /** Position of the field in the frames that the legend reads. */
  readonly frameIndex: number;
  readonly fieldIndex: number;
  readonly series: Series;
  /** Row in the frame of each point, for data links. Null if the two are equal. */
  readonly frameRows: Int32Array | null;
  /** Null before a verdict, and if the series was skipped. */
  readonly detection: Detection | null;
}

type Role = 'value' | 'reconstruction' | 'error' | 'threshold';

/** A line of the plot: its role and the index of its series, -1 for the one threshold that all series share. */
export interface Line {
  readonly role: Role;
  readonly series: number;
}

/** An anomalous interval with its level. */
export interface GradedInterval extends Interval {
  readonly severity: Severity;
}

/** The same as it is shaded, with the index of its series. */
export interface ShadedInterval extends GradedInterval {
  readonly series: number;
  readonly peak: number;
}

/** A change point as it is drawn, epoch milliseconds. */
interface Change {
  readonly series: number;
  readonly time: number;
}

interface Presentation {
  /** Visible time range. */
  readonly range: Interval;
  /** The verdict is stale: it belongs to the previous data while the new one is pending. */
  readonly provisional: boolean;
}

/** Everything that one state of the plot shows. It belongs to the data array that uPlot holds, see {@link plotModelOf}. */
export interface PlotModel extends Presentation {
  readonly data: AlignedData;
  /** `lines[i]` is drawn from `data[i + 1]`. */
  readonly lines: readonly Line[];
  readonly series: readonly ChartSeries[];
  /** For each series and each time of `data[0]` the index of its point, -1 for none. */
  readonly rows: readonly Int32Array[];
  /** Indices of the series whose reconstruction and error are drawn. */
  readonly detailed: readonly number[];
  /** With several series the lane shows error ÷ threshold, so that one line is the threshold of all. */
  readonly relative: boolean;
  readonly intervals: readonly ShadedInterval[];
  readonly changes: readonly Change[];
  /** Assessment of each sequence of the visible series. */
  readonly assessments: ReadonlyMap<AnomalousSequence, Assessment>;
}

/** If more series than this are visible, only the worst have reconstruction and error drawn. */
export const DETAILED_LIMIT = 10;
/** Number of series drawn in full beyond the limit. */
export const DETAILED_WORST = 5;

const MIN_RANGE_MS = 60_000;
const NO_RANGE: Presentation = { range: { from: 0, to: 1 }, provisional: false };

/** Values of one line at the times of the plot. Null is a gap; undefined means that the series has no point there. */
type Column = Array<number | null | undefined>;

export function isVisible({ field }: Pick<ChartSeries, 'field'>): boolean {
  return field.config.custom?.hideFrom?.viz !== true;
}

/** Whether legend and overview list the series. A hidden series stays listed, so that users can show it again. */
export function isInLegend({ field }: Pick<ChartSeries, 'field'>): boolean {
  return field.config.custom?.hideFrom?.legend !== true;
}

/** Lays out every line of the plot. The cost is linear in points if the series share their times. */
export function makePlotModel(
  series: readonly ChartSeries[],
  { range, provisional }: Presentation = NO_RANGE
): PlotModel {
  const { times, rows } = align(series.map((one) => one.series));
  const detailed = chooseDetailed(series);
  const columns = [
    ...series.map((one, index) => valueColumn(one, index, rows[index], times)),
    ...detailedColumns(series, detailed, rows),
  ];
  const assessments = new Map<AnomalousSequence, Assessment>();
  const visible = indicesOf(series, isVisible);
  const model: PlotModel = {
    data: [times, ...columns.map(({ column }) => column)],
    lines: columns.map(({ line }) => line),
    series,
    rows,
    detailed,
    relative: detailed.length > 1,
    intervals: visible.flatMap((index) => intervalsOf(series[index], index, assessments)),
    assessments,
    changes: visible.flatMap((index) => changesOf(series[index], index)),
    range,
    provisional,
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

/** Error ÷ threshold at each point. NaN if either is missing or the threshold is zero. */
export function relativeError({ smoothedError, threshold }: Detection): Float64Array {
  return smoothedError.map((error, index) => (threshold[index] > 0 ? error / threshold[index] : NaN));
}

function indicesOf(series: readonly ChartSeries[], matches: (one: ChartSeries) => boolean): number[] {
  return series.flatMap((one, index) => (matches(one) ? [index] : []));
}

/** The series drawn in full: all visible ones, or the worst of them beyond the limit. */
function chooseDetailed(series: readonly ChartSeries[]): number[] {
  const visible = indicesOf(series, isVisible);
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

/** Greatest finite error ÷ threshold, 0 if there is none. */
function finitePeak(detection: Detection | null): number {
  const ratios = detection ? relativeError(detection) : new Float64Array(0);
  return ratios.reduce((peak, ratio) => (ratio > peak && ratio < Infinity ? ratio : peak), 0);
}

interface LineColumn {
  readonly line: Line;
  readonly column: Column;
}

function valueColumn({ series, field }: ChartSeries, index: number, rows: Int32Array, times: number[]): LineColumn {
  const column = spanShortGaps(pick(rows, series.values), times, field.config.custom?.spanNulls);
  return { line: { role: 'value', series: index }, column };
}

/** Reconstructions first, then thresholds and errors, in the order in which uPlot draws them. */
function detailedColumns(
  series: readonly ChartSeries[],
  detailed: readonly number[],
  rows: readonly Int32Array[]
): LineColumn[] {
  const lineColumn = (role: Role, index: number, values: Float64Array | null | undefined): LineColumn => ({
    line: { role, series: index },
    column: pick(rows[index], values),
  });
  const reconstructions = detailed.map((index) =>
    lineColumn('reconstruction', index, series[index].detection?.reconstruction)
  );
  if (detailed.length <= 1) {
    const thresholdAndError = detailed.flatMap((index) => [
      lineColumn('threshold', index, series[index].detection?.threshold),
      lineColumn('error', index, series[index].detection?.smoothedError),
    ]);
    return [...reconstructions, ...thresholdAndError];
  }
  const isJudged = detailed.some((index) => series[index].detection !== null);
  const threshold: LineColumn = {
    line: { role: 'threshold', series: -1 },
    column: new Array<number | null>(rows[0].length).fill(isJudged ? 1 : null),
  };
  const errors = detailed.map((index) => {
    const { detection } = series[index];
    return lineColumn('error', index, detection && relativeError(detection));
  });
  return [...reconstructions, threshold, ...errors];
}

/** Adds the assessment of each sequence to `assessments`. */
function intervalsOf(
  { detection, series }: ChartSeries,
  index: number,
  assessments: Map<AnomalousSequence, Assessment>
): ShadedInterval[] {
  if (!detection) {
    return [];
  }
  return detection.sequences.map((sequence) => {
    const assessment = assess(series, detection, sequence);
    assessments.set(sequence, assessment);
    const { from, to, peak } = sequence;
    return { series: index, from, to, peak, severity: assessment.severity };
  });
}

function changesOf({ detection }: ChartSeries, index: number): Change[] {
  return (detection?.changePoints ?? []).map(({ peak }) => ({ series: index, time: peak }));
}

/** uPlot draws lines over undefined, and not over null. */
function pick(rows: Int32Array, values: Float64Array | null | undefined): Column {
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
