import type { Residuals } from './bounds';
import { isIntermittent, usualBurst } from './intermittency';
import { type Flatline, flatlines } from './flatline';
import { noiseFloor } from './noiseFloor';
import { blocksOf, noiseCeiling, restless } from './noiseCeiling';
import { countedResidual } from '../grid/scale';
import { filtered, gather, indicesWhere } from '../arithmetic/gather';
import type { Grid, Segment } from '../grid/grid';
import type { ScaledSeries } from '../grid/gridAndScale';
import { mergeNear } from './merge';
import { errorWeights, usualErrors } from './localNoise';
import { moments } from '../arithmetic/moments';
import { judgeInPasses } from './passes';
import type { Reconstruction } from '../reconstruct/reconstruct';
import { strictnessOf, type DetectorSettings, type ThresholdSettings } from '../settings';
import { judgeInSlidingWindows } from './slidingWindows';
import { spreadOf } from '../arithmetic/spread';
import { settleStart, smooth } from './smooth';
import type { ScoredRun, Verdict } from './verdict';
import { dilate } from './dilate';
import type { WindowLayout } from '../grid/windows';

/** Residuals up to this are none, in scaled units. */
const CALM = 0.002;

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
  /** Runs that only windows which count alike draw anomalous: where two regimes meet, for one. Indices as the verdict's. */
  readonly overlaps: readonly ScoredRun[];
  /** What single residuals are held against to find where an incident begins and ends. */
  readonly residuals: Residuals;
}

/**
 * Residual, smoothing, threshold (docs/detector.md).
 *
 * All segments share one population of errors, but no mean and no sequence reaches across the gap between them.
 *
 * @param reconstruction scaled, one a slot
 */
export function judgeResiduals(
  { grid, whole: values, scale }: Pick<ScaledSeries, 'grid' | 'whole' | 'scale'>,
  layout: WindowLayout,
  reconstruction: Pick<Reconstruction, 'values' | 'unweighted' | 'neighbours' | 'elsewhere'>,
  settings: DetectorSettings,
  threshold: ThresholdSettings
): JudgedResiduals {
  const { span, smoothing, errorBuffer } = settings;
  const { errorWindow, passes, joinWithin } = threshold;
  const { floor: strength, pruning } = strictnessOf(settings);
  const slots = observedSlots(grid);
  const { smoothed, counted, ceiling, noise, ...found } = countErrors(
    grid,
    slots,
    values,
    layout,
    reconstruction,
    settings,
    threshold
  );
  const residuals = { ...found.residuals, unit: scale.halfRange };
  const positions = positionsOf(slots, grid.segments, Math.max(errorBuffer, joinWithin * layout.size));
  const errors = gather(counted, slots);
  const floor = strength * noise;
  const windowSettings = { ...threshold, errorBuffer, pruning };
  const unsettled = unsettledSlots(grid, span, smoothing === 'causal');
  const joined = (verdict: Verdict): Verdict => ({
    ...verdict,
    sequences: mergeNear(verdict.sequences, positions, joinWithin * layout.size),
  });
  if (errorWindow === 'whole') {
    const { sd, range } = spreadOf(gather(values, slots));
    // Where nine tenths of the values are the same, their range is that of the others: the scale's.
    const spread = { sd: Math.max(sd, 1), range: Math.max(range, 2) };
    const verdict = judgeInPasses(errors, spread, positions, passes, span + errorBuffer, windowSettings, floor);
    const drawn = uncounted(verdict.threshold, errors, gather(smoothed, slots));
    const overlapErrors = smoothedOverlaps(grid, slots, values, reconstruction.unweighted, ceiling, settings);
    const bar = Math.max(noise, threshold.relativeGuard * spread.range);
    const over = indicesWhere(slots.length, (k) => overlapErrors[k] >= Math.min(drawn[k], bar));
    const overlaps = peaksOf(over, overlapErrors, positions, errorBuffer, Math.floor(layout.size / 8));
    const found = joined({ ...verdict, threshold: drawn });
    const flat = withFlatlines(found, smoothed, slots, flatlines(values, grid, layout.size));
    return { smoothed: flat.smoothed, counted, slots, verdict: flat.verdict, overlaps, unsettled, residuals };
  }
  const settled = settleStart(errors, errorWindow.warmUp, (head) => moments(head).mean);
  settled.forEach((error, k) => (smoothed[slots[k]] = error));
  const judgedValues = gather(values, slots);
  const verdict = judgeInSlidingWindows(settled, judgedValues, positions, errorWindow, windowSettings, floor);
  return { smoothed, counted: smoothed, slots, verdict: joined(verdict), overlaps: [], unsettled, residuals };
}

/** Errors as they are drawn and as they count, and the noise in them. */
interface CountedErrors extends Pick<JudgedResiduals, 'smoothed' | 'counted' | 'residuals'> {
  /** The greatest residual that noise reaches. */
  readonly ceiling: number;
  /** The greatest smoothed error, as it counts, that noise reaches. */
  readonly noise: number;
}

