import type { Series } from '../../detector/series';
import { within } from './rows';

/** Zeros are rare if at most this share of the later rows is zero. */
const RARE_ZEROS = 0.02;
/** Fewer later rows, three windows, do not tell whether zeros are rare. They may be an incident of a quiet count. */
const MIN_LATER_ROWS = 192;
/** A shorter run may be part of the data. */
const MIN_RUN = 8;

/**
 * Drops the rows before the data began: leading gaps, and the zeros that a source fills in, as InfluxDB's `fill(0)` does. A
 * leading run of zeros stays if zeros occur later too, or if too few rows follow it.
 *
 * @returns `series` itself if nothing was dropped
 */
export function fromDataStart(series: Series): Series {
  const { times, values } = series;
  const isNumber = (value: number) => Number.isFinite(value);
  const first = values.findIndex(isNumber);
  if (first < 0) {
    return series;
  }
  const beyond = values.findIndex((value) => value !== 0 && isNumber(value));
  const start = beyond - first >= MIN_RUN && areZerosRare(values.subarray(beyond)) ? beyond : first;
  return start === 0 ? series : within(series, { from: times[start], to: Infinity });
}

function areZerosRare(later: Float64Array): boolean {
  const zeros = later.reduce((count, value) => count + (value === 0 ? 1 : 0), 0);
  return later.length >= MIN_LATER_ROWS && zeros <= RARE_ZEROS * later.length;
}
