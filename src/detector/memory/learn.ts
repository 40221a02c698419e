import type { PipelineState } from '../state';
import { steadyErrors } from '../threshold/localNoise';
import { squaredDistance } from './recall';
import { MOST_LEARNT, type RememberedWindows } from './warmMemory';

/**
 * The windows of a series that are worth keeping: those that were recalled, so none of the rarest, and those that labels
 * keep, without those that show something reported or excluded. The most common one comes first, then always the one whose
 * latent lies farthest from all that were chosen (Gonzalez 1985), so that the first few are spread as well as so few can be.
 *
 * @returns null if the series was judged without memory
 */
export function learn(state: PipelineState, most: number = MOST_LEARNT): Omit<RememberedWindows, 'id'> | null {
  const { grid, scale, values, layout, reconstruction, series, judged } = state;
  const { neighbours, latents } = reconstruction;
  if (!neighbours) {
    return null;
  }
  const { starts, size } = layout;
  const chosen = spreadOut(normalWindows(state), neighbours.rarity, latents, starts.length, most);
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

/** Windows that some other window recalled and in which nothing happened. */
function normalWindows({ layout, reconstruction, judged, grid, labels, suppressed }: PipelineState): number[] {
  const { starts, size } = layout;
  const recalled = new Set(reconstruction.neighbours?.recalled ?? []);
  const odd = new Uint8Array(grid.values.length);
  judged.verdict.sequences.forEach(({ start, end }) => odd.fill(1, judged.slots[start], judged.slots[end] + 1));
  suppressed.forEach(({ first, last }) => odd.fill(0, first, last + 1));
  return Array.from(starts.keys()).filter(
    (w) =>
      (recalled.has(w) || labels?.kept[w] === 1) &&
      (labels?.kept[w] === 1 || !odd.subarray(starts[w], starts[w] + size).includes(1))
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
