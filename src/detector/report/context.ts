import { Certainty, type Detected, type Detection, withDetection } from '../detection';
import type { Explanation, SideExplanation, WindowExplanation } from '../explain/explanation';
import { type Crop, type Interval, cropTo, holds, pointsWithin } from '../interval';
import type { Series } from '../series';
import { ALL_COMPLETE, type Completeness, completeContext, judgeable } from './completeness';

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

/** The visible range, and how much context it needs. */
export interface View extends Interval {
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
export function contextRange({ from, to, stepMs, now, mode }: View, extent: ContextExtent = AUTO_EXTENT): Interval {
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

/**
 * Joins the rows of the context before the first visible time, the visible rows, and the rows of the context after the last
 * visible time. Of an incomplete visible row the full value is taken if the context knows it; otherwise it becomes a gap. A
 * visible series without a finite point gets no context, because there is nothing to judge.
 *
 * @param given may overlap the visible series; null if there is none
 */
export function withContext(shown: Series, given: Series | null, completeness: Completeness = ALL_COMPLETE): Series {
  const visible = judgeable(shown, given, completeness);
  if (given === null || !shown.values.some(Number.isFinite)) {
    return visible;
  }
  const context = completeContext(given, completeness);
  const [before, after] = pointsWithin(context.times, extentOf(visible));
  const joined = (column: 'times' | 'values') => {
    const whole = new Float64Array(before + visible.times.length + context.times.length - after);
    whole.set(context[column].subarray(0, before));
    whole.set(visible[column], before);
    whole.set(context[column].subarray(after), before + visible.times.length);
    return whole;
  };
  return { times: joined('times'), values: joined('values') };
}

/** From the first time to the last. */
function extentOf({ times }: Series): Interval {
  return { from: times[0], to: times[times.length - 1] };
}

/**
 * Crops an outcome on a series in its context to the visible rows. An interval that reaches beyond them ends with them and
 * keeps its score; an interval outside of them is dropped.
 *
 * @param judged the series that the outcome is about: {@link withContext} of the visible one
 */
export function croppedOutcome<Other extends { readonly status: 'skipped' | 'failed' } = never>(
  outcome: Detected | Other,
  judged: Series,
  visible: Series
): Detected | Other {
  return withDetection(outcome, (detection) => cropped(detection, judged, visible));
}

function cropped(detection: Detection, judged: Series, visible: Series): Detection {
  const [first, beyond] = pointsWithin(judged.times, extentOf(visible));
  const rows = {
    reconstruction: detection.reconstruction.slice(first, beyond),
    error: detection.error.slice(first, beyond),
    smoothedError: detection.smoothedError.slice(first, beyond),
    score: detection.score.slice(first, beyond),
    threshold: detection.threshold.slice(first, beyond),
    certainty: detection.certainty.slice(first, beyond),
  };
  // Intervals begin and end at judged points.
  const crop = cropTo(visible.times.filter((_, row) => rows.certainty[row] !== Certainty.notJudged));
  const cropWithPeak = <Whole extends Interval & { readonly peak: number }>(whole: Whole): Whole[] =>
    crop(whole).map((part) => (holds(part, part.peak) ? part : { ...part, peak: peakWithin(part) }));
  /** The judged time of the greatest score. */
  function peakWithin(part: Interval): number {
    const [start, end] = pointsWithin(visible.times, part);
    let most = start;
    for (let row = start + 1; row < end; row++) {
      most = rows.score[row] > rows.score[most] ? row : most;
    }
    return visible.times[most];
  }
  const { sequences, changePoints, suppressed, heldBack, explanation } = detection;
  return {
    ...detection,
    ...rows,
    sequences: sequences.flatMap(cropWithPeak),
    changePoints: changePoints.flatMap(cropWithPeak),
    suppressed: suppressed.flatMap(crop),
    heldBack: heldBack?.flatMap(crop),
    ...(explanation && { explanation: explanationIn(explanation, crop) }),
  };
}

/** Means and thresholds stay those of the whole series, because they decided. */
function explanationIn({ windows }: Explanation, crop: Crop): Explanation {
  const side = (one: SideExplanation): SideExplanation => ({ ...one, sequences: one.sequences.flatMap(crop) });
  return {
    windows: windows.flatMap(crop).map((window): WindowExplanation => ({
      ...window,
      high: side(window.high),
      low: window.low && side(window.low),
    })),
  };
}
