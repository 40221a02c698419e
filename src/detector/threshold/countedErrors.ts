import { filtered, gather } from '../arithmetic/gather';
import { quantiles } from '../arithmetic/statistics';
import type { Grid } from '../grid/grid';
import { countedResidual } from '../grid/scale';
import type { Segment, Slots } from '../grid/slot';
import type { WindowLayout } from '../grid/windows';
import type { Neighbours } from '../memory/nearestNeighbours';
import type { Reconstruction } from '../reconstruct/reconstruct';
import type { DetectorSettings, ThresholdSettings } from '../settings';
import { activeErrors, blocksOf, isIntermittent, noiseCeiling, noiseFloor, typicalPeak } from './noise';
import { smooth } from './smooth';

/** Residuals up to this count as zero, in scaled units. */
const CALM = 0.002;

/** A scaled series with its reconstruction, and the settings by which its residuals are judged. */
export interface ResidualInput {
  readonly grid: Grid;
  /** The observed slots. */
  readonly slots: Slots;
  /** Scaled values, one per slot. */
  readonly values: Float64Array;
  readonly layout: WindowLayout;
  readonly reconstruction: Pick<Reconstruction, 'values' | 'unweighted' | 'neighbours' | 'elsewhere'>;
  readonly settings: DetectorSettings;
  readonly threshold: ThresholdSettings;
}

/** The residuals of a series, and what they are compared with. */
export interface Residuals {
  /** Scaled, one per slot; NaN if the slot was not observed. */
  readonly signed: Float64Array;
  /** Usual size of the residual, one per slot. */
  readonly usual: Float64Array;
  /** One scaled unit in the series' own unit; default 1. */
  readonly unit?: number;
}

/** Errors in scaled units, and the noise in them. */
export interface CountedErrors {
  /** Smoothed error of each slot, as drawn. Gaps carry the last mean on. */
  readonly smoothed: Float64Array;
  /** Smoothed error of each slot, weighted by local noise. The threshold is found for these. */
  readonly counted: Float64Array;
  readonly residuals: Pick<Residuals, 'signed' | 'usual'>;
  /** The greatest residual that noise reaches. */
  readonly ceiling: number;
  /** The greatest counted error that noise reaches. */
  readonly noise: number;
}

/** Residuals, smoothed and weighted by local noise. */
export function countErrors(input: ResidualInput): CountedErrors {
  const { grid, slots, values, layout, reconstruction, settings, threshold } = input;
  const { neighbours, elsewhere } = reconstruction;
  const smoothed = (errors: Float64Array, segments: ReadonlyArray<Pick<Segment, 'start' | 'end'>> = grid.segments) =>
    smooth(errors, segments, settings.span, settings.smoothing);

  const signed = values.map((value, slot) => (grid.observed[slot] ? value - reconstruction.values[slot] : NaN));
  const ceiling = noiseCeiling(gather(signed, slots).map(Math.abs), slots, grid, layout.size, CALM);
  const residuals = signed.map((residual) => countedResidual(residual, ceiling));
  const drawn = smoothed(residuals.map(Math.abs));
  const active = activeSlots(grid, slots, drawn, layout.size);
  const isSparse = isIntermittent(gather(residuals, active).map(Math.abs));
  const usual =
    neighbours && usualErrors(residuals.map(Math.abs), grid.segments, layout, neighbours, elsewhere?.errors);
  const weights =
    threshold.errorWindow === 'whole' && !isSparse && usual
      ? errorWeights(usual, gather(usual, active), threshold.localNoise)
      : null;
  // In place, because another array of a long series takes too much memory.
  weights?.forEach((weight, slot) => (residuals[slot] *= weight));
  const counted = weights ? smoothed(residuals.map(Math.abs)) : drawn;
  const noise = isSparse
    ? typicalPeak(gather(counted, slots))
    : noiseFloor(gather(residuals, active), (surrogate) => smoothed(surrogate, [{ start: 0, end: surrogate.length }]));
  return {
    smoothed: drawn,
    counted,
    residuals: { signed, usual: usual ?? new Float64Array(signed.length) },
    ceiling,
    noise,
  };
}

/** The observed slots of blocks that are not calm; all observed slots if every block is calm. */
function activeSlots(grid: Grid, slots: Slots, smoothed: Float64Array, blockSize: number): Slots {
  const isActive = activeErrors(gather(smoothed, slots), blocksOf(slots, grid, blockSize), CALM);
  return isActive.includes(1) ? filtered(slots, (_, k) => isActive[k] === 1) : slots;
}

/** Span of the smoothing before recall, in points. */
const JITTER_SPAN = 3;
/** Errors keep their weight at this share of the slots, because the usual error there is ordinary. */
const ORDINARY_SHARE = 0.75;

/**
 * The error that is usual at each slot. For each window it is the mean error at the same place in the windows that it
 * recalled; where windows overlap, their mean. It is high at the edges of a square wave and at the peak of a daily load,
 * and low at night. It is low under an anomaly too, because the recalled windows are normal.
 *
 * @param errors absolute residuals, one per slot; NaN if the slot was not observed
 * @param elsewhere {@link steadyErrors} of remembered windows, shape [windows, size]; their numbers follow the series' own
 * @returns same length and unit; 0 if no window over a slot recalled anything
 */
export function usualErrors(
  errors: Float64Array,
  segments: readonly Segment[],
  { starts, size }: WindowLayout,
  { recalled, found, perWindow }: Neighbours,
  elsewhere: Float32Array = new Float32Array(0)
): Float64Array {
  const steady = steadyErrors(errors, segments);
  const sums = new Float64Array(errors.length);
  const windows = new Uint16Array(errors.length);
  const usual = new Float64Array(size);
  for (let w = 0; w < starts.length; w++) {
    if (found[w] === 0) {
      continue;
    }
    usual.fill(0);
    for (let k = 0; k < found[w]; k++) {
      const other = recalled[w * perWindow + k];
      const isOwn = other < starts.length;
      const [from, past] = isOwn ? [starts[other], steady] : [(other - starts.length) * size, elsewhere];
      for (let t = 0; t < size; t++) {
        usual[t] += past[from + t];
      }
    }
    for (let t = 0; t < size; t++) {
      sums[starts[w] + t] += usual[t] / found[w];
      windows[starts[w] + t]++;
    }
  }
  return sums.map((sum, slot) => (windows[slot] > 0 ? sum / windows[slot] : 0));
}

/** Errors smoothed over three points, so that an edge that comes one point early still matches. */
export function steadyErrors(errors: Float64Array, segments: readonly Segment[]): Float64Array {
  return smooth(errors, segments, JITTER_SPAN, 'two-sided');
}

/**
 * Weights of errors: 1 if the usual error is ordinary, less if it is larger. One threshold then fits the calm and the
 * noisy stretches of a series.
 *
 * @param usual from {@link usualErrors}
 * @param active the usual errors of active slots
 * @param strength exponent: 1 measures errors in multiples of the usual one
 * @returns weights in (0, 1], all 1 if the ordinary error is zero; null if `strength` is 0
 */
export function errorWeights(usual: Float64Array, active: Float64Array, strength: number): Float64Array | null {
  if (strength === 0) {
    return null;
  }
  const [ordinary] = quantiles(active, [ORDINARY_SHARE]);
  return usual.map((error) => (error > ordinary && ordinary > 0 ? (ordinary / error) ** strength : 1));
}
