import { Certainty, type AnomalousSequence, type ChangePoint, type Detection, type Outcome } from '../detection';
import type { Explanation, SideExplanation, WindowExplanation } from '../explain/explanation';
import { countWhile, type Series } from '../series';

/** How much context is queried around the visible range, in steps. */
export interface ContextExtent {
  /** Contexts start and end on multiples of this, counted from the epoch, so that neighbouring ranges share a context. */
  readonly block: number;
  /** Least points of a context. A context that ends now, between two multiples, has up to a block more. */
  readonly points: number;
  /** Least points after the visible range, if there are any. The last visible points are judged with them. */
  readonly trail: number;
  /** Most points in all. The visible range is never cut. */
  readonly limit: number;
}

/** The extent with which a verdict depends least on the range (docs/decisions/0007-look-back.md). */
export const AUTO_EXTENT: ContextExtent = { block: 2000, points: 2000, trail: 192, limit: 4000 };

/** The visible range, and how much context it needs. Epoch milliseconds. */
export interface View {
  readonly from: number;
  readonly to: number;
  /** Milliseconds between two points. */
  readonly stepMs: number;
  readonly now: number;
  /** `auto`, or the least milliseconds before `from`. */
  readonly mode: 'auto' | number;
}

/**
 * The range to query, so that a verdict on the visible range knows what came before and, if the range ends in the past, what
 * came after. It holds the visible range, and nothing else after `now`.
 *
 * @returns epoch milliseconds; the visible range itself if it has as many points as the limit, or its step is unknown
 */
export function contextRange(
  { from, to, stepMs, now, mode }: View,
  extent: ContextExtent = AUTO_EXTENT
): { from: number; to: number } {
  const room = extent.limit * stepMs - (to - from);
  if (!(room > 0) || !(stepMs > 0)) {
    return { from, to };
  }
  const block = extent.block * stepMs;
  const floor = (time: number) => Math.floor(time / block) * block;
  const ceiling = (time: number) => Math.ceil(time / block) * block;
  const end = Math.min(ceiling(to + extent.trail * stepMs), Math.max(now, to), to + room);
  const wanted = mode === 'auto' ? Math.min(end - extent.points * stepMs, from) : from - mode;
  return { from: Math.min(from, Math.max(floor(wanted), end - extent.limit * stepMs)), to: end };
}

/** A series with its context. */
interface InContext {
  readonly series: Series;
  /** Rows before the first visible one. */
  readonly offset: number;
}

/**
 * Joins the rows of the context before the first visible time, the visible rows, and the rows of the context after the last
 * visible time. A visible series without a finite point gets no context, because there is nothing to judge.
 *
 * @param context may overlap the visible series
 */
export function withContext(visible: Series, context: Series): InContext {
  if (!visible.values.some(Number.isFinite)) {
    return { series: visible, offset: 0 };
  }
  const [first, last] = [visible.times[0], visible.times[visible.times.length - 1]];
  const offset = countWhile(context.times, (time) => time < first);
  const after = countWhile(context.times, (time) => time <= last);
  const joined = (column: 'times' | 'values') => {
    const whole = new Float64Array(offset + visible.times.length + context.times.length - after);
    whole.set(context[column].subarray(0, offset));
    whole.set(visible[column], offset);
    whole.set(context[column].subarray(after), offset + visible.times.length);
    return whole;
  };
  return { series: { times: joined('times'), values: joined('values') }, offset };
}

/** The result of {@link withContext}, and the number of visible rows. */
export interface VisibleRows extends InContext {
  readonly length: number;
}

/**
 * Crops an outcome on a series in its context to the visible rows. An interval that reaches beyond them ends with them and
 * keeps its score; an interval outside of them is dropped.
 */
export function croppedOutcome(outcome: Outcome, visible: VisibleRows): Outcome {
  return outcome.status === 'detected' ? { ...outcome, detection: cropped(outcome.detection, visible) } : outcome;
}

function cropped(detection: Detection, visible: VisibleRows): Detection {
  const { offset, length } = visible;
  const end = offset + length;
  const rows = {
    reconstruction: detection.reconstruction.slice(offset, end),
    error: detection.error.slice(offset, end),
    smoothedError: detection.smoothedError.slice(offset, end),
    threshold: detection.threshold.slice(offset, end),
    certainty: detection.certainty.slice(offset, end),
  };
  const times = visible.series.times.subarray(offset, end);
  const clip = clipTo(visible, rows.certainty);
  const peakOf = (peak: number, part: Interval) =>
    peak >= offset && peak < end ? peak - offset : greatestIn(rows, part);
  const clipTimed = <Whole extends TimedInterval>(whole: Whole): Whole[] =>
    clip(whole).map((part) => ({ ...part, startTime: times[part.start], endTime: times[part.end] }));
  const { sequences, changePoints, suppressed, heldBack, explanation } = detection;
  return {
    ...detection,
    ...rows,
    sequences: sequences.flatMap((whole): AnomalousSequence[] =>
      clipTimed(whole).map((part) => ({ ...part, peak: peakOf(whole.peak, part) }))
    ),
    changePoints: changePoints.flatMap((whole): ChangePoint[] =>
      clip(whole).map((part) => {
        const at = peakOf(whole.at, part);
        return { ...part, at, time: times[at] };
      })
    ),
    suppressed: suppressed.flatMap(clipTimed),
    heldBack: heldBack?.flatMap(clipTimed),
    ...(explanation && { explanation: explanationOf(explanation, clip) }),
  };
}

/** First and last row, both included. */
interface Interval {
  readonly start: number;
  readonly end: number;
}

interface TimedInterval extends Interval {
  readonly startTime: number;
  readonly endTime: number;
}

/** Crops an interval to the visible rows; none if it lies outside. */
type Clip = <Whole extends Interval>(whole: Whole) => Whole[];

/** Intervals begin and end at judged rows, so a cropped interval begins and ends at the nearest visible judged row. */
function clipTo({ offset, length }: VisibleRows, certainty: Uint8Array): Clip {
  const isJudged = (row: number) => certainty[row] !== Certainty.notJudged;
  return (whole) => {
    let start = Math.max(0, whole.start - offset);
    let end = Math.min(length - 1, whole.end - offset);
    for (; start <= end && !isJudged(start); start++) {}
    for (; end >= start && !isJudged(end); end--) {}
    return start > end ? [] : [{ ...whole, start, end }];
  };
}

/** The judged row of the greatest smoothed error. */
function greatestIn(
  { smoothedError, certainty }: Pick<Detection, 'smoothedError' | 'certainty'>,
  { start, end }: Interval
): number {
  let most = start;
  for (let row = start + 1; row <= end; row++) {
    most = certainty[row] !== Certainty.notJudged && smoothedError[row] > smoothedError[most] ? row : most;
  }
  return most;
}

/** Means and thresholds stay those of the whole series, because they decided. */
function explanationOf({ windows }: Explanation, clip: Clip): Explanation {
  const side = (one: SideExplanation): SideExplanation => ({ ...one, sequences: one.sequences.flatMap(clip) });
  return {
    windows: windows.flatMap(clip).map((window): WindowExplanation => ({
      ...window,
      high: side(window.high),
      low: window.low && side(window.low),
    })),
  };
}
