import { filtered, gather } from '../arithmetic/gather';
import { quantiles } from '../arithmetic/statistics';
import type { LeadingEvidence } from '../detection';
import type { Grid } from '../grid/grid';
import type { Slot, Slots } from '../grid/slot';
import type { WindowsInScale } from '../memory/warmMemory';
import type { Checkpoint } from '../reconstruct/network';
import type { JudgedResiduals } from '../threshold/threshold';
import { REACH, STARTS_PER_WINDOW, windowDistances, type ComparedSeries } from './windowDistances';

/** Slots of the windows whose distances are evidence: the first sees single rows, the second shapes, the last stretches. */
export const DISTANCE_LENGTHS = [8, 32, 128] as const;

/** Quantile of the ordinary value. */
const ORDINARY = 0.5;
/** Quantile of a large value. */
const LARGE = 0.9;
/** Least difference between a large and the ordinary value, scaled. Smaller ones are not visible in the plot. */
const LEAST_UNIT = 0.08;
/** Weights of the reconstruction error and of the distances of each length (docs/detector.md, "Evidence"). */
export const EVIDENCE_WEIGHTS = [0.7, 1, 1, 1.2] as const;
const [ERROR_WEIGHT, ...DISTANCE_WEIGHTS] = EVIDENCE_WEIGHTS;
/** Least lift that counts where lifts are multiplied. */
const LEAST_LIFT = 0.1;

/** Reconstruction error and distances of a series in one unit. Each array has one entry per slot. */
export interface Evidence {
  /** The greatest of error and distances, in units of the smoothed error; never less than the smoothed error. Scaled. */
  readonly score: Float64Array;
  /** Weighted lifts of the reconstruction error and of the distance of each length, in that order; NaN if unknown. */
  readonly lifts: readonly Float32Array[];
  /** Geometric mean of the lift of the reconstruction error and the greatest lift of a distance. */
  readonly agreement: Float64Array;
}

/** The compared series: its grid, its scaled values, and its smoothed errors. */
interface Compared extends Pick<JudgedResiduals, 'smoothed' | 'slots'> {
  readonly grid: Pick<Grid, 'observed' | 'segments' | 'step'>;
  readonly values: Float64Array;
}

/**
 * Weighs the reconstruction error, and the distances of the series' windows from each other and from remembered ones.
 *
 * @param remembered windows of other times, in the series' scale
 * @param windowSize slots of a remembered window
 * @param checkpoint called with the share of the distances that is done
 * @throws what the checkpoint throws
 */
export async function evidenceOf(
  { grid, values, smoothed, slots }: Compared,
  remembered: WindowsInScale | null,
  windowSize: number,
  checkpoint: Checkpoint
): Promise<Evidence> {
  const own = { values, observed: grid.observed, segments: grid.segments };
  const elsewhere = remembered ? ofOtherTimes(remembered, grid, windowSize) : [];
  const compared = elsewhere.length > 0 ? withWindows(own, elsewhere, windowSize) : own;
  return weighEvidence(smoothed, await windowDistances(compared, DISTANCE_LENGTHS, checkpoint), slots);
}

/** The remembered windows that do not overlap the series, one row each. */
function ofOtherTimes(
  { windows, starts }: WindowsInScale,
  { segments, step }: Pick<Grid, 'segments' | 'step'>,
  windowSize: number
): Float32Array[] {
  const [first, last] = [segments[0], segments[segments.length - 1]];
  const [from, to] = [first.offset * step, (last.offset + last.end - last.start) * step];
  return Array.from(starts, (start, w) => ({ start, row: windows.subarray(w * windowSize, (w + 1) * windowSize) }))
    .filter(({ start }) => start + windowSize * step <= from || start >= to)
    .map(({ row }) => row);
}

/** At most this many slots of remembered windows are compared, and none that would lie out of reach. */
const MOST_REMEMBERED = 2048;
const COARSEST_STRIDE = Math.max(...DISTANCE_LENGTHS) / STARTS_PER_WINDOW;

/** The series, followed by the first few windows as segments of their own. They start on the strides of all lengths. */
function withWindows(series: ComparedSeries, windows: readonly Float32Array[], windowSize: number): ComparedSeries {
  const { values, observed, segments } = series;
  const onStride = (slot: Slot) => Math.ceil(slot / COARSEST_STRIDE) * COARSEST_STRIDE;
  const phase = Math.round(segments[0].offset) - segments[0].start;
  const first = onStride(values.length + phase) - phase;
  const pitch = onStride(windowSize);
  const room = Math.min(MOST_REMEMBERED, REACH - first);
  const count = Math.max(0, Math.min(windows.length, Math.floor(room / pitch)));
  const joined = new Float64Array(first + count * pitch);
  const isObserved = new Uint8Array(joined.length);
  joined.set(values);
  isObserved.set(observed);
  const further = windows.slice(0, count).map((row, w) => {
    const start = first + w * pitch;
    joined.set(row, start);
    isObserved.fill(1, start, start + windowSize);
    return { start, end: start + windowSize, offset: start + phase };
  });
  return { values: joined, observed: isObserved, segments: [...segments, ...further] };
}

/**
 * Brings reconstruction error and distances to one unit and takes the greatest. A lift is what the error or a distance has
 * above its median, in units of what its 90th percentile has: 1 is large in this series. Each is thus measured in its own
 * noise.
 *
 * @param smoothed smoothed errors, scaled, one per slot
 * @param distances one array per length of {@link DISTANCE_LENGTHS}, scaled; NaN where there is none
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
      greatest = lifts[slot] > greatest ? lifts[slot] : greatest;
    }
    score[slot] = Math.max(score[slot], median + unit * greatest);
    agreement[slot] = Math.sqrt(Math.max(LEAST_LIFT, ofError[slot]) * Math.max(LEAST_LIFT, greatest));
  }
  return { score, lifts: [ofError, ...ofDistances], agreement };
}

/** The lift of each slot, weighted; NaN if it is unknown. */
function liftsOf(evidence: Float64Array, slots: Slots, weight: number): Float32Array {
  const { median, unit } = ordinaryOf(filtered(gather(evidence, slots), Number.isFinite), weight);
  const lifts = new Float32Array(evidence.length).fill(NaN);
  for (const slot of slots) {
    lifts[slot] = (evidence[slot] - median) / unit;
  }
  return lifts;
}

/** The ordinary value, and what a value has above it for a lift of 1. */
function ordinaryOf(evidence: Float64Array, weight: number): { median: number; unit: number } {
  const [median, large] = quantiles(evidence, [ORDINARY, LARGE]);
  return { median, unit: Math.max(large - median, LEAST_UNIT) / weight };
}

/** The error or the distance with the greatest lift at a slot; of equal ones, the error. */
export function leadingEvidence(lifts: Evidence['lifts'], slot: Slot): LeadingEvidence {
  const leading = lifts.reduce((most, lift, k) => (lift[slot] > lifts[most][slot] ? k : most), 0);
  return namedEvidence(leading);
}

/** @param k position among {@link Evidence.lifts} */
export function namedEvidence(k: number): LeadingEvidence {
  return k === 0 ? 'reconstruction-error' : { windowsOf: DISTANCE_LENGTHS[k - 1] };
}
