import type { Detection, SkipReason } from '../detection';
import { judgedRange, verdictOn } from './inspectedVerdict';
import {
  SIMILAR_MOMENTS,
  type InspectedRange,
  type InspectedRows,
  type Inspection,
  type InspectionQuestion,
} from './inspection';
import { detectionOf } from '../resultMapping';
import type { PipelineState } from '../state';
import { recalledWindows, windowOn } from './recalledWindows';
import type { Series } from '../series';
import { similarMoments } from './similarMoments';
import type { Labels } from '../labels/labels';

/** Windows of context on either side of the range. */
const CONTEXT_WINDOWS = 2;
/** Rows at most, context included. */
const MOST_ROWS = 4_000;

/**
 * Looks closely at one range of time: the points themselves, why they were reported or not, what was recalled for them
 * and what else in the series resembles them.
 *
 * @param teaching that of the findings, for the names of the marks that decided
 */
export function inspect(
  findings: PipelineState,
  { at, similar = SIMILAR_MOMENTS }: InspectionQuestion,
  labels?: Labels
): Inspection {
  const { series, layout } = findings;
  const detection = detectionOf({ ...findings, explain: true });
  const verdict = verdictOn(findings, detection, at, labels);
  const slots = verdict.peak && judgedRange(findings, at, verdict.peak.point);
  const { recalled, overlapping, usualDistance } = slots
    ? recalledWindows(findings, slots, detection.sequences)
    : { recalled: [], overlapping: 0, usualDistance: undefined };
  return {
    at,
    windowSize: layout.size,
    rows: rowsAround(series, detection, at, verdict.peak?.time ?? null, layout.size),
    verdict,
    recalled,
    recalledReported: overlapping,
    usualDistance,
    judgedWindow: slots ? windowOn(findings, slots) : undefined,
    ...(slots ? similarMoments(findings, slots, similar) : { similar: [], comparison: 'none' }),
  };
}

/** The same of a series that was not judged at all. */
export function inspectUnjudged(
  series: Series,
  skipped: SkipReason,
  windowSize: number,
  { at }: InspectionQuestion
): Inspection {
  const holdsPoint = series.times.some((time) => time >= at.from && time <= at.to);
  return {
    at,
    windowSize,
    rows: rowsAround(series, null, at, null, windowSize),
    verdict: {
      reason: !holdsPoint ? 'no-points' : skipped === 'left-out' ? 'left-out' : 'not-judged',
      skipped,
      peak: null,
      sequence: null,
      changePoint: null,
      window: null,
      candidate: null,
      taughtBy: [],
    },
    recalled: [],
    recalledReported: 0,
    similar: [],
    comparison: 'none',
  };
}

/** @param peakTime around which rows are kept where they are too many */
function rowsAround(
  { times, values }: Series,
  detection: Detection | null,
  { from, to }: InspectedRange,
  peakTime: number | null,
  windowSize: number
): InspectedRows {
  const begin = countWhile(times, (time) => time < from);
  const end = countWhile(times, (time) => time <= to);
  const context = CONTEXT_WINDOWS * windowSize;
  let first = Math.max(0, begin - context);
  let beyond = Math.min(times.length, end + context);
  if (beyond - first > MOST_ROWS) {
    const middle = peakTime === null ? begin : countWhile(times, (time) => time < peakTime);
    first = Math.max(first, Math.min(beyond - MOST_ROWS, middle - MOST_ROWS / 2));
    beyond = first + MOST_ROWS;
  }
  const take = (column: Float64Array | undefined) =>
    column?.slice(first, beyond) ?? new Float64Array(beyond - first).fill(NaN);
  const isHeld = begin < end;
  return {
    times: take(times),
    values: take(values),
    reconstruction: take(detection?.reconstruction),
    smoothedError: take(detection?.smoothedError),
    threshold: take(detection?.threshold),
    first: isHeld ? Math.max(begin, first) - first : -1,
    last: isHeld ? Math.min(end, beyond) - 1 - first : -1,
    isCut: begin < end && (begin < first || end > beyond),
  };
}

/** How many of ascending times come before the first for which a condition no longer holds. */
function countWhile(times: Float64Array, condition: (time: number) => boolean): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (condition(times[middle])) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