function countErrors(
  grid: Grid,
  slots: Int32Array,
  values: Float64Array,
  layout: WindowLayout,
  reconstruction: Pick<Reconstruction, 'values' | 'neighbours' | 'elsewhere'>,
  { span, smoothing }: DetectorSettings,
  { errorWindow, localNoise }: ThresholdSettings
): CountedErrors {
  const signed = values.map((value, slot) => (grid.observed[slot] ? value - reconstruction.values[slot] : NaN));
  const ceiling = noiseCeiling(gather(signed, slots).map(Math.abs), slots, grid, layout.size, CALM);
  const residuals = signed.map((residual) => countedResidual(residual, ceiling));
  const smoothed = smooth(residuals.map(Math.abs), grid.segments, span, smoothing);
  const atWork = slotsAtWork(grid, slots, smoothed, layout.size);
  const sparse = isIntermittent(gather(residuals, atWork).map(Math.abs));
  const usualSizes = usualSizesOf(grid, residuals, layout, reconstruction);
  const weights =
    errorWindow === 'whole' && !sparse && usualSizes
      ? errorWeights(usualSizes, gather(usualSizes, atWork), localNoise)
      : null;
  // In place: of a long series each array more is felt.
  weights?.forEach((weight, slot) => (residuals[slot] *= weight));
  const counted = weights ? smooth(residuals.map(Math.abs), grid.segments, span, smoothing) : smoothed;
  const smoothSurrogate = (surrogate: Float64Array) =>
    smooth(surrogate, [{ start: 0, end: surrogate.length }], span, smoothing);
  const noise = sparse ? usualBurst(gather(counted, slots)) : noiseFloor(gather(residuals, atWork), smoothSurrogate);
  const usual = usualSizes ?? new Float64Array(signed.length);
  return { smoothed, counted, residuals: { signed, usual }, ceiling, noise };
}

/** The observed slots without those of calm blocks, unless all are calm. */
function slotsAtWork(grid: Grid, slots: Int32Array, smoothed: Float64Array, size: number): Int32Array {
  const isRestless = restless(gather(smoothed, slots), blocksOf(slots, grid, size), CALM);
  return isRestless.includes(1) ? filtered(slots, (_, k) => isRestless[k] === 1) : slots;
}

/** Smoothed errors of the observed slots if windows over a slot count alike. */
function smoothedOverlaps(
  { observed, segments }: Grid,
  slots: Int32Array,
  values: Float64Array,
  unweighted: Float64Array,
  ceiling: number,
  { span, smoothing }: DetectorSettings
): Float64Array {
  const sizes = values.map((value, slot) =>
    observed[slot] ? Math.abs(countedResidual(value - unweighted[slot], ceiling)) : NaN
  );
  return gather(smooth(sizes, segments, span, smoothing), slots);
}

/**
 * Adds flatlines to the sequences. The error that is drawn there says how many times as long as is allowed the series stood
 * still, in thresholds.
 */
function withFlatlines(
  verdict: Verdict,
  smoothed: Float64Array,
  slots: Int32Array,
  found: readonly Flatline[]
): { verdict: Verdict; smoothed: Float64Array } {
  if (found.length === 0) {
    return { verdict, smoothed };
  }
  const raised = smoothed.slice();
  const runs = found.map(({ first, last, ratio }): ScoredRun => {
    const start = slots.findIndex((slot) => slot >= first);
    const end = start + last - first;
    for (let k = start; k <= end; k++) {
      raised[slots[k]] = Math.max(raised[slots[k]], ratio * verdict.threshold[k]);
    }
    return { start, end, score: ratio };
  });
  const others = verdict.sequences.filter(
    ({ start, end }) => !runs.some((run) => run.start <= end && start <= run.end)
  );
  const sequences = [...others, ...runs].sort((a, b) => a.start - b.start);
  return { verdict: { ...verdict, sequences, flatlines: runs }, smoothed: raised };
}

/** Around the greatest error of each run of errors that are over. */
function peaksOf(
  over: Int32Array,
  errors: Float64Array,
  positions: Float64Array,
  buffer: number,
  reach: number
): ScoredRun[] {
  const runs = dilate(over, positions, buffer);
  return Array.from({ length: runs.length / 2 }, (_, r) => {
    let peak = runs[2 * r];
    for (let k = peak; k <= runs[2 * r + 1]; k++) {
      peak = errors[k] > errors[peak] ? k : peak;
    }
    return { start: Math.max(runs[2 * r], peak - reach), end: Math.min(runs[2 * r + 1], peak + reach), score: 0 };
  });
}

/** How large residuals usually are at each slot; null without memory. */
function usualSizesOf(
  { segments }: Grid,
  residuals: Float64Array,
  layout: WindowLayout,
  { neighbours, elsewhere }: Pick<Reconstruction, 'neighbours' | 'elsewhere'>
): Float64Array | null {
  return neighbours && usualErrors(residuals.map(Math.abs), segments, layout, neighbours, elsewhere?.errors);
}

/**
 * The threshold that the plain smoothed error passes where the counted one passes epsilon: it rises where recall is
 * usually inexact.
 */
function uncounted(threshold: Float64Array, counted: Float64Array, plain: Float64Array): Float64Array {
  return threshold.map((epsilon, k) => (counted[k] > 0 ? epsilon * (plain[k] / counted[k]) : epsilon));
}

function observedSlots({ observed }: Grid): Int32Array {
  return indicesWhere(observed.length, (slot) => observed[slot] === 1);
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
