import { filtered, gather } from '../arithmetic/gather';
import { quantiles } from '../arithmetic/statistics';
import type { ScaledSeries } from '../grid/gridAndScale';
import type { Slots } from '../grid/slot';
import type { WindowsInScale } from '../memory/warmMemory';
import type { Checkpoint } from '../reconstruct/network';
import type { JudgedResiduals } from '../threshold/threshold';
import { windowDistances } from './windowDistances';

/** Slots of the windows whose distances are evidence: one that sees single rows, one that sees shapes, one that sees stretches. */
export const DISTANCE_LENGTHS = [8, 32, 128] as const;

/** What is ordinary for an evidence: its median... */
const ORDINARY = 0.5;
/** ...and what is large: this share of the slots have less. */
const LARGE = 0.9;
/** Weight of the reconstruction error among the evidence, and of the distances of each length (docs/detector.md, "Evidence"). */
const ERROR_WEIGHT = 0.7;
const DISTANCE_WEIGHTS = [1, 1, 1.2] as const;
/** Least lift that counts where evidence is multiplied. */
const LEAST_LIFT = 0.1;

/** The evidence of a series, one entry per slot. */
export interface Evidence {
  /** The greatest of all evidence, in units of the smoothed error; never less than the smoothed error. Scaled. */
  readonly score: Float64Array;
  /** Which evidence that is: 0 for the reconstruction error, k for the distance of the k-th length. */
  readonly leading: Uint8Array;
  /** Geometric mean of the lift of the reconstruction error and the greatest lift of a distance. */
  readonly agreement: Float64Array;
}

/** @param remembered windows of other times, in the series' scale */
export async function evidenceOf(
  { grid: { observed, segments }, unclipped: values }: Pick<ScaledSeries, 'grid' | 'unclipped'>,
  { smoothed, slots }: Pick<JudgedResiduals, 'smoothed' | 'slots'>,
  remembered: WindowsInScale | null,
  checkpoint: Checkpoint
): Promise<Evidence | null> {
  const distances = await windowDistances({ values, observed, segments }, DISTANCE_LENGTHS, checkpoint);
  return weighEvidence(smoothed, distances, slots);
}

/**
 * Brings reconstruction error and distances to one unit and takes the greatest. The lift of an evidence is what it has above
 * its median, over what its 90th percentile has: 1 is large for that evidence in this series. Each is thus measured in its
 * own noise.
 *
 * @param smoothed smoothed errors, scaled, one per slot
 * @param distances one array per length of {@link DISTANCE_LENGTHS}; NaN where there is none
 * @param slots the observed slots
 * @returns null if most errors are equal, so that there is no unit
 */
export function weighEvidence(
  smoothed: Float64Array,
  distances: readonly Float64Array[],
  slots: Slots
): Evidence | null {
  const [median, large] = quantiles(gather(smoothed, slots), [ORDINARY, LARGE]);
  const unit = (large - median) / ERROR_WEIGHT;
  if (!(unit > 0)) {
    return null;
  }
  const score = smoothed.slice();
  const leading = new Uint8Array(smoothed.length);
  const agreement = new Float64Array(smoothed.length);
  distances.forEach((distance, k) => {
    const lift = liftOf(distance, slots, DISTANCE_WEIGHTS[k]);
    for (const slot of slots) {
      agreement[slot] = Math.max(agreement[slot], lift(slot));
      const inUnits = median + unit * lift(slot);
      if (inUnits > score[slot]) {
        score[slot] = inUnits;
        leading[slot] = k + 1;
      }
    }
  });
  for (const slot of slots) {
    const ofError = Math.max(LEAST_LIFT, (smoothed[slot] - median) / unit);
    agreement[slot] = Math.sqrt(ofError * Math.max(LEAST_LIFT, agreement[slot]));
  }
  return { score, leading, agreement };
}

/** The lift of each slot, weighted; 0 if it is unknown or most are equal. */
function liftOf(evidence: Float64Array, slots: Slots, weight: number): (slot: number) => number {
  const known = filtered(gather(evidence, slots), Number.isFinite);
  const [median, large] = quantiles(known, [ORDINARY, LARGE]);
  const unit = (large - median) / weight;
  return unit > 0 ? (slot) => (evidence[slot] - median) / unit || 0 : () => 0;
}
