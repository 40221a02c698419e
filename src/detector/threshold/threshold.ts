import { gather, indicesWhere } from '../arithmetic/gather';
import { moments, spreadOf } from '../arithmetic/statistics';
import type { Grid } from '../grid/grid';
import type { ScaledSeries } from '../grid/gridAndScale';
import { countedResidual } from '../grid/scale';
import type { Run, Segment, Slot, Slots } from '../grid/slot';
import type { WindowLayout } from '../grid/windows';
import { strictnessOf, type DetectorSettings, type SlidingErrorWindow, type ThresholdSettings } from '../settings';
import { countErrors, type CountedErrors, type ResidualInput, type Residuals } from './countedErrors';
import { flatlines, withFlatlines } from './flatline';
import {
  judgeInPasses,
  type ErrorVerdict,
  type ThresholdSearch,
  judgeInSlidingWindows,
  inSlots,
  type Verdict,
} from './search';
import { dilate, mergeNear } from './runs';
import { settleStart, smooth } from './smooth';

/** The verdict on a series' residuals. Only observed slots take part. */
export interface JudgedResiduals extends Pick<CountedErrors, 'smoothed' | 'counted'> {
  /** The observed slots. */
  readonly slots: Slots;
  readonly verdict: Verdict;
  /** 1 for a slot that was smoothed over fewer points than the span. */
  readonly unsettled: Uint8Array;
  /** Where windows of two regimes may overlap, from {@link regimeBoundaries}. Empty in sliding error windows. */
  readonly boundaries: readonly Run[];
  /** Residuals of single slots, from which an incident's bounds are found. */
  readonly residuals: Residuals;
}

/**
 * Residual, smoothing, threshold (Hundman et al. 2018, sections 3.2 and 3.3; docs/detector.md).
 *
 * All segments share one population of errors. No mean and no sequence crosses the gap between two segments.
 *
 * @param reconstruction scaled values, one per slot
 */
export function judgeResiduals(
  { grid, unclipped: values, scale }: Pick<ScaledSeries, 'grid' | 'unclipped' | 'scale'>,
  layout: WindowLayout,
  reconstruction: ResidualInput['reconstruction'],
  settings: DetectorSettings,
  threshold: ThresholdSettings
): JudgedResiduals {
  const slots = indicesWhere(grid.observed.length, (slot) => grid.observed[slot] === 1);
  const input: ResidualInput = { grid, slots, values, layout, reconstruction, settings, threshold };
  const errors = countErrors(input);

  const { span, smoothing, errorBuffer } = settings;
  const { floor, pruning } = strictnessOf(settings);
  const mergeWithin = threshold.joinWithin * layout.size;
  const positions = positionsOf(slots, grid.segments, Math.max(errorBuffer, mergeWithin));
  const search = { floor: floor * errors.noise, settings: { ...threshold, errorBuffer, pruning } };
  const verdictOf = (found: ErrorVerdict): Verdict =>
    inSlots({ ...found, sequences: mergeNear(found.sequences, positions, mergeWithin) }, slots, values.length);
  const { errorWindow } = threshold;
  return {
    ...(errorWindow === 'whole'
      ? judgeWhole(input, errors, positions, search, verdictOf)
      : judgeSliding(input, errors, positions, { ...search, sliding: errorWindow }, verdictOf)),
    counted: errors.counted,
    slots,
    unsettled: unsettledSlots(grid, span, smoothing === 'causal'),
    residuals: { ...errors.residuals, unit: scale.halfRange },
  };
}

type Search = Pick<JudgedResiduals, 'verdict' | 'smoothed' | 'boundaries'>;

/** One error window as long as the series, searched in passes. Then the boundaries of regimes, and flatlines. */
function judgeWhole(
  input: ResidualInput,
  { smoothed, counted, ceiling, noise }: CountedErrors,
  positions: Float64Array,
  search: ThresholdSearch,
  verdictOf: (found: ErrorVerdict) => Verdict
): Search {
  const { grid, slots, values, layout, settings, threshold } = input;
  const { sd, range } = spreadOf(gather(values, slots));
  // If nine tenths of the values are equal, their range is 0. The scale then comes from the other values.
  const spread = { sd: Math.max(sd, 1), range: Math.max(range, 2) };
  const shoulder = settings.span + settings.errorBuffer;
  const found = judgeInPasses(gather(counted, slots), positions, {
    ...search,
    spread,
    passes: threshold.passes,
    shoulder,
  });
  const verdict = verdictOf(found);
  const drawn = drawnThreshold(verdict.threshold, counted, smoothed);
  const bar = Math.max(noise, threshold.relativeGuard * spread.range);
  const boundaries = regimeBoundaries(input, ceiling, positions, (slot) => Math.min(drawn[slot], bar));
  const flat = flatlines(values, grid, layout.size);
  return { ...withFlatlines({ ...verdict, threshold: drawn }, smoothed, flat), boundaries };
}

