import { filtered, gather } from '../arithmetic/gather';
import { quantiles } from '../arithmetic/statistics';
import type { LeadingEvidence } from '../detection';
import type { ScaledSeries } from '../grid/gridAndScale';
import type { Slot, Slots } from '../grid/slot';
import type { WindowsInScale } from '../memory/warmMemory';
import type { Checkpoint } from '../reconstruct/network';
import type { JudgedResiduals } from '../threshold/threshold';
import { REACH, windowDistances, type ComparedSeries } from './windowDistances';

/** Slots of the windows whose distances are evidence: the first sees single rows, the second shapes, the last stretches. */
export const DISTANCE_LENGTHS = [8, 32, 128] as const;

/** What is ordinary for an evidence: its median... */
const ORDINARY = 0.5;
/** ...and what is large: this share of the slots have less. */
const LARGE = 0.9;
/** What is large differs from what is ordinary by at least this much, in scaled units, because nobody sees less. */
const LEAST_UNIT = 0.08;
/** Weights of the reconstruction error and of the distances of each length (docs/detector.md, "Evidence"). */
const ERROR_WEIGHT = 0.7;
const DISTANCE_WEIGHTS = [1, 1, 1.2] as const;
/** Least lift that counts where lifts are multiplied. */
const LEAST_LIFT = 0.1;

/** The evidence of a series, one entry per slot. */
export interface Evidence {
  /** The greatest of all evidence, in units of the smoothed error; never less than the smoothed error. Scaled. */
  readonly score: Float64Array;
  /** Lifts of the reconstruction error and of the distance of each length, in that order. */
  readonly lifts: readonly Float32Array[];
  /** Geometric mean of the lift of the reconstruction error and the greatest lift of a distance. */
  readonly agreement: Float64Array;
}

/** At most this many slots of remembered windows are compared, and none that would lie out of reach. */
const MOST_REMEMBERED = 2048;

/**
 * Weighs the reconstruction error, and the distances of the series' windows from each other and from remembered ones.
 *
 * @param remembered windows of other times, in the series' scale
 * @param windowSize slots of a remembered window
 * @throws DetectionAborted if the checkpoint does
 */
export async function evidenceOf(
  { grid: { observed, segments }, unclipped: values }: Pick<ScaledSeries, 'grid' | 'unclipped'>,
  { smoothed, slots }: Pick<JudgedResiduals, 'smoothed' | 'slots'>,
  remembered: WindowsInScale | null,
  windowSize: number,
  checkpoint: Checkpoint
): Promise<Evidence> {
  const own = { values, observed, segments };
  const compared = remembered ? withRemembered(own, remembered.windows, windowSize) : own;
  const distances = await windowDistances(compared, DISTANCE_LENGTHS, () => checkpoint(1));
  return weighEvidence(smoothed, distances, slots);
}

/** The series, followed by windows of other times as segments of their own. Any first few of them are well spread. */
function withRemembered(series: ComparedSeries, windows: Float32Array, windowSize: number): ComparedSeries {
  const { values, observed, segments } = series;
  const room = Math.min(MOST_REMEMBERED, windows.length, REACH - values.length);
  const count = Math.max(0, Math.floor(room / windowSize));
  const length = values.length + count * windowSize;
  const joined = new Float64Array(length);
  joined.set(values);
  joined.set(windows.subarray(0, count * windowSize), values.length);
  const isObserved = new Uint8Array(length).fill(1);
  isObserved.set(observed);
  const further = Array.from({ length: count }, (_, w) => {
    const start = values.length + w * windowSize;
    return { start, end: start + windowSize, offset: start };
  });
  return { values: joined, observed: isObserved, segments: [...segments, ...further] };
}

/**
 * Brings reconstruction error and distances to one unit and takes the greatest. The lift of an evidence is what it has above
 * its median, over what its 90th percentile has: 1 is large for that evidence in this series. Each is thus measured in its
 * own noise.
 *
 * @param smoothed smoothed errors, scaled, one per slot
 * @param distances one array per length of {@link DISTANCE_LENGTHS}; NaN where there is none
 * @param slots the observed slots
 */
export function weighEvidence(smoothed: Float64Array, distances: readonly Float64Array[], slots: Slots): Evidence {
  const { median, unit } = ordinaryOf(gather(smoothed, slots), ERROR_WEIGHT);
  const ofError = liftsOf(smoothed, slots, ERROR_WEIGHT);
  const ofDistances = distances.map((distance, k) => liftsOf(distance, slots, DISTANCE_WEIGHTS[k]));
  const score = smoothed.slice();
  const agreement = new Float64Array(smoothed.length);
  for (const slot of slots) {
    let greatest = 0;
    for (const lifts of ofDistances) {
      greatest = Math.max(greatest, lifts[slot]);
    }
    score[slot] = Math.max(score[slot], median + unit * greatest);
    agreement[slot] = Math.sqrt(Math.max(LEAST_LIFT, ofError[slot]) * Math.max(LEAST_LIFT, greatest));
  }
  return { score, lifts: [ofError, ...ofDistances], agreement };
}

/** The lift of each slot, weighted; 0 if it is unknown. */
function liftsOf(evidence: Float64Array, slots: Slots, weight: number): Float32Array {
  const { median, unit } = ordinaryOf(filtered(gather(evidence, slots), Number.isFinite), weight);
  const lifts = new Float32Array(evidence.length);
  for (const slot of slots) {
    lifts[slot] = (evidence[slot] - median) / unit || 0;
  }
  return lifts;
}

/** What is ordinary, and the evidence above it that has a lift of 1. */
function ordinaryOf(evidence: Float64Array, weight: number): { median: number; unit: number } {
  const [median, large] = quantiles(evidence, [ORDINARY, LARGE]);
  return { median, unit: Math.max(large - median, LEAST_UNIT) / weight };
}

/** The evidence with the greatest lift at a slot; of equal ones, the reconstruction error. */
export function leadingEvidence(lifts: Evidence['lifts'], slot: Slot): LeadingEvidence {
  const leading = lifts.reduce((most, lift, k) => (lift[slot] > lifts[most][slot] ? k : most), 0);
  return namedEvidence(leading);
}

/** @param k position among {@link Evidence.lifts} */
export function namedEvidence(k: number): LeadingEvidence {
  return k === 0 ? 'reconstruction-error' : { windowsOf: DISTANCE_LENGTHS[k - 1] };
}
