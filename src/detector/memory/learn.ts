import type { PipelineState } from '../state';
import { steadyErrors } from '../threshold/countedErrors';
import { squaredDistance, type Latents } from './nearestNeighbours';
import { MOST_LEARNT, type RememberedWindows } from './warmMemory';

/**
 * Learns the windows of a series that are worth keeping: those that were recalled and those that labels keep, without those
 * that show an anomaly or excluded time. The most common window comes first, then always the one whose latent lies farthest
 * from all chosen ones (Gonzalez 1985). Any first few of them are therefore well spread.
 *
 * @param most windows to learn
 * @returns null if the series was judged without memory
 */
export function learn(state: PipelineState, most: number = MOST_LEARNT): Omit<RememberedWindows, 'id'> | null {
  const { grid, scale, values, layout, reconstruction, series, judged } = state;
  const { neighbours, latents } = reconstruction;
  if (!neighbours) {
    return null;
  }
  const { starts, size } = layout;
  const chosen = spreadOut(
    normalWindows(state),
    neighbours.rarity,
    { values: latents, size: latents.length / starts.length },
    most
  );
  const errors = values.map((value, slot) =>
    grid.observed[slot] ? Math.abs(value - reconstruction.values[slot]) : NaN
  );
  const rowsOf = (column: Float64Array) => {
    const rows = new Float32Array(chosen.length * size);
    chosen.forEach((w, i) => rows.set(column.subarray(starts[w], starts[w] + size), i * size));
    return rows;
  };
  const first = series.times[grid.points.find((point) => grid.slotOf[point] === judged.slots[0]) ?? 0];
  return {
    scale,
    step: grid.step,
    windowSize: size,
    starts: Float64Array.from(chosen, (w) => first + (layout.offsets[w] - layout.offsets[0]) * grid.step),
    windows: rowsOf(values),
    errors: rowsOf(steadyErrors(errors, grid.segments)),
  };
}

/** Windows that another window recalled and that show no anomaly, and windows that labels keep. */
function normalWindows({ layout, reconstruction, judged, grid, labels, suppressed }: PipelineState): number[] {
  const { starts, size } = layout;
  const recalled = new Set(reconstruction.neighbours?.recalled ?? []);
  const anomalous = new Uint8Array(grid.values.length);
  judged.verdict.sequences.forEach(({ first, last }) => anomalous.fill(1, first, last + 1));
  suppressed.forEach(({ first, last }) => anomalous.fill(0, first, last + 1));
  return Array.from(starts.keys()).filter(
    (w) => labels?.kept[w] === 1 || (recalled.has(w) && !anomalous.subarray(starts[w], starts[w] + size).includes(1))
  );
}

function spreadOut(candidates: readonly number[], rarity: Float64Array, latents: Latents, most: number): number[] {
  const distances = new Float64Array(candidates.length).fill(Infinity);
  const chosen: number[] = [];
  let next = candidates.reduce((best, w, i) => (rarity[w] < rarity[candidates[best]] ? i : best), 0);
  while (chosen.length < Math.min(most, candidates.length)) {
    const w = candidates[next];
    chosen.push(w);
    distances[next] = -1;
    candidates.forEach((other, i) => {
      distances[i] = Math.min(distances[i], squaredDistance(latents, w, other, distances[i]));
    });
    next = distances.reduce((best, distance, i) => (distance > distances[best] ? i : best), 0);
  }
  return chosen;
}
