import type { AnomalousSequence, Detection, HeldBack } from '../detection';
import { pointAt } from '../interval';
import { type Series, isGap, stepOf } from '../series';
import type { SettingBounds } from '../settings';
import { type Direction, assess } from './severity';

/** Rules that decide which of the detector's sequences are reported. A change needs no new detection. */
export interface ReportRules {
  /** The side of the reconstruction on which a sequence's farthest point must lie. */
  readonly direction: Direction | 'both';
  /** Least |value − reconstruction| at the farthest point, in the series' own unit. */
  readonly leastDeviation: number;
  /** Least judged points in a sequence. */
  readonly leastLength: number;
  /** Least consecutive points with a score at or over the threshold, like an alert rule's "for". 0: off. */
  readonly persistence: number;
  /**
   * Sequences with at most this many points between them are merged. 0: off; the detector itself merges sequences within a
   * window of each other.
   */
  readonly mergeWithin: number;
}

/** Defaults and bounds. By default all sequences are reported. A step of 0 allows any number. */
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
 * Applies the rules to a verdict: merges near sequences, then holds back those that break a rule. Arrays stay as they are.
 * Applying the same rules again changes nothing.
 */
export function reported(detection: Detection, series: Series, rules: ReportRules): Detection {
  const merged = mergeNear(detection, series, rules.mergeWithin);
  const kept = merged.filter((sequence) => isReported(detection, series, sequence, rules));
  return kept.length === detection.sequences.length && kept.every((one, index) => one === detection.sequences[index])
    ? detection
    : { ...detection, sequences: kept, heldBack: heldBackBeside(merged, kept, detection.heldBack ?? []) };
}

/** What the rules hold back, and what was held back before outside of all sequences, in order of time. */
function heldBackBeside(
  merged: readonly AnomalousSequence[],
  kept: readonly AnomalousSequence[],
  before: readonly HeldBack[]
): HeldBack[] {
  const byRule = merged
    .filter((sequence) => !kept.includes(sequence))
    .map((sequence): HeldBack => ({ ...sequence, reason: 'rule' }));
  const outside = before.filter((one) => !merged.some(({ from, to }) => from <= one.from && one.to <= to));
  return [...byRule, ...outside].sort((a, b) => a.from - b.from);
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
    // Negated, so that a deviation of NaN passes.
    !(found.deviation < leastDeviation) &&
    (leastLength <= 1 || found.points >= leastLength) &&
    found.persistence >= persistence
  );
}

/** Merges in order of time. Sequences with missing samples between them are not merged. */
function mergeNear(
  { sequences, smoothedError, score }: Detection,
  { times, values }: Series,
  within: number
): readonly AnomalousSequence[] {
  if (within <= 0 || sequences.length < 2) {
    return sequences;
  }
  const step = stepOf({ times, values });
  const merged: AnomalousSequence[] = [];
  for (const sequence of sequences) {
    const last = merged[merged.length - 1];
    if (last && areNear(last, sequence)) {
      merged[merged.length - 1] = mergedPair(last, sequence, ({ peak }) => score[pointAt(times, peak)]);
    } else {
      merged.push(sequence);
    }
  }
  return merged;

  function areNear(last: AnomalousSequence, next: AnomalousSequence): boolean {
    let between = 0;
    let previous = pointAt(times, last.to);
    const following = pointAt(times, next.from);
    for (let row = previous + 1; row <= following; row++) {
      if (!Number.isFinite(values[row])) {
        continue;
      }
      const isMissing = !Number.isFinite(smoothedError[row]) || isGap(times[row] - times[previous], step);
      if (isMissing || (row < following && ++between > within)) {
        return false;
      }
      previous = row;
    }
    return true;
  }
}

/** Takes the greater of both peaks, and the search that found it. */
function mergedPair(
  first: AnomalousSequence,
  second: AnomalousSequence,
  scoreOf: (sequence: AnomalousSequence) => number
): AnomalousSequence {
  const severer = scoreOf(second) > scoreOf(first) ? second : first;
  return { ...severer, from: first.from, to: second.to, score: Math.max(first.score, second.score) };
}
