import { Certainty, type AnomalousSequence, type ChangePoint, type Detection, type Outcome } from '../detection';
import type { Explanation, SideExplanation, WindowExplanation } from '../explain/explanation';
import type { Series } from '../series';

/** How much is asked for around what can be seen. All in steps, the distance of two points. */
export interface ContextExtent {
  /** Contexts start and end on multiples of this, counted from the epoch, so that ranges beside each other share one. */
  readonly block: number;
  /** Points from its end back to its start, at least; up to a block more where it ends now, and so between two multiples. */
  readonly points: number;
  /** Points it goes on after the visible range, at least, where there are any: the last visible ones are judged by them. */
  readonly trail: number;
  /** Points in all, at most. What can be seen is never cut. */
  readonly limit: number;
}

/** How a verdict comes to depend on the range least: docs/decisions/0007-look-back.md. */
export const AUTO_EXTENT: ContextExtent = { block: 2000, points: 2000, trail: 192, limit: 4000 };

/** What can be seen and how much around it is to be known. Epoch milliseconds. */
export interface View {
  readonly from: number;
  readonly to: number;
  /** Milliseconds between two points. */
  readonly stepMs: number;
  readonly now: number;
  /** `auto`, or milliseconds before `from` that are asked for at least. */
  readonly mode: 'auto' | number;
}

/**
 * The range to ask for, so that a verdict on the visible range knows what came before, and what came after where the
 * visible range ends in the past. It holds the visible range and nothing after `now` but that.
 *
 * @returns epoch milliseconds; the visible range itself where it has as many points as the limit, or no step is known
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

/** A series with what came before and after it. */
export interface InContext {
  readonly series: Series;
  /** Rows before the first visible one. */
  readonly offset: number;
}

/**
 * Rows of the context before the first visible time, the visible rows as they are, rows of the context after the last
 * visible time. A visible series without a finite point stays alone: there is nothing to judge.
 *
 * @param context may overlap what is visible
 */
export function withContext(visible: Series, context: Series): InContext {
  if (!visible.values.some(Number.isFinite)) {
    return { series: visible, offset: 0 };
  }
  const offset = countUntil(context.times, visible.times[0]);
  const after = countUntil(context.times, visible.times[visible.times.length - 1], true);
  const joined = (column: 'times' | 'values') => {
    const whole = new Float64Array(offset + visible.times.length + context.times.length - after);
    whole.set(context[column].subarray(0, offset));
    whole.set(visible[column], offset);
    whole.set(context[column].subarray(after), offset + visible.times.length);
    return whole;
  };
  return { series: { times: joined('times'), values: joined('values') }, offset };
}

/** How many of ascending times lie before a time, or with `included` not after it. By bisection. */
function countUntil(times: Float64Array, limit: number, included = false): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    [low, high] = times[middle] < limit || (included && times[middle] === limit) ? [middle + 1, high] : [low, middle];
  }
  return low;
}

/** The visible rows among those that were judged: what {@link withContext} gave, and how many rows can be seen. */
export interface VisibleRows extends InContext {
  readonly length: number;
}

/**
 * An outcome on a series in its context, cut down to the visible rows: as if they alone had been asked for. An interval
 * that reaches beyond them ends with them and keeps its score; one outside of them is left out.
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

/** An interval of the whole as one of the visible rows: one, or none where it lies outside. */
type Clip = <Whole extends Interval>(whole: Whole) => Whole[];

/** Intervals begin and end at judged rows, so a part that is cut off begins and ends at the nearest visible one. */
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

/** Means and thresholds stay those of the whole: that is what decided. */
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
