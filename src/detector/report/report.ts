import type { AnomalousSequence, Detection, HeldBack } from '../detection';
import { type Series, isGap, stepOf } from '../series';
import type { SettingBounds } from '../settings';
import { type Direction, assess } from './severity';

/** Which of the detector's sequences are reported. Nothing here is computed by the network: a change costs no detection. */
export interface ReportRules {
  /** Only sequences whose farthest point lies on this side of the reconstruction. */
  readonly direction: Direction | 'both';
  /** Least |value − reconstruction| at the farthest point, the series' own unit. */
  readonly leastDeviation: number;
  /** Least judged points in a sequence. */
  readonly leastLength: number;
  /** Least consecutive points with a smoothed error at or over the threshold: an alert rule's "for". 0 asks for none. */
  readonly persistence: number;
  /**
   * Sequences with at most so many points between them are one. Those within a window of each other the detector has
   * joined already; 0 adds nothing to that.
   */
  readonly mergeWithin: number;
}

/**
 * Defaults and bounds. By default all is reported that was detected. A step of 0 stands for any number.
 */
export const REPORT_BOUNDS = {
  leastDeviation: { default: 0, min: 0, max: 1e18, step: 0, unit: '' },
  leastLength: { default: 1, min: 1, max: 10_000, step: 1, unit: 'points' },
  persistence: { default: 0, min: 0, max: 10_000, step: 1, unit: 'points' },
  mergeWithin: { default: 0, min: 0, max: 10_000, step: 1, unit: 'points' },
} as const satisfies Record<Exclude<keyof ReportRules, 'direction'>, SettingBounds>;

export const DEFAULT_REPORT_RULES: ReportRules = {
  direction: 'both',
  leastDeviation: REPORT_BOUNDS.leastDeviation.default,
  leastLength: REPORT_BOUNDS.leastLength.default,
  persistence: REPORT_BOUNDS.persistence.default,
  mergeWithin: REPORT_BOUNDS.mergeWithin.default,
};

/**
 * Applies the rules to a verdict: near sequences are merged, then those that fall short are held back. Arrays stay as
 * they are. Applying the same rules again changes nothing.
 */
export function reported(detection: Detection, series: Series, rules: ReportRules): Detection {
  const merged = mergeNear(detection, series, rules.mergeWithin);
  const kept = merged.filter((sequence) => isReported(detection, series, sequence, rules));
  return kept.length === detection.sequences.length && kept.every((one, index) => one === detection.sequences[index])
    ? detection
    : { ...detection, sequences: kept, heldBack: heldBackBeside(merged, kept, detection.heldBack ?? []) };
}

/** What the rules hold back, and what was held back before and lies in none of the sequences, in order of time. */
function heldBackBeside(
  merged: readonly AnomalousSequence[],
  kept: readonly AnomalousSequence[],
  before: readonly HeldBack[]
): HeldBack[] {
  const byRule = merged
    .filter((sequence) => !kept.includes(sequence))
    .map((sequence): HeldBack => ({ ...sequence, reason: 'rule' }));
  const outside = before.filter(
    (one) => !merged.some(({ startTime, endTime }) => startTime <= one.startTime && one.endTime <= endTime)
  );
  return [...byRule, ...outside].sort((a, b) => a.startTime - b.startTime);
}

function isReported(
  detection: Detection,
  series: Series,
  sequence: AnomalousSequence,
  { direction, leastDeviation, leastLength, persistence }: ReportRules
): boolean {
  const found = assess(series, detection, sequence);
  return (
    (direction === 'both' || found.direction === direction) &&
    // Written so that a deviation that is no number falls short of none.
    !(found.deviation < leastDeviation) &&
    (leastLength <= 1 || found.points >= leastLength) &&
    found.persistence >= persistence
  );
}

/** Merges in order of time. Samples that are missing between two sequences keep them apart, however near they are. */
function mergeNear(
  { sequences, smoothedError }: Detection,
  series: Series,
  within: number
): readonly AnomalousSequence[] {
  if (within <= 0 || sequences.length < 2) {
    return sequences;
  }
  const step = stepOf(series);
  const merged: AnomalousSequence[] = [];
  for (const sequence of sequences) {
    const last = merged[merged.length - 1];
    if (last && areNear(last, sequence)) {
      merged[merged.length - 1] = joined(last, sequence, smoothedError);
    } else {
      merged.push(sequence);
    }
  }
  return merged;

  function areNear(last: AnomalousSequence, next: AnomalousSequence): boolean {
    let between = 0;
    let previous = last.end;
    for (let row = last.end + 1; row <= next.start; row++) {
      if (!Number.isFinite(series.values[row])) {
        continue;
      }
      const isMissing = !Number.isFinite(smoothedError[row]) || isGap(series.times[row] - series.times[previous], step);
      if (isMissing || (row < next.start && ++between > within)) {
        return false;
      }
      previous = row;
    }
    return true;
  }
}

/** The greater of both peaks stands for the whole, with the search that found it. */
function joined(first: AnomalousSequence, second: AnomalousSequence, smoothedError: Float64Array): AnomalousSequence {
  const { peak, pass, decidedBy } = smoothedError[second.peak] > smoothedError[first.peak] ? second : first;
  const { start, startTime } = first;
  const { end, endTime } = second;
  return { start, startTime, end, endTime, peak, pass, decidedBy, score: Math.max(first.score, second.score) };
}
