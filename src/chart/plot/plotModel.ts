import type { AlignedData } from 'uplot';
import type { Field } from '@grafana/data';
import type { AnomalousSequence, Detection } from '../../detector/detection';
import type { Series } from '../../detector/series';
import { type Assessment, type Severity, assess } from '../../detector/report/severity';
import { align } from './align';

/** One series as the chart is given it. */
export interface ChartSeries {
  readonly name: string;
  readonly field: Field;
  /** Where the field lies in the frames that the legend reads. */
  readonly frameIndex: number;
  readonly fieldIndex: number;
  readonly series: Series;
  /** For each point its row in the frame, for data links; null where they are the same. */
  readonly frameRows: Int32Array | null;
  /** Null while nothing is known about this series, or where it was skipped. */
  readonly detection: Detection | null;
}

/** What a line of the plot shows. */
export type Role = 'value' | 'reconstruction' | 'error' | 'threshold';

/** A line of the plot: its role and the index of its series; -1 for the one threshold that all series share. */
export interface Line {
  readonly role: Role;
  readonly series: number;
}

/** An anomalous interval as it is shaded, epoch milliseconds. */
export interface Interval {
  readonly series: number;
  readonly startTime: number;
  readonly endTime: number;
  readonly peakTime: number;
  readonly severity: Severity;
}

/** A change point as it is marked, epoch milliseconds. */
export interface Change {
  readonly series: number;
  readonly time: number;
}

/** Everything that one state of the plot shows. It belongs to the data array that uPlot holds, see {@link plotModelOf}. */
export interface PlotModel {
  readonly data: AlignedData;
  /** `lines[i]` is drawn from `data[i + 1]`. */
  readonly lines: readonly Line[];
  readonly series: readonly ChartSeries[];
  /** For each series and each time of `data[0]` the index into the series as it arrived, -1 for none. */
  readonly rows: readonly Int32Array[];
  /** Series whose reconstruction and error are drawn. */
  readonly detailed: readonly number[];
  /** With several series the lane shows error ÷ threshold, so that one line is everyone's threshold. */
  readonly relative: boolean;
  readonly intervals: readonly Interval[];
  readonly changes: readonly Change[];
  /** What is to be said of each sequence of the visible series. */
  readonly assessments: ReadonlyMap<AnomalousSequence, Assessment>;
  /** Shown time range, epoch milliseconds. */
  readonly range: readonly [number, number];
  /** The verdict was carried over from the previous data while the new one is being computed. */
  readonly provisional: boolean;
}

/** Up to so many visible series all are drawn with reconstruction and error. */
export const DETAILED_LIMIT = 10;
/** Beyond the limit only the worst are. */
export const DETAILED_WORST = 5;

const MIN_RANGE_MS = 60_000;

export interface PlotModelOptions {
  readonly range: readonly [number, number];
  readonly provisional: boolean;
}

export function isVisible({ field }: Pick<ChartSeries, 'field'>): boolean {
  return field.config.custom?.hideFrom?.viz !== true;
}

/** Lays out every line of the plot. Cost is linear in points once the series share their times. */
export function makePlotModel(series: readonly ChartSeries[], { range, provisional }: PlotModelOptions): PlotModel {
  const { times, rows } = align(series.map((one) => one.series));
  const detailed = chooseDetailed(series);
  const relative = detailed.length > 1;

  const lines: Line[] = [];
  const columns: Array<Array<number | null | undefined>> = [];
  const add = (role: Role, index: number, column: Array<number | null | undefined>) => {
    lines.push({ role, series: index });
    columns.push(column);
  };

  series.forEach((one, index) => {
    const column = pick(rows[index], one.series.values);
    add('value', index, spanShortGaps(column, times, one.field.config.custom?.spanNulls));
  });
  for (const index of detailed) {
    add('reconstruction', index, pick(rows[index], series[index].detection?.reconstruction));
  }
  if (relative) {
    const known = detailed.some((index) => series[index].detection !== null);
    add('threshold', -1, new Array<number | null>(times.length).fill(known ? 1 : null));
  }
  for (const index of detailed) {
    const detection = series[index].detection;
    if (relative) {
      add('error', index, pick(rows[index], detection && relativeError(detection)));
    } else {
      add('threshold', index, pick(rows[index], detection?.threshold));
      add('error', index, pick(rows[index], detection?.smoothedError));
    }
  }

  const assessments = new Map<AnomalousSequence, Assessment>();
  const intervals = series.flatMap((one, index) => (isVisible(one) ? intervalsOf(one, index, assessments) : []));
  const model: PlotModel = {
    data: [times, ...columns],
    lines,
    series,
    rows,
    detailed,
    relative,
    intervals,
    assessments,
    changes: series.flatMap((one, index) => (isVisible(one) ? changesOf(one, index) : [])),
    range,
    provisional,
  };
  models.set(model.data, model);
  return model;
}

