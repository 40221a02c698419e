import type { Detection, SkipReason } from '../detection';
import type { Labels } from '../labels/labels';
import { detectionOf } from '../resultMapping';
import { type Interval, pointAt, pointsWithin } from '../interval';
import type { Series } from '../series';
import type { PipelineState } from '../state';
import { judgedRange, verdictOn } from './inspectedVerdict';
import { SIMILAR_MOMENTS, type InspectedRows, type Inspection, type InspectionQuestion } from './inspection';
import { recalledWindows, windowOn, similarMoments } from './moments';

/** Windows of context to each side of the range. */
const CONTEXT_WINDOWS = 2;
/** Most rows, context included. */
const MOST_ROWS = 4_000;

/**
 * Inspects one range of time: its points, why they were reported or not, the windows that were recalled for them, and similar
 * moments of the series.
 *
 * @param labels those of the state; the ids of labels that decided are taken from them
 */
export function inspect(
  state: PipelineState,
  { at, similar = SIMILAR_MOMENTS }: InspectionQuestion,
  labels?: Labels
): Inspection {
  const { series, layout } = state;
  const detection = detectionOf({ ...state, explain: true });
  const verdict = verdictOn(state, detection, at, labels);
  const slots = verdict.peak && judgedRange(state, at, verdict.peak.time);
  return {
    at,
    windowSize: layout.size,
    rows: rowsAround(series, detection, at, verdict.peak?.time ?? null, layout.size),
    verdict,
    ...(slots ? recalledWindows(state, slots, detection.sequences) : { recalled: [], recalledReported: 0 }),
    judgedWindow: slots ? windowOn(state, slots) : undefined,
    ...(slots ? similarMoments(state, slots, similar) : { similar: [], comparison: 'none' }),
  };
}

/** Inspects one range of a series that was not judged. */
export function inspectUnjudged(
  series: Series,
  skipped: SkipReason,
  windowSize: number,
  { at }: InspectionQuestion
): Inspection {
  const [first, beyond] = pointsWithin(series.times, at);
  return {
    at,
    windowSize,
    rows: rowsAround(series, null, at, null, windowSize),
    verdict: {
      reason: first >= beyond ? 'no-points' : skipped === 'left-out' ? 'left-out' : 'not-judged',
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

/** @param peakTime rows around it are kept if there are too many */
function rowsAround(
  { times, values }: Series,
  detection: Detection | null,
  at: Interval,
  peakTime: number | null,
  windowSize: number
): InspectedRows {
  const [begin, end] = pointsWithin(times, at);
  const context = CONTEXT_WINDOWS * windowSize;
  let first = Math.max(0, begin - context);
  let beyond = Math.min(times.length, end + context);
  if (beyond - first > MOST_ROWS) {
    const middle = peakTime === null ? begin : pointAt(times, peakTime);
    first = Math.max(first, Math.min(beyond - MOST_ROWS, middle - MOST_ROWS / 2));
    beyond = first + MOST_ROWS;
  }
  const take = (column: Float64Array | undefined) =>
    column?.slice(first, beyond) ?? new Float64Array(beyond - first).fill(NaN);
  return {
    times: take(times),
    values: take(values),
    reconstruction: take(detection?.reconstruction),
    smoothedError: take(detection?.smoothedError),
    score: take(detection?.score),
    threshold: take(detection?.threshold),
    isCut: begin < end && (begin < first || end > beyond),
  };
}
