import { FieldType, toCSV, toDataFrame } from '@grafana/data';
import { type ChartSeries, isVisible } from '../../chart/plot/plotModel';
import { Certainty, type Detection } from '../../detector/detection';
import { holds } from '../../detector/interval';
import type { Series } from '../../detector/series';
import {
  type Records,
  TABLE_COLUMNS,
  type TableRow,
  cellsOf,
  finiteOrNull,
  isoTime,
  plainCell,
  recordsOf,
  tableRows,
} from './anomalyRecord';

/** Spaces, control characters, and characters with a meaning in some file system or shell. */

const UNFIT_FOR_NAMES = /[\u0000-\u002c./:-@[-^`{-\u00bf\u2000-\u206f]+/;

export type ExportContent = 'anomalies' | 'points';
export type ExportFormat = 'csv' | 'json';

/** What to export: the visible series and the panel's title and range. */
export interface Exported {
  readonly title: string;
  readonly series: readonly ChartSeries[];
  /** Visible time range, epoch milliseconds. */
  readonly from: number;
  readonly to: number;
}

export interface ExportFile {
  readonly name: string;
  readonly type: string;
  readonly text: string;
}

/** Tells spreadsheets that the text is UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

export function exportFile(exported: Exported, content: ExportContent, format: ExportFormat): ExportFile {
  const name = fileName(exported, content, format);
  return format === 'csv'
    ? { name, type: 'text/csv;charset=utf-8', text: BYTE_ORDER_MARK + csvOf(exported, content) }
    : { name, type: 'application/json', text: jsonOf(exported, content) };
}

function csvOf({ series }: Exported, content: ExportContent): string {
  const columns = content === 'anomalies' ? anomalyColumns(ofJudged(series, tableRows)) : pointColumns(series);
  const fields = columns.map(([name, values]) => ({ name, type: FieldType.string, values: values.map(plainCell) }));
  return toCSV([toDataFrame({ fields })], { delimiter: ',' });
}

function jsonOf({ title, series, from, to }: Exported, content: ExportContent): string {
  const about = { panel: title, from: isoTime(from), to: isoTime(to) };
  return JSON.stringify(
    content === 'anomalies'
      ? { ...about, ...allRecords(series) }
      : { ...about, series: series.filter(isVisible).map(pointColumnsOf) },
    null,
    content === 'anomalies' ? 2 : undefined
  );
}

/** Maps each visible series that has a verdict. */
function ofJudged<Found>(
  series: readonly ChartSeries[],
  find: (name: string, points: Series, detection: Detection) => Found | Found[]
): Found[] {
  return series
    .filter(isVisible)
    .flatMap(({ name, series: points, detection }) => (detection ? find(name, points, detection) : []));
}

function allRecords(series: readonly ChartSeries[]): Records {
  const records = ofJudged(series, recordsOf);
  return {
    anomalies: records.flatMap(({ anomalies }) => anomalies),
    changePoints: records.flatMap(({ changePoints }) => changePoints),
  };
}

type Column = readonly [name: string, values: readonly unknown[]];

function anomalyColumns(rows: readonly TableRow[]): Column[] {
  const cells = rows.map(cellsOf);
  return TABLE_COLUMNS.map((name, index) => [name, cells.map((row) => row[index])]);
}

/** Columns with one value per point, besides time and series. */
const POINT_COLUMNS = [
  'value',
  'reconstruction',
  'error',
  'smoothedError',
  'score',
  'threshold',
  'certainty',
  'anomalous',
] as const;

function pointColumns(series: readonly ChartSeries[]): Column[] {
  const all = series.filter(isVisible).map(pointColumnsOf);
  return [
    ['time', all.flatMap(({ time }) => time.map(isoTime))],
    ['series', all.flatMap(({ series: name, time }) => time.map(() => name))],
    ...POINT_COLUMNS.map((name): Column => [name, all.flatMap((one): readonly unknown[] => one[name])]),
  ];
}

const CERTAINTIES = new Map<number, string>(Object.entries(Certainty).map(([name, value]) => [value, name]));

/** The points of a series as columns, time in epoch milliseconds. A cell without a value is null. */
function pointColumnsOf({ name, field, series: { times, values }, detection }: ChartSeries) {
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
    score: numbers(detection?.score),
    threshold: numbers(detection?.threshold),
    certainty: Array.from(times, (_, row) => CERTAINTIES.get(detection?.certainty[row] ?? Certainty.notJudged) ?? ''),
    anomalous: Array.from(times, (time) => sequences.some((one) => holds(one, time))),
  };
}

/** Builds the name from title, content and range, in characters that every file system accepts. */
function fileName({ title, from, to }: Exported, content: ExportContent, format: ExportFormat): string {
  const plain = title
    .normalize('NFKC')
    .split(UNFIT_FOR_NAMES)
    .filter((part) => part !== '')
    .join('-')
    .slice(0, 60);
  const time = (epochMs: number) => isoTime(epochMs).slice(0, 19).replaceAll(':', '');
  return [plain || 'residual', content, time(from), time(to)].filter((part) => part !== '').join('_') + `.${format}`;
}
