import { type DataFrame, DataFrameType, type Field, FieldType, getFieldDisplayName } from '@grafana/data';
import type { Series } from '../detector/series';
import { t } from '../shared/i18n';
import { ascending } from '../series/ascending';
import { longToMulti } from './long';

/** One numeric field of one time-series frame. */
export interface PanelSeries {
  readonly name: string;
  readonly field: Field;
  /** Where the field lies in {@link FramesReading.frames}. */
  readonly frameIndex: number;
  readonly fieldIndex: number;
  readonly series: Series;
  /** For each point its row in the frame; null if point i is row i. */
  readonly frameRows: Int32Array | null;
}

/** Why a frame or a field is not a series. */
export interface UnusableField {
  readonly name: string;
  readonly reason: string;
}

export interface FramesReading {
  /** The frames that were read; long ones are split by their labels. */
  readonly frames: DataFrame[];
  readonly series: readonly PanelSeries[];
  readonly unusable: readonly UnusableField[];
}

/** Every numeric field of every frame with a time field, however many rows it has. Never throws on what frames hold. */
export function readFrames(received: readonly DataFrame[]): FramesReading {
  const frames = received.flatMap((frame) => (isLong(frame) ? longToMulti(frame) : [frame])).map(withOwnFields);
  const series: PanelSeries[] = [];
  const unusable: UnusableField[] = [];

  frames.forEach((frame, frameIndex) => {
    const time = frame.fields.find(({ type }) => type === FieldType.time);
    frame.fields.forEach((field, fieldIndex) => {
      if (field.type === FieldType.time) {
        return;
      }
      const name = getFieldDisplayName(field, frame, frames);
      if (field.type !== FieldType.number) {
        unusable.push({ name, reason: notANumber(field) });
      } else if (!time) {
        unusable.push({ name, reason: t('frames.no-time', 'no time field in its frame') });
      } else if (frame.length > 0) {
        // Grafana numbers the fields of a result for its palette; fields split here, or by a bare host, are not yet.
        field.state = { ...field.state, seriesIndex: field.state?.seriesIndex ?? series.length };
        field.values = numbersOnly(field.values);
        series.push({ name, field, frameIndex, fieldIndex, ...seriesOf(time, field) });
      }
    });
  });
  return { frames, series, unusable };
}

/** Times and values of a field as a series. */
function seriesOf(time: Field, field: Field): Pick<PanelSeries, 'series' | 'frameRows'> {
  const length = Math.min(time.values.length, field.values.length);
  const numbers = ({ values }: Field) => Float64Array.from({ length }, (_, row) => finiteNumber(values[row]) ?? NaN);
  const { series, rows } = ascending(numbers(time), numbers(field));
  return { series, frameRows: rows };
}

/** A value as a number, also of a 64-bit integer; null where it is none, or no finite one. */
function finiteNumber(value: unknown): number | null {
  const number = typeof value === 'bigint' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

/**
 * The values of a number field as Grafana's legend and display processors can calculate with them: they take what a
 * field holds for what its type says. The very same array where that is so.
 */
function numbersOnly(values: unknown[]): unknown[] {
  const fits = (value: unknown) => typeof value === 'number' || value === null || value === undefined;
  return values.every(fits) ? values : values.map((value) => (fits(value) ? value : finiteNumber(value)));
}

/**
 * Long: a row is one observation, told apart by its text. Frames that say so, and those that look so: text beside
 * times that come again.
 */
function isLong(frame: DataFrame): boolean {
  if (frame.meta?.type === DataFrameType.TimeSeriesLong) {
    return true;
  }
  if (frame.meta?.type !== undefined) {
    return false;
  }
  const time = frame.fields.find(({ type }) => type === FieldType.time);
  const hasText = frame.fields.some((field) => field.type === FieldType.string && field.values.some(isText));
  const hasNumbers = frame.fields.some(({ type }) => type === FieldType.number);
  return time !== undefined && hasText && hasNumbers && new Set(time.values).size < time.values.length;
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function notANumber(field: Field): string {
  const empty = !field.values.some((value: unknown) => value !== null && value !== undefined && value !== '');
  return empty
    ? t('frames.empty', 'every value is empty')
    : t('frames.not-a-number', '{{type}}, not a number', { type: field.type });
}

/** A copy that can be numbered and named without touching what other panels may share. */
function withOwnFields(frame: DataFrame): DataFrame {
  return { ...frame, fields: frame.fields.map((field) => ({ ...field })) };
}
