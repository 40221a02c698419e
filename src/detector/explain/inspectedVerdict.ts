import { Certainty, type AnomalousSequence, type Detection, type SuppressedSequence } from '../detection';
import type { Labels, Stretch } from '../labels/labels';
import { exceedanceOf } from '../report/exceedance';
import type { PipelineState } from '../state';
import type { CandidateSequence } from './explanation';
import { calledNormal, candidatesAt, inForce, searchesOver, whyHeldBack } from './heldBack';
import type { InspectedPeak, InspectedReason, InspectedVerdict } from './inspection';
import type { Interval } from '../interval';

/** Consecutive slots of one segment, both ends included, and the slot of the peak. */
export interface JudgedRange {
  readonly first: number;
  readonly last: number;
  readonly peak: number;
}

/**
 * Why a range of time was reported, or why not.
 *
 * @param detection of the same state, with its explanation
 * @param labels for the ids of the labels that decided
 */
export function verdictOn(state: PipelineState, detection: Detection, at: Interval, labels?: Labels): InspectedVerdict {
  const { times } = state.series;
  const inRange = Array.from(times.keys()).filter((point) => times[point] >= at.from && times[point] <= at.to);
  const peak = peakOf(state, detection, inRange);
  const touches = ({ startTime, endTime }: Pick<SuppressedSequence, 'startTime' | 'endTime'>) =>
    startTime <= at.to && endTime >= at.from;
  const sequence = severest(detection.sequences.filter(touches));
  const changePoint =
    detection.changePoints.find(({ start, end }) => touches({ startTime: times[start], endTime: times[end] })) ?? null;
  const suppressed = detection.suppressed.filter(touches);

  const windows = detection.explanation?.windows ?? [];
  const searches = peak ? searchesOver(windows, times, peak.time) : [];
  const decisive = peak ? (decisiveOf(peak.time) ?? decisiveOf(at.from, at.to)) : null;
  const window = decisive?.window ?? inForce(searches);

  const reasonOf = (): InspectedReason => {
    if (inRange.length === 0) {
      return 'no-points';
    }
    if (sequence) {
      // Rounding may leave a peak that just reaches its threshold slightly below it.
      return (peak && peak.share >= 1) || inRange.includes(sequence.peak) ? 'reported' : 'joined';
    }
    if (changePoint) {
      return 'change-point';
    }
    if (suppressed.length > 0) {
      return 'false-alarm';
    }
    if (!peak) {
      return inRange.some((point) => detection.certainty[point] === Certainty.excluded) ? 'left-out' : 'not-judged';
    }
    if (inForce(searches)?.high.quiet) {
      return 'quiet-window';
    }
    if (peak.share < 1) {
      return 'below-threshold';
    }
    const slot = state.grid.slotOf[peak.point];
    return calledNormal(state, slot) ?? whyHeldBack(state, windows, peak.point) ?? 'quiet-window';
  };
  function decisiveOf(from: number, to = from) {
    const candidates = searches.flatMap((search) =>
      candidatesAt(search, times, from, to).map((candidate) => ({ window: search, candidate }))
    );
    return greatestKept(candidates) ?? candidates[candidates.length - 1] ?? null;
  }
  const reason = reasonOf();
  const { grid, layout } = state;
  const reach = reason === 'beside-left-out' ? layout.size * grid.step : 0;
  return {
    reason,
    skipped: null,
    peak,
    sequence,
    changePoint,
    window,
    candidate: decisive?.candidate ?? null,
    taughtBy: idsOf(
      reason === 'false-alarm' && suppressed.length > 0
        ? suppressed
        : stretchesFor(reason, labels).filter((one) => meets(one, { from: at.from - reach, to: at.to + reach }))
    ),
  };
}

/**
 * The slots of the range in the peak's segment.
 *
 * @param peak a judged point of the range
 */
export function judgedRange({ series, grid }: PipelineState, at: Interval, peak: number): JudgedRange {
  const peakSlot = grid.slotOf[peak];
  const segment = grid.segments.find(({ end }) => peakSlot < end);
  let [first, last] = [peakSlot, peakSlot];
  for (const point of grid.points) {
    const slot = grid.slotOf[point];
    const time = series.times[point];
    if (segment && slot >= segment.start && slot < segment.end && time >= at.from && time <= at.to) {
      first = Math.min(first, slot);
      last = Math.max(last, slot);
    }
  }
  return { first, last, peak: peakSlot };
}

function peakOf(
  { series, grid, judged }: PipelineState,
  detection: Detection,
  points: readonly number[]
): InspectedPeak | null {
  let peak: InspectedPeak | null = null;
  for (const point of points) {
    const smoothedError = detection.smoothedError[point];
    const threshold = detection.threshold[point];
    if (!Number.isFinite(smoothedError)) {
      continue;
    }
    const share = exceedanceOf(smoothedError, threshold);
    if (peak && share <= peak.share) {
      continue;
    }
    const plain = judged.smoothed[grid.slotOf[point]];
    const counted = judged.counted[grid.slotOf[point]];
    peak = {
      point,
      time: series.times[point],
      value: series.values[point],
      reconstruction: detection.reconstruction[point],
      smoothedError,
      threshold,
      share,
      localWeight: plain > 0 ? counted / plain : 1,
    };
  }
  return peak;
}

/** Of several kept candidates, the one with the greatest error, as in the verdict. */
function greatestKept<T extends { readonly candidate: CandidateSequence }>(candidates: readonly T[]): T | null {
  return candidates
    .filter(({ candidate }) => candidate.kept)
    .reduce<T | null>(
      (most, one) => (most === null || one.candidate.maximum > most.candidate.maximum ? one : most),
      null
    );
}

function severest(sequences: readonly AnomalousSequence[]): AnomalousSequence | null {
  return sequences.reduce<AnomalousSequence | null>(
    (most, one) => (most === null || one.score > most.score ? one : most),
    null
  );
}

function stretchesFor(reason: InspectedReason, labels: Labels | undefined): readonly Stretch[] {
  switch (reason) {
    case 'left-out':
    case 'beside-left-out':
      return labels?.excluded ?? [];
    case 'taught-normal':
      return labels?.normal ?? [];
    case 'false-alarm':
      return labels?.falseAlarms ?? [];
    default:
      return [];
  }
}

function meets({ from, to }: Stretch, at: Interval): boolean {
  return Math.min(from, to) <= at.to && Math.max(from, to) >= at.from;
}

function idsOf(labels: ReadonlyArray<{ readonly id?: string }>): string[] {
  return Array.from(new Set(labels.flatMap(({ id }) => id ?? [])));
}
