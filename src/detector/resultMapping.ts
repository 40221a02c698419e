import {
  Certainty,
  type AnomalousSequence,
  type ChangePoint,
  type Detection,
  type Misfit,
  type QuietedSequence,
} from './detection';
import type { Explanation, SideExplanation } from './explain/explanation';
import type { Grid } from './grid/grid';
import { heldBackIn } from './explain/heldBack';
import type { Lessons, MarkedRun } from './labels/labelMask';
import { originOf } from './explain/decidedBy';
import { partsTaken } from './labels/labelUsage';
import type { Reconstruction } from './reconstruct/reconstruct';
import type { Scale } from './grid/scale';
import type { Series } from './series';
import type { DetectorSettings } from './settings';
import type { JudgedResiduals } from './threshold/threshold';
import type { Trend } from './grid/trend';
import type { JudgedWindow, ScoredRun } from './threshold/verdict';
import type { WindowLayout } from './grid/windows';

/** Everything that was found out about a series, on its grid and in scaled units. */
export interface Findings {
  readonly series: Series;
  readonly settings: DetectorSettings;
  readonly grid: Grid;
  readonly scale: Scale;
  /** What was taken out of the values before they were scaled; null for a series without a trend. */
  readonly trend: Trend | null;
  /** Scaled values, one a slot. */
  readonly values: Float64Array;
  readonly layout: WindowLayout;
  readonly reconstruction: Reconstruction;
  readonly judged: JudgedResiduals;
  /** The verdict's sequences, parted into anomalies and seams between regimes. */
  readonly anomalies: readonly ScoredRun[];
  readonly seams: readonly ScoredRun[];
  /** Slots that marked false alarms kept from being reported. */
  readonly quieted: readonly MarkedRun[];
  /** What people have said; null when they said nothing. */
  readonly lessons: Lessons | null;
  /** Why windows that were given from other times took no part; null where they did, or there were none. */
  readonly misfit: Misfit | null;
  readonly explain: boolean;
}

/** Puts findings back where the points came from, in the series' own unit. */
export function detectionOf(findings: Findings): Detection {
  const { series, grid, scale, reconstruction, judged } = findings;
  const length = series.values.length;
  const nowhere = () => new Float64Array(length).fill(NaN);
  const detection = {
    reconstruction: nowhere(),
    error: nowhere(),
    smoothedError: nowhere(),
    threshold: nowhere(),
    certainty: new Uint8Array(length).fill(Certainty.notJudged),
  };
  findings.lessons?.leftOut.forEach((out, point) => {
    detection.certainty[point] = out ? Certainty.leftOut : Certainty.notJudged;
  });
  const rankOf = ranksOfSlots(judged.slots, grid.values.length);
  for (const point of grid.points) {
    const slot = grid.slotOf[point];
    const drawn = scale.centre + reconstruction.values[slot] * scale.halfRange + (findings.trend?.values[slot] ?? 0);
    detection.reconstruction[point] = drawn;
    detection.error[point] = Math.abs(series.values[point] - drawn);
    detection.smoothedError[point] = judged.smoothed[slot] * scale.halfRange;
    detection.threshold[point] = judged.verdict.threshold[rankOf[slot]] * scale.halfRange;
    detection.certainty[point] = certaintyOf(slot, findings);
  }
  const sequences = sequencesInPlace(findings, findings.anomalies, rankOf);
  const changePoints = changePointsOf(findings, rankOf);
  const quieted = quietedInPlace(findings, rankOf);
  const misfit = findings.misfit && { misfit: findings.misfit };
  const windowSize = findings.layout.size;
  const found = { windowSize, ...detection, sequences, changePoints, quieted };
  const heldBack = heldBackIn(findings, found, () => explanationOf(findings).windows);
  const verdict = { ...found, ...(heldBack.length > 0 && { heldBack }), ...partsTaken(findings), ...misfit };
  return findings.explain ? { ...verdict, explanation: explanationOf(findings) } : verdict;
}

/** One a seam: where samples are missing in it, the part with the greatest smoothed error stands for it. */
function changePointsOf(findings: Findings, rankOf: Int32Array): ChangePoint[] {
  const { series, grid, judged, seams } = findings;
  const errorAt = ({ peak }: AnomalousSequence) => judged.smoothed[grid.slotOf[peak]];
  return seams.flatMap((seam) => {
    const [part] = sequencesInPlace(findings, [seam], rankOf).sort((a, b) => errorAt(b) - errorAt(a));
    return part ? [{ at: part.peak, time: series.times[part.peak], start: part.start, end: part.end }] : [];
  });
}

/** In order of time; where samples are missing in one, each part is one of its own. */
function quietedInPlace(findings: Findings, rankOf: Int32Array): QuietedSequence[] {
  return findings.quieted
    .flatMap(({ first, last, ids: [id] }) => {
      const run = { start: rankOf[first], end: rankOf[last], score: 0 };
      return sequencesInPlace(findings, [run], rankOf).map(({ start, end, startTime, endTime }) => ({
        start,
        end,
        startTime,
        endTime,
        ...(id !== undefined && { id }),
      }));
    })
    .sort((a, b) => a.startTime - b.startTime);
}