/** The same picture over another time range; uPlot takes a new array as a reason to range its scales anew. */
export function withRange(model: PlotModel, [from, to]: readonly [number, number], provisional: boolean): PlotModel {
  // A single point may be all that a range holds, and uPlot draws nothing on an axis without length.
  const margin = to > from ? 0 : MIN_RANGE_MS / 2;
  const range = [from - margin, to + margin] as const;
  const moved: PlotModel = { ...model, data: [...model.data] as AlignedData, range, provisional };
  models.set(moved.data, moved);
  return moved;
}

/**
 * What is drawn travels with the data: uPlot's hooks are given the plot, not React's state, so they look it up by the
 * array that the plot holds and can never mix two states.
 */
const models = new WeakMap<object, PlotModel>();

export function plotModelOf(plot: { readonly data: AlignedData }): PlotModel | undefined {
  return models.get(plot.data);
}

/** Error over threshold at each point; NaN where either is missing or the threshold is zero. */
export function relativeError({ smoothedError, threshold }: Detection): Float64Array {
  return smoothedError.map((error, index) => (threshold[index] > 0 ? error / threshold[index] : NaN));
}

/** The series drawn in full: all visible ones, or the worst when they are many. */
function chooseDetailed(series: readonly ChartSeries[]): number[] {
  const visible = series.map((_, index) => index).filter((index) => isVisible(series[index]));
  if (visible.length <= DETAILED_LIMIT) {
    return visible;
  }
  return visible
    .map((index) => ({ index, badness: badness(series[index].detection) }))
    .filter((one) => one.badness > 0)
    .sort((a, b) => b.badness - a.badness)
    .slice(0, DETAILED_WORST)
    .map((one) => one.index)
    .sort((a, b) => a - b);
}

/** Greatest error over threshold. */
function badness(detection: Detection | null): number {
  let worst = 0;
  if (detection) {
    const { smoothedError, threshold } = detection;
    for (let index = 0; index < smoothedError.length; index++) {
      const ratio = smoothedError[index] / threshold[index];
      if (ratio > worst && ratio < Infinity) {
        worst = ratio;
      }
    }
  }
  return worst;
}

/** Keeps what it finds out about each sequence in `assessments`. */
function intervalsOf(
  { detection, series }: ChartSeries,
  index: number,
  assessments: Map<AnomalousSequence, Assessment>
): Interval[] {
  if (!detection || detection.sequences.length === 0) {
    return [];
  }
  return detection.sequences.map((sequence) => {
    const assessment = assess(series, detection, sequence);
    assessments.set(sequence, assessment);
    const { startTime, endTime, peak } = sequence;
    return { series: index, startTime, endTime, peakTime: series.times[peak], severity: assessment.severity };
  });
}

function changesOf({ detection }: ChartSeries, index: number): Change[] {
  return (detection?.changePoints ?? []).map(({ time }) => ({ series: index, time }));
}

/** Undefined where the series has no point at that time, null where it has a gap: uPlot joins over the first only. */
function pick(rows: Int32Array, values: Float64Array | null | undefined): Array<number | null | undefined> {
  const column = new Array<number | null | undefined>(rows.length);
  for (let place = 0; place < rows.length; place++) {
    const row = rows[place];
    if (row < 0) {
      column[place] = undefined;
    } else {
      const value = values ? values[row] : NaN;
      column[place] = Number.isFinite(value) ? value : null;
    }
  }
  return column;
}

/** Grafana's setting for gaps as a number: those shorter than so many milliseconds are drawn over. */
function spanShortGaps(
  column: Array<number | null | undefined>,
  times: readonly number[],
  spanNulls: unknown
): Array<number | null | undefined> {
  if (typeof spanNulls !== 'number') {
    return column;
  }
  let last = -1;
  for (let place = 0; place < column.length; place++) {
    if (typeof column[place] !== 'number') {
      continue;
    }
    if (last >= 0 && times[place] - times[last] < spanNulls) {
      column.fill(undefined, last + 1, place);
    }
    last = place;
  }
  return column;
}
