import { type DataFrame, DataFrameType, type Field, FieldType, getFieldDisplayName } from '@grafana/data';
import { t } from '../shared/i18n';
import { type AscendingSeries, ascending } from './ascending';
import { isBuckets } from './bucketFrames';
import { comparedTo, isComparison } from './comparison';
import { longToMulti } from './long';
import type { ComparedSeries, PanelSeries } from './panelSeries';
import { timesOf } from './times';
import { uniqueNames } from './uniqueNames';

export type { ComparedSeries, Comparison, PanelSeries } from './panelSeries';

/** Why a frame or a field is not a series. */
export interface UnusableField {
  readonly name: string;
  readonly reason: string;
  /** Whether no field of the frame can be a series, and what to do. */
  readonly isFrame?: true;
}

export interface FramesReading {
  /** The frames after long frames were split by their labels. */
  readonly frames: DataFrame[];
  readonly series: readonly PanelSeries[];
  /** The same measures in an earlier period, which are drawn but not judged. */
  readonly compared: readonly ComparedSeries[];
  readonly unusable: readonly UnusableField[];
}

/** Reads every numeric field of every frame that has a time field. Never throws. */
export function readFrames(received: readonly DataFrame[]): FramesReading {
  const frames = received.flatMap((frame) => (isLong(frame) ? longToMulti(frame) : [frame])).map(withOwnFields);
  const found: PanelSeries[] = [];
  const unusable: UnusableField[] = [];

  frames.forEach((frame, frameIndex) => {
    const time = frame.fields.find(({ type }) => type === FieldType.time);
    const times = time && timesOf(time.values);
    const fault = frameFault(frame, times);
    if (fault !== null) {
      unusable.push({ name: isBuckets(frame) ? nameOf(frame) : (time?.name ?? ''), reason: fault, isFrame: true });
      return;
    }
    frame.fields.forEach((field, fieldIndex) => {
      if (field.type === FieldType.time) {
        return;
      }
      const displayName = getFieldDisplayName(field, frame, frames);
      if (field.type !== FieldType.number) {
        unusable.push({ name: displayName, reason: unusableReason(field) });
      } else if (!times) {
        unusable.push({ name: displayName, reason: t('frames.no-time', 'no time field in its frame') });
      } else if (frame.length > 0) {
        // Grafana sets the index for its palette, but not on fields split here or under a bare host. Its calculations are
        // of the rows as they came.
        field.state = { ...field.state, seriesIndex: field.state?.seriesIndex ?? found.length, calcs: undefined };
        field.values = asNumbers(field.values);
        found.push({ name: displayName, field, frameIndex, fieldIndex, ...seriesOf(times.times, field) });
      }
    });
  });
  const names = uniqueNames(found.map(({ name, frameIndex }) => ({ name, refId: frames[frameIndex].refId })));
  const all = found.map((one, index): PanelSeries =>
    names[index] === one.name ? one : { ...one, name: names[index], displayName: one.name }
  );
  const series = all.filter(({ frameIndex }) => !isComparison(frames[frameIndex]));
  return { frames, series, compared: comparedTo(series, all, frames), unusable };
}

function seriesOf(times: Float64Array, field: Field): AscendingSeries {
  const length = Math.min(times.length, field.values.length);
  const values = Float64Array.from({ length }, (_, row) => finiteNumber(field.values[row]) ?? NaN);
  return ascending(times.length === length ? times : times.subarray(0, length), values);
}

/** Why no field of a frame can be a series, and what to do; null if fields can be. */
function frameFault(frame: DataFrame, times: ReturnType<typeof timesOf> | undefined): string | null {
  if (isBuckets(frame)) {
    return t(
      'frames.buckets',
      'buckets of a heatmap or histogram are not judged. Set the query’s format to Time series, and query a percentile, such as with histogram_quantile.'
    );
  }
  return times && times.unreadable !== null && times.times.every(Number.isNaN)
    ? t('frames.unreadable-time', '“{{text}}” is not a time. Write ISO 8601 or epoch milliseconds.', {
        text: times.unreadable,
      })
    : null;
}

function nameOf({ name, refId }: DataFrame): string {
  return name || refId || '';
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
