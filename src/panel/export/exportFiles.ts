import { type DataFrame, type FieldDTO, FieldType, toCSV, toDataFrame } from '@grafana/data';
import { type ChartSeries, isVisible } from '../../chart/plot/plotModel';
import type { Detection } from '../../detector/detection';
import type { Series } from '../../detector/series';
import {
  type Records,
  TABLE_COLUMNS,
  type TableRow,
  cellsOf,
  isoTime,
  plainCell,
  recordsOf,
  tableRows,
} from './anomalyRecord';
import { type PointColumns, pointColumnsOf } from './pointRecords';

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
  const frame = content === 'anomalies' ? anomaliesFrame(ofJudged(series, tableRows)) : pointsFrame(series);
  return toCSV([frame], { delimiter: ',' });
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

function anomaliesFrame(rows: readonly TableRow[]): DataFrame {
  const cells = rows.map(cellsOf);
  const column = (name: string, index: number): FieldDTO => ({
    name,
    type: FieldType.string,
    values: cells.map((row) => row[index]),
  });
  return toDataFrame({ fields: TABLE_COLUMNS.map(column) });
}

/** Columns with one value per point, besides time and series. */
const POINT_COLUMNS = [
  'value',
  'reconstruction',
  'error',
  'smoothedError',
  'threshold',
  'certainty',
  'anomalous',
] as const;

function pointsFrame(series: readonly ChartSeries[]): DataFrame {
  const columns = series.filter(isVisible).map(pointColumnsOf);
  const field = (name: string, cellsOf: (one: PointColumns) => readonly unknown[]): FieldDTO => ({
    name,
    type: FieldType.string,
    values: columns.flatMap((one) => cellsOf(one).map(plainCell)),
  });
  return toDataFrame({
    fields: [
      field('time', ({ time }) => time.map(isoTime)),
      field('series', ({ series: name, time }) => time.map(() => name)),
      ...POINT_COLUMNS.map((name) => field(name, (one) => one[name])),
    ],
  });
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
