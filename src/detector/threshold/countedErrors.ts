import { filtered, gather } from '../arithmetic/gather';
import type { Grid, Segment } from '../grid/grid';
import { countedResidual } from '../grid/scale';
import type { WindowLayout } from '../grid/windows';
import type { Reconstruction } from '../reconstruct/reconstruct';
import type { DetectorSettings, ThresholdSettings } from '../settings';
import type { Residuals } from './bounds';
import { isIntermittent, usualPeak } from './intermittency';
import { errorWeights, usualErrors } from './localNoise';
import { activeErrors, blocksOf, noiseCeiling } from './noiseCeiling';
import { noiseFloor } from './noiseFloor';
import { smooth } from './smooth';

/** Residuals up to this count as zero, in scaled units. */
const CALM = 0.002;

/** A scaled series with its reconstruction, and the settings by which its residuals are judged. */
export interface ResidualInput {
  readonly grid: Grid;
  /** The observed slots, ascending. */
  readonly slots: Int32Array;
  /** Scaled values, one per slot. */
  readonly values: Float64Array;
  readonly layout: WindowLayout;
  readonly reconstruction: Pick<Reconstruction, 'values' | 'unweighted' | 'neighbours' | 'elsewhere'>;
  readonly settings: DetectorSettings;
  readonly threshold: ThresholdSettings;
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
    ? usualPeak(gather(counted, slots))
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
function activeSlots(grid: Grid, slots: Int32Array, smoothed: Float64Array, blockSize: number): Int32Array {
  const isActive = activeErrors(gather(smoothed, slots), blocksOf(slots, grid, blockSize), CALM);
  return isActive.includes(1) ? filtered(slots, (_, k) => isActive[k] === 1) : slots;
}
