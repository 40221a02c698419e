import { sameNumbers } from '../chart/plot/align';
import { Certainty, type Detection } from '../detector/detection';
import type { Series } from '../detector/series';

export function sameSeries(a: Series, b: Series): boolean {
  return sameNumbers(a.times, b.times) && sameNumbers(a.values, b.values);
}

/**
 * The part of an earlier verdict that still applies while a new one is computed. Points with the same time and value
 * keep their verdict, others get NaN. An interval stays if all of its points do.
 *
 * @returns null if no point stays
 */
export function staleResult(earlier: Series, detection: Detection, now: Series): Detection | null {
  if (sameSeries(earlier, now)) {
    return detection;
  }
  const earlierRow = matchingRows(earlier, now);
  if (earlierRow.every((row) => row < 0)) {
    return null;
  }
  const take = (values: Float64Array) => Float64Array.from(earlierRow, (row) => (row < 0 ? NaN : values[row]));
  return {
    windowSize: detection.windowSize,
    reconstruction: take(detection.reconstruction),
    error: take(detection.error),
    smoothedError: take(detection.smoothedError),
    threshold: take(detection.threshold),
    certainty: Uint8Array.from(earlierRow, (row) => (row < 0 ? Certainty.notJudged : detection.certainty[row])),
    ...staleIntervals(detection, earlierRow),
  };
}

/** For each point of `now` its row in `earlier`; -1 if it is new or changed. */
function matchingRows(earlier: Series, now: Series): Int32Array {
  let next = 0;
  return Int32Array.from(now.times, (time, row) => {
    while (next < earlier.times.length && earlier.times[next] < time) {
      next++;
    }
    return earlier.times[next] === time && Object.is(earlier.values[next], now.values[row]) ? next : -1;
  });
}

/** Intervals and change points whose points are all still present. */
function staleIntervals(
  detection: Detection,
  earlierRow: Int32Array
): Pick<Detection, 'sequences' | 'changePoints' | 'suppressed' | 'heldBack' | 'usedLabels' | 'unusedLabels'> {
  const { sequences, changePoints, suppressed, heldBack, usedLabels, unusedLabels } = detection;
  const rowNow = new Int32Array(detection.certainty.length).fill(-1);
  earlierRow.forEach((row, index) => {
    if (row >= 0) {
      rowNow[row] = index;
    }
  });
  const whole = ({ start, end }: { readonly start: number; readonly end: number }) =>
    rowNow.subarray(start, end + 1).every((row) => row >= 0);
  const moved = <One extends { readonly start: number; readonly end: number }>(one: One): One => ({
    ...one,
    start: rowNow[one.start],
    end: rowNow[one.end],
  });
  return {
    sequences: sequences.filter(whole).map((sequence) => ({ ...moved(sequence), peak: rowNow[sequence.peak] })),
    changePoints: changePoints.filter(whole).map((point) => ({ ...moved(point), at: rowNow[point.at] })),
    suppressed: suppressed.filter(whole).map(moved),
    heldBack: heldBack?.filter(whole).map(moved),
    usedLabels,
    unusedLabels,
  };
}
