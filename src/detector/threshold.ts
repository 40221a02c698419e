import { noiseFloor } from './floor';
import { gather } from './gather';
import type { Grid, Segment } from './grid';
import { joinNear } from './join';
import { moments } from './moments';
import { judgeInPasses } from './passes';
import type { DetectorSettings, MethodSettings } from './settings';
import { judgeInSlidingWindows } from './slidingWindows';
import { settleStart, smooth } from './smooth';
import type { Verdict } from './verdict';

/** The verdict on a series' residuals; only observed slots take part. */
export interface JudgedResiduals {
  /** Smoothed error of each slot, scaled units; carried on over gaps. */
  readonly smoothed: Float64Array;
  /** The observed slots in order: what the verdict's indices stand for. */
  readonly slots: Int32Array;
  readonly verdict: Verdict;
  /** 1 for a slot whose smoothing has seen fewer points than its span. */
  readonly unsettled: Uint8Array;
}

/**
 * Residual, smoothing, threshold (docs/detector.md).
 *
 * All segments share one population of errors, but no mean and no sequence reaches across the gap between them.
 *
 * @param values scaled values, one a slot
 * @param reconstruction scaled, one a slot
 */
export function judgeResiduals(
  grid: Grid,
  values: Float64Array,
  reconstruction: Float64Array,
  settings: DetectorSettings,
  method: MethodSettings
): JudgedResiduals {
  const { span, errorBuffer, pruning, windowSize } = settings;
  const { errorWindow, passes, floor: strength, joinWithin } = method.threshold;
  const residuals = values.map((value, slot) => (grid.observed[slot] ? value - reconstruction[slot] : NaN));
  const smoothed = smooth(residuals.map(Math.abs), grid.segments, span, method.smoothing);
  const slots = observedSlots(grid);
  const positions = positionsOf(slots, grid.segments, Math.max(errorBuffer, joinWithin * windowSize));
  const errors = gather(smoothed, slots);
  const judgedValues = gather(values, slots);
  const floor =
    strength > 0
      ? strength *
        noiseFloor(residuals, (surrogate) =>
          smooth(surrogate, [{ start: 0, end: surrogate.length }], span, method.smoothing)
        )
      : 0;
  const windowSettings = { ...method.threshold, errorBuffer, pruning };
  const unsettled = unsettledSlots(grid, span, method.smoothing === 'causal');
  const joined = (verdict: Verdict): Verdict => ({
    ...verdict,
    sequences: joinNear(verdict.sequences, positions, joinWithin * windowSize),
  });
  if (errorWindow === 'whole') {
    const verdict = judgeInPasses(errors, judgedValues, positions, passes, span + errorBuffer, windowSettings, floor);
    return { smoothed, slots, verdict: joined(verdict), unsettled };
  }
  const settled = settleStart(errors, errorWindow.warmUp, (head) => moments(head).mean);
  settled.forEach((error, k) => (smoothed[slots[k]] = error));
  const verdict = judgeInSlidingWindows(settled, judgedValues, positions, errorWindow, windowSettings, floor);
  return { smoothed, slots, verdict: joined(verdict), unsettled };
}

function observedSlots({ observed }: Grid): Int32Array {
  const slots: number[] = [];
  for (let slot = 0; slot < observed.length; slot++) {
    if (observed[slot]) {
      slots.push(slot);
    }
  }
  return Int32Array.from(slots);
}

/** Consecutive numbers, but for a leap from segment to segment that neither widening nor joining reaches across. */
function positionsOf(slots: Int32Array, segments: readonly Segment[], reach: number): Float64Array {
  let segment = 0;
  const positions = new Float64Array(slots.length);
  for (let k = 0; k < slots.length; k++) {
    while (slots[k] >= segments[segment].end) {
      segment++;
    }
    positions[k] = k + segment * (Math.ceil(reach) + 1);
  }
  return positions;
}

/**
 * Slots smoothed over fewer observed points than the span: the first ones of a segment where the mean looks back only,
 * all of a segment that is shorter than the span where it looks both ways.
 */
function unsettledSlots({ segments, observed }: Grid, span: number, causal: boolean): Uint8Array {
  const unsettled = new Uint8Array(observed.length);
  for (const { start, end } of segments) {
    let seen = 0;
    let slot = start;
    for (; slot < end && seen < span - 1; slot++) {
      seen += observed[slot];
    }
    const whole = slot === end && seen < span;
    if (causal || whole) {
      unsettled.fill(1, start, whole ? end : slot);
    }
  }
  return unsettled;
}
