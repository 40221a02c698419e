import { squaredDistance } from './recall';
import { steadyErrors } from '../threshold/localNoise';
import type { Findings } from '../resultMapping';
import { cutOff, scaled, type Scale } from '../grid/scale';

/** Windows of one series that were kept from another time. */
export interface RememberedWindows {
  /** The same for the same windows, for whoever keeps what was found with them. */
  readonly id: string;
  /** The series' scale when they were learnt. */
  readonly scale: Scale;
  /** Milliseconds between points. */
  readonly step: number;
  readonly windowSize: number;
  /** Epoch milliseconds of each window's first point. */
  readonly starts: Float64Array;
  /** Scaled values, shape [windows, windowSize], oldest point first. */
  readonly windows: Float32Array;
  /** How far off the reconstruction was at each of those points: absolute, scaled. */
  readonly errors: Float32Array;
}

/** Windows learnt from one series at most (docs/evaluation.md has what fewer and more come to). */
export const MOST_LEARNT = 300;

/** With fewer points than this many windows' lengths a series takes the scale that was learnt. */
const OWN_SCALE_WINDOWS = 8;

/**
 * What is worth keeping of a series: windows that were recalled, so not among the rarest, without those that show something
 * that was reported or left out, and those that people want kept. The most common one comes first, then always the one whose latent lies farthest
 * from all that were chosen (Gonzalez 1985), so that any first few of them are spread as well as so few can be.
 *
 * @returns null where the series has no memory
 */
export function learn(findings: Findings, most: number = MOST_LEARNT): Omit<RememberedWindows, 'id'> | null {
  const { grid, scale, values, layout, reconstruction, series, judged } = findings;
  const { recollection, latents } = reconstruction;
  if (!recollection) {
    return null;
  }
  const { starts, size } = layout;
  const chosen = spreadOut(normalWindows(findings), recollection.rarity, latents, starts.length, most);
  const errors = values.map((value, slot) =>
    grid.observed[slot] ? Math.abs(value - reconstruction.values[slot]) : NaN
  );
  const steady = steadyErrors(errors, grid.segments);
  const rows = (of: Float64Array) => {
    const cut = new Float32Array(chosen.length * size);
    chosen.forEach((w, i) => cut.set(of.subarray(starts[w], starts[w] + size), i * size));
    return cut;
  };
  const first = series.times[grid.points.find((point) => grid.slotOf[point] === judged.slots[0]) ?? 0];
  return {
    scale,
    step: grid.step,
    windowSize: size,
    starts: Float64Array.from(chosen, (w) => first + (layout.offsets[w] - layout.offsets[0]) * grid.step),
    windows: rows(values),
    errors: rows(steady),
  };
}

/** What is remembered in a series' own scale; null where that is nothing. */
export function inScale(
  { windows, errors, starts, scale, windowSize }: RememberedWindows,
  own: Scale
): Pick<RememberedWindows, 'windows' | 'errors' | 'starts'> | null {
  if (windows.length < windowSize) {
    return null;
  }
  if (own.centre === scale.centre && own.halfRange === scale.halfRange) {
    return { windows, errors, starts };
  }
  const inUnit = Float64Array.from(windows, (value) => value * scale.halfRange + scale.centre);
  return {
    windows: Float32Array.from(cutOff(scaled(inUnit, own))),
    errors: errors.map((error) => error * (scale.halfRange / own.halfRange)),
    starts,
  };
}

/**
 * The scale of a series: its own, or the one that was learnt while it has too few points to know one.
 *
 * @param own null where all values are the same
 * @param points that the series has
 */
export function scaleWith(remembered: RememberedWindows | undefined, own: Scale | null, points: number): Scale | null {
  return remembered && points < OWN_SCALE_WINDOWS * remembered.windowSize ? remembered.scale : own;
}

/** Windows that were recalled by somebody, in which nothing happened. */
function normalWindows({ layout, reconstruction, judged, grid, lessons, quieted }: Findings): number[] {
  const { starts, size } = layout;
  const recalled = new Set(reconstruction.recollection?.recalled ?? []);
  const odd = new Uint8Array(grid.values.length);
  judged.verdict.sequences.forEach(({ start, end }) => odd.fill(1, judged.slots[start], judged.slots[end] + 1));
  quieted.forEach(({ first, last }) => odd.fill(0, first, last + 1));
  return Array.from(starts.keys()).filter(
    (w) =>
      (recalled.has(w) || lessons?.kept[w] === 1) &&
      (lessons?.kept[w] === 1 || !odd.subarray(starts[w], starts[w] + size).includes(1))
  );
}

function spreadOut(
  candidates: readonly number[],
  rarity: Float64Array,
  latents: Float32Array,
  count: number,
  most: number
): number[] {
  const size = latents.length / count;
  const distances = new Float64Array(candidates.length).fill(Infinity);
  const chosen: number[] = [];
  let next = candidates.reduce((best, w, i) => (rarity[w] < rarity[candidates[best]] ? i : best), 0);
  while (chosen.length < Math.min(most, candidates.length)) {
    const w = candidates[next];
    chosen.push(w);
    distances[next] = -1;
    candidates.forEach((other, i) => {
      distances[i] = Math.min(distances[i], squaredDistance(latents, w * size, other * size, size, distances[i]));
    });
    next = distances.reduce((best, distance, i) => (distance > distances[best] ? i : best), 0);
  }
  return chosen;
}
