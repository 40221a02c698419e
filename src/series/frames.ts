import { type DataFrame, DataFrameType, type Field, FieldType, getFieldDisplayName } from '@grafana/data';
import { t } from '../shared/i18n';
import { type AscendingSeries, ascending } from './ascending';
import { longToMulti } from './long';

/** One numeric field of one time-series frame, whose rows are those of the frame. */
export interface PanelSeries extends AscendingSeries {
  readonly name: string;
  readonly field: Field;
  /** Index of the frame in {@link FramesReading.frames}. */
  readonly frameIndex: number;
  readonly fieldIndex: number;
}

/** Why a frame or a field is not a series. */
export interface UnusableField {
  readonly name: string;
  readonly reason: string;
}

export interface FramesReading {
  /** The frames after long frames were split by their labels. */
  readonly frames: DataFrame[];
  readonly series: readonly PanelSeries[];
  readonly unusable: readonly UnusableField[];
}

/** Reads every numeric field of every frame that has a time field. Never throws. */
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
        unusable.push({ name, reason: unusableReason(field) });
      } else if (!time) {
        unusable.push({ name, reason: t('frames.no-time', 'no time field in its frame') });
      } else if (frame.length > 0) {
        // Grafana sets the index for its palette, but not on fields split here or under a bare host.
        field.state = { ...field.state, seriesIndex: field.state?.seriesIndex ?? series.length };
        field.values = asNumbers(field.values);
        series.push({ name, field, frameIndex, fieldIndex, ...seriesOf(time, field) });
      }
    });
  });
  return { frames, series, unusable };
}

function seriesOf(time: Field, field: Field): AscendingSeries {
  const length = Math.min(time.values.length, field.values.length);
  const numbers = ({ values }: Field) => Float64Array.from({ length }, (_, row) => finiteNumber(values[row]) ?? NaN);
  return ascending(numbers(time), numbers(field));
}

/** Converts numbers and 64-bit integers; null if the result is not finite. */
function finiteNumber(value: unknown): number | null {
  const number = typeof value === 'bigint' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

/**
 * Converts the values of a number field to numbers. Grafana's legend and display processors rely on the type of the
 * field.
 *
 * @returns the same array if every value already is a number
 */
function asNumbers(values: unknown[]): unknown[] {
  const fits = (value: unknown) => typeof value === 'number' || value === null || value === undefined;
  return values.every(fits) ? values : values.map((value) => (fits(value) ? value : finiteNumber(value)));
}

/**
 * Whether each row is one observation that its text columns identify. A frame may declare it in its meta data. Without
 * a declared type, text columns and repeated times indicate it.
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

function unusableReason(field: Field): string {
  const empty = !field.values.some((value: unknown) => value !== null && value !== undefined && value !== '');
  return empty
    ? t('frames.empty', 'every value is empty')
    : t('frames.not-a-number', '{{type}}, not a number', { type: field.type });
}

/** Copies a frame, because other panels may share its fields. */
function withOwnFields(frame: DataFrame): DataFrame {
  return { ...frame, fields: frame.fields.map((field) => ({ ...field })) };
}