/** A slot's rank among the observed slots, which is its index in the verdict. */
function ranksOfSlots(slots: Int32Array, count: number): Int32Array {
  const ranks = new Int32Array(count).fill(-1);
  slots.forEach((slot, rank) => (ranks[slot] = rank));
  return ranks;
}

/** In the middle of a series at least size / stride windows, rounded down, overlap at every slot. */
function certaintyOf(slot: number, { layout, reconstruction, judged }: Findings): number {
  const supported = reconstruction.support[slot] >= Math.floor(layout.size / layout.stride);
  return supported && !judged.unsettled[slot] ? Certainty.certain : Certainty.lessCertain;
}

/** An interval goes on over a gap of this share of a window, though what is missing in it is never anomalous itself. */
const BRIDGED_SHARE = 1 / 4;

/**
 * Sequences as intervals of points in order of time. One that a longer gap or left-out time interrupts is cut there, and
 * of its parts those are kept in which some error reaches the threshold.
 */
function sequencesInPlace(
  findings: Findings,
  sequences: readonly ScoredRun[],
  rankOf: Int32Array
): AnomalousSequence[] {
  const { series, grid, judged } = findings;
  const { points, slotOf } = grid;
  const found: AnomalousSequence[] = [];
  const isBridged = bridgesOf(findings);
  const reaches = (point: number) => {
    const slot = slotOf[point];
    return judged.smoothed[slot] >= judged.verdict.threshold[rankOf[slot]];
  };
  let next = 0;
  let k = 0;
  let parts: AnomalousSequence[] = [];
  const finish = () => {
    const over = parts.filter(({ peak }) => reaches(peak));
    found.push(...(over.length > 0 ? over : parts));
    parts = [];
  };
  while (k < points.length && next < sequences.length) {
    const { start, end, score } = sequences[next];
    const rank = rankOf[slotOf[points[k]]];
    if (rank < start) {
      k++;
    } else if (rank > end) {
      finish();
      next++;
    } else {
      const first = k;
      let peak = points[k];
      while (k + 1 < points.length && rankOf[slotOf[points[k + 1]]] <= end && isBridged(points[k], points[k + 1])) {
        k++;
        if (judged.smoothed[slotOf[points[k]]] > judged.smoothed[slotOf[peak]]) {
          peak = points[k];
        }
      }
      parts.push({
        start: points[first],
        end: points[k],
        startTime: series.times[points[first]],
        endTime: series.times[points[k]],
        score,
        peak,
        ...originOf(sequences[next], judged.verdict),
      });
      k++;
    }
  }
  finish();
  return found;
}

/** Whether an interval goes on from one point to the following one. */
function bridgesOf({ series, grid, layout, lessons }: Findings): (point: number, following: number) => boolean {
  const { slotOf, gapAfter } = grid;
  const leftOut = lessons ? series.times.filter((_, point) => lessons.leftOut[point] === 1) : new Float64Array(0);
  return (point, following) => {
    const missing = slotOf[following] - slotOf[point] - 1;
    if (missing < 1 || !gapAfter[slotOf[point]]) {
      return true;
    }
    const [from, to] = [series.times[point], series.times[following]];
    return missing <= BRIDGED_SHARE * layout.size && !leftOut.some((time) => time > from && time < to);
  };
}

function explanationOf({ grid, scale, judged }: Findings): Explanation {
  const { points, slotOf } = grid;
  const pointOf = new Int32Array(judged.slots.length);
  const rankOf = ranksOfSlots(judged.slots, grid.values.length);
  // Backwards, so that of points that share a slot the first in time stands for it.
  for (let k = points.length - 1; k >= 0; k--) {
    pointOf[rankOf[slotOf[points[k]]]] = points[k];
  }
  return { windows: judged.verdict.windows.map((window) => windowInPlace(window, pointOf, scale.halfRange)) };
}

function windowInPlace(window: JudgedWindow, pointOf: Int32Array, unit: number): Explanation['windows'][number] {
  const place = (i: number) => pointOf[window.members ? window.members[i] : window.start + i];
  const inUnit = (side: SideExplanation): SideExplanation => ({
    ...side,
    epsilon: side.epsilon * unit,
    greatestNormal: side.greatestNormal * unit,
    candidates: side.candidates.map((candidate) => ({ ...candidate, epsilon: candidate.epsilon * unit })),
    sequences: side.sequences.map((sequence) => ({
      ...sequence,
      start: place(sequence.start),
      end: place(sequence.end),
      maximum: sequence.maximum * unit,
    })),
  });
  return {
    pass: window.pass,
    start: pointOf[window.start],
    end: pointOf[window.end],
    points: window.points,
    mean: window.mean * unit,
    sd: window.sd * unit,
    floor: window.floor * unit,
    high: inUnit(window.high),
    low: window.low && inUnit(window.low),
  };
}
