import { Certainty, type AnomalousSequence, type Detection } from '../detection';
import type { ScoredSlots } from '../evidence/drawnScore';
import { EVIDENCE_WEIGHTS, namedEvidence } from '../evidence/evidence';
import { type Run, type Slot, segmentOf } from '../grid/slot';
import { type Interval, holds, overlaps, pointAt, pointsWithin } from '../interval';
import type { LabelledInterval, Labels } from '../labels/labels';
import { exceedanceOf } from '../report/severity';
import type { PipelineState } from '../state';
import type { CandidateSequence } from './explanation';
import { calledNormal, candidatesAt, inForce, searchesOver, whyHeldBack } from './heldBack';
import type { EvidenceLift, InspectedPeak, InspectedReason, InspectedVerdict } from './inspection';

/** Slots of one segment, and the slot of the peak. */
export interface JudgedRange extends Run {
  readonly peak: Slot;
}

/**
 * Why a range of time was reported, or why not.
 *
 * @param detection of the same state, with its explanation
 * @param labels for the ids of the labels that decided
 */
export function verdictOn(state: PipelineState, detection: Detection, at: Interval, labels?: Labels): InspectedVerdict {
  const { times } = state.series;
  const [first, beyond] = pointsWithin(times, at);
  const peak = peakOf(state, detection, first, beyond);
  const touches = (one: Interval) => overlaps(one, at);
  const sequence = severest(detection.sequences.filter(touches));
  const changePoint = detection.changePoints.find(touches) ?? null;
  const suppressed = detection.suppressed.filter(touches);

  const windows = detection.explanation?.windows ?? [];
  const searches = peak ? searchesOver(windows, peak.time) : [];
  const decisive = peak ? (decisiveOf({ from: peak.time, to: peak.time }) ?? decisiveOf(at)) : null;
  const window = decisive?.window ?? inForce(searches);

  const reasonOf = (): InspectedReason => {
    if (first >= beyond) {
      return 'no-points';
    }
    if (sequence) {
      // Rounding may leave a peak that just reaches its threshold slightly below it.
      return (peak && peak.share >= 1) || holds(at, sequence.peak) ? 'reported' : 'joined';
    }
    if (changePoint) {
      return 'change-point';
    }
    if (suppressed.length > 0) {
      return 'false-alarm';
    }
    if (!peak) {
      return detection.certainty.subarray(first, beyond).includes(Certainty.excluded) ? 'left-out' : 'not-judged';
    }
    if (inForce(searches)?.high.quiet) {
      return 'quiet-window';
    }
    if (peak.share < 1) {
      return 'below-threshold';
    }
    const point = pointAt(times, peak.time);
    const slot = state.grid.slotOf[point];
    const called = calledNormal(state, slot);
    if (called) {
      return called;
    }
    const { smoothed, verdict } = state.judged;
    if (exceedanceOf(smoothed[slot], verdict.threshold[slot]) < 1) {
      return 'beside-report';
    }
    return whyHeldBack(state, windows, point) ?? 'quiet-window';
  };
  function decisiveOf(within: Interval) {
    const candidates = searches.flatMap((search) =>
      candidatesAt(search, within).map((candidate) => ({ window: search, candidate }))
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
 * @param peak the time of a judged point of the range
 */
export function judgedRange({ series, grid }: PipelineState, at: Interval, peak: number): JudgedRange {
  const peakSlot = grid.slotOf[pointAt(series.times, peak)];
  const segment = segmentOf(grid.segments, peakSlot);
  let [first, last] = [peakSlot, peakSlot];
  for (const point of grid.points) {
    const slot = grid.slotOf[point];
    if (slot >= segment.start && slot < segment.end && holds(at, series.times[point])) {
      first = Math.min(first, slot);
      last = Math.max(last, slot);
    }
  }
  return { first, last, peak: peakSlot };
}

function peakOf(
  { series, grid, scale, judged, scored }: PipelineState,
  detection: Detection,
  first: number,
  beyond: number
): InspectedPeak | null {
  let peak: InspectedPeak | null = null;
  for (let point = first; point < beyond; point++) {
    const smoothedError = detection.smoothedError[point];
    const score = detection.score[point];
    const threshold = detection.threshold[point];
    if (!Number.isFinite(smoothedError)) {
      continue;
    }
    const share = exceedanceOf(score, threshold);
    if (peak && share <= peak.share) {
      continue;
    }
    const slot = grid.slotOf[point];
    const plain = judged.smoothed[slot];
    const counted = judged.counted[slot];
    peak = {
      time: series.times[point],
      value: series.values[point],
      reconstruction: detection.reconstruction[point],
      smoothedError,
      score,
      threshold,
      errorThreshold: judged.verdict.threshold[slot] * scale.halfRange,
      share,
      localWeight: plain > 0 ? counted / plain : 1,
      ...(scored && { evidence: liftsAt(scored, slot) }),
    };
  }
  return peak;
}

/** Without weights. An evidence that is not known at the slot is left out. */
function liftsAt({ lifts }: ScoredSlots, slot: Slot): EvidenceLift[] {
  return lifts
    .map((lift, k) => ({ evidence: namedEvidence(k), lift: lift[slot] / EVIDENCE_WEIGHTS[k] }))
    .filter(({ lift }) => !Number.isNaN(lift));
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

function stretchesFor(reason: InspectedReason, labels: Labels | undefined): readonly LabelledInterval[] {
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

function meets({ from, to }: Interval, at: Interval): boolean {
  return Math.min(from, to) <= at.to && Math.max(from, to) >= at.from;
}

function idsOf(labels: ReadonlyArray<{ readonly id?: string }>): string[] {
  return Array.from(new Set(labels.flatMap(({ id }) => id ?? [])));
}