/** telemanom's sliding error windows. Writes the settled start into `smoothed`. */
function judgeSliding(
  { slots, values }: ResidualInput,
  { smoothed, counted }: CountedErrors,
  positions: Float64Array,
  search: ThresholdSearch & { readonly sliding: SlidingErrorWindow },
  verdictOf: (found: ErrorVerdict) => Verdict
): Search {
  const settled = settleStart(gather(counted, slots), search.sliding.warmUp, (head) => moments(head).mean);
  settled.forEach((error, rank) => (smoothed[slots[rank]] = error));
  const found = judgeInSlidingWindows(settled, positions, { ...search, values: gather(values, slots) });
  return { verdict: verdictOf(found), smoothed, boundaries: [] };
}

/**
 * The threshold for the smoothed error as drawn: the drawn error reaches it exactly if the counted error reaches epsilon.
 * It is higher at slots where recall is usually inexact.
 */
function drawnThreshold(threshold: Float64Array, counted: Float64Array, drawn: Float64Array): Float64Array {
  return threshold.map((epsilon, slot) => (counted[slot] > 0 ? epsilon * (drawn[slot] / counted[slot]) : epsilon));
}

/** Ranks, with a jump between segments that is longer than `reach`, so neither dilation nor merging crosses it. */
export function positionsOf(slots: Slots, segments: readonly Segment[], reach: number): Float64Array {
  let segment = 0;
  const positions = new Float64Array(slots.length);
  for (let rank = 0; rank < slots.length; rank++) {
    while (slots[rank] >= segments[segment].end) {
      segment++;
    }
    positions[rank] = rank + segment * (Math.ceil(reach) + 1);
  }
  return positions;
}

/**
 * Slots smoothed over fewer observed points than the span: the first slots of a segment if the smoothing is causal, and
 * all slots of a segment that is shorter than the span.
 */
function unsettledSlots({ segments, observed }: Grid, span: number, isCausal: boolean): Uint8Array {
  const unsettled = new Uint8Array(observed.length);
  for (const { start, end } of segments) {
    let seen = 0;
    let slot = start;
    for (; slot < end && seen < span - 1; slot++) {
      seen += observed[slot];
    }
    const isShort = slot === end && seen < span;
    if (isCausal || isShort) {
      unsettled.fill(1, start, isShort ? end : slot);
    }
  }
  return unsettled;
}

/** A run reaches this share of a window to both sides of its peak, at most. */
const REACH_SHARE = 1 / 8;

/**
 * Runs that are over the threshold only if all windows over a slot weigh the same, as windows of two regimes do where the
 * regimes meet. Change points are searched for among them.
 *
 * @param ceiling the greatest residual that noise reaches
 * @param positions one per observed slot
 * @param leastAt the smoothed error that a slot must reach
 * @returns runs around the greatest error of each stretch over the threshold, in order
 */
function regimeBoundaries(
  { grid: { observed, segments }, slots, values, layout, reconstruction: { unweighted }, settings }: ResidualInput,
  ceiling: number,
  positions: Float64Array,
  leastAt: (slot: Slot) => number
): Run[] {
  const residuals = values.map((value, slot) =>
    observed[slot] ? Math.abs(countedResidual(value - unweighted[slot], ceiling)) : NaN
  );
  const errors = smooth(residuals, segments, settings.span, settings.smoothing);
  const over = indicesWhere(slots.length, (rank) => errors[slots[rank]] >= leastAt(slots[rank]));
  const runs = dilate(over, positions, settings.errorBuffer);
  const reach = Math.floor(REACH_SHARE * layout.size);
  return Array.from({ length: runs.length / 2 }, (_, r) => {
    const [start, end] = [runs[2 * r], runs[2 * r + 1]];
    let peak = start;
    for (let rank = start; rank <= end; rank++) {
      peak = errors[slots[rank]] > errors[slots[peak]] ? rank : peak;
    }
    return { first: slots[Math.max(start, peak - reach)], last: slots[Math.min(end, peak + reach)] };
  });
}
