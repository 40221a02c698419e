import type { Autoencoder } from '../autoencoder';
import type { WindowLayout } from '../grid/windows';
import type { Latents, Neighbours } from '../memory/recall';
import type { WindowsInScale } from '../memory/warmMemory';
import { forEachBatch, type Checkpoint } from './batches';

/** Windows of other times, in the series' scale, and their latents. Each array has one row per window. */
export interface Elsewhere extends WindowsInScale {
  readonly latents: Float32Array;
}

/**
 * The decoder residual of each window that another one recalls: the window minus the decoding of its own latent. It holds
 * the detail that the decoder smooths away.
 *
 * @param values scaled values, one per slot
 * @param latents of the series' windows, followed by those from elsewhere
 * @returns shape [windows, size], in the order of the latents; zeros for windows that are not recalled
 */
export async function decoderResiduals(
  values: Float64Array,
  { starts, size }: WindowLayout,
  { latents, neighbours, elsewhere }: { latents: Latents; neighbours: Neighbours; elsewhere: Elsewhere | null },
  autoencoder: Autoencoder,
  checkpoint: Checkpoint
): Promise<Float32Array> {
  const recalled = Array.from(new Set(neighbours.recalled.filter((w) => w >= 0)));
  const residuals = new Float32Array((latents.values.length / latents.size) * size);
  const windowOf = (w: number) => {
    const row = (w - starts.length) * size;
    return elsewhere && row >= 0
      ? elsewhere.windows.subarray(row, row + size)
      : values.subarray(starts[w], starts[w] + size);
  };
  await forEachBatch(recalled.length, checkpoint, { done: 0.4, share: 0.2 }, async ({ from, to }) => {
    const batch = new Float32Array((to - from) * latents.size);
    for (let i = from; i < to; i++) {
      const row = recalled[i] * latents.size;
      batch.set(latents.values.subarray(row, row + latents.size), (i - from) * latents.size);
    }
    const decoded = await autoencoder.decode(batch, to - from);
    for (let i = from; i < to; i++) {
      const window = windowOf(recalled[i]);
      for (let t = 0; t < size; t++) {
        residuals[recalled[i] * size + t] = window[t] - decoded[(i - from) * size + t];
      }
    }
  });
  return residuals;
}
