import { isSparse, usualBurst } from './bursts';
import { noiseFloor } from './floor';
import { gather } from './gather';
import type { Grid, Segment } from './grid';
import { joinNear } from './join';
import { errorWeights, usualErrors } from './localNoise';
import { moments } from './moments';
import { judgeInPasses } from './passes';
import type { Reconstruction } from './reconstruct';
import { strictnessOf, type DetectorSettings, type ThresholdSettings } from './settings';
import { judgeInSlidingWindows } from './slidingWindows';
import { settleStart, smooth } from './smooth';
import type { Verdict } from './verdict';
import type { WindowLayout } from './windows';

/** The verdict on a series' residuals; only observed slots take part. */
export interface JudgedResiduals {
  /** Smoothed error of each slot, scaled units; carried on over gaps. */
  readonly smoothed: Float64Array;
  /** The same of errors as they count, which is what the threshold was found for. */
  readonly counted: Float64Array;
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
  layout: WindowLayout,
  reconstruction: Pick<Reconstruction, 'values' | 'recollection' | 'elsewhere'>,
  settings: DetectorSettings,
  threshold: ThresholdSettings
): JudgedResiduals {
  const { span, smoothing, errorBuffer } = settings;
  const { errorWindow, passes, joinWithin } = threshold;
  const { floor: strength, pruning } = strictnessOf(settings);
  const residuals = values.map((value, slot) => (grid.observed[slot] ? value - reconstruction.values[slot] : NaN));
  const smoothed = smooth(residuals.map(Math.abs), grid.segments, span, smoothing);
  const slots = observedSlots(grid);
  const sparse = isSparse(gather(residuals, slots).map(Math.abs));
  const weights =
    errorWindow === 'whole' && !sparse ? weightsOf(grid, residuals, layout, reconstruction, threshold) : null;
  const counted = weights ? residuals.map((residual, slot) => residual * weights[slot]) : residuals;
  const smoothedCounted = weights ? smooth(counted.map(Math.abs), grid.segments, span, smoothing) : smoothed;
  const positions = positionsOf(slots, grid.segments, Math.max(errorBuffer, joinWithin * layout.size));
  const errors = gather(smoothedCounted, slots);
  const judgedValues = gather(values, slots);
  const smoothSurrogate = (surrogate: Float64Array) =>
    smooth(surrogate, [{ start: 0, end: surrogate.length }], span, smoothing);
  const noise = () => (sparse ? usualBurst(errors) : noiseFloor(counted, smoothSurrogate));
  const floor = strength > 0 ? strength * noise() : 0;
  const windowSettings = { ...threshold, errorBuffer, pruning };
  const unsettled = unsettledSlots(grid, span, smoothing === 'causal');
  const joined = (verdict: Verdict): Verdict => ({
    ...verdict,
    sequences: joinNear(verdict.sequences, positions, joinWithin * layout.size),
  });
  if (errorWindow === 'whole') {
    const verdict = judgeInPasses(errors, judgedValues, positions, passes, span + errorBuffer, windowSettings, floor);
    return {
      smoothed,
      counted: smoothedCounted,
      slots,
      verdict: joined({ ...verdict, threshold: uncounted(verdict.threshold, errors, gather(smoothed, slots)) }),
      unsettled,
    };
  }
  const settled = settleStart(errors, errorWindow.warmUp, (head) => moments(head).mean);
  settled.forEach((error, k) => (smoothed[slots[k]] = error));
  const verdict = judgeInSlidingWindows(settled, judgedValues, positions, errorWindow, windowSettings, floor);
  return { smoothed, counted: smoothed, slots, verdict: joined(verdict), unsettled };
}

/** What each slot's error counts for; null where all count alike. */
function weightsOf(
  { segments }: Grid,
  residuals: Float64Array,
  layout: WindowLayout,
  { recollection, elsewhere }: Pick<Reconstruction, 'recollection' | 'elsewhere'>,
  { localNoise }: ThresholdSettings
): Float64Array | null {
  return recollection && localNoise > 0
    ? errorWeights(usualErrors(residuals.map(Math.abs), segments, layout, recollection, elsewhere?.errors), localNoise)
    : null;
}

/**
 * The threshold that the plain smoothed error passes where the counted one passes epsilon: it rises where recall is
 * usually inexact.
 */
function uncounted(threshold: Float64Array, counted: Float64Array, plain: Float64Array): Float64Array {
  return threshold.map((epsilon, k) => (counted[k] > 0 ? epsilon * (plain[k] / counted[k]) : epsilon));
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
