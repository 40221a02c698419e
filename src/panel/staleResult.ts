import { sameNumbers } from '../chart/plot/align';
import { Certainty, type Detection } from '../detector/detection';
import { type Interval, holds } from '../detector/interval';
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
  const kept = new Set(earlierRow);
  const lost = earlier.times.filter((_, row) => !kept.has(row));
  const isWhole = (one: Interval) => !lost.some((time) => holds(one, time));
  const { sequences, changePoints, suppressed, heldBack, usedLabels, unusedLabels, settledTo } = detection;
  const take = (values: Float64Array) => Float64Array.from(earlierRow, (row) => (row < 0 ? NaN : values[row]));
  return {
    windowSize: detection.windowSize,
    reconstruction: take(detection.reconstruction),
    error: take(detection.error),
    smoothedError: take(detection.smoothedError),
    score: take(detection.score),
    threshold: take(detection.threshold),
    certainty: Uint8Array.from(earlierRow, (row) => (row < 0 ? Certainty.notJudged : detection.certainty[row])),
    sequences: sequences.filter(isWhole),
    changePoints: changePoints.filter(isWhole),
    suppressed: suppressed.filter(isWhole),
    heldBack: heldBack?.filter(isWhole),
    usedLabels,
    unusedLabels,
    settledTo,
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
