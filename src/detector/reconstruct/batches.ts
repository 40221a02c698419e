/** Windows that the network takes at a time. */
const BATCH = 512;

/** Windows [from, to). */
export interface Batch {
  readonly from: number;
  readonly to: number;
}

/**
 * Called between batches. It throws to cancel, and may wait so that other work gets its turn.
 *
 * @param done share of the work that is done, 0 to 1
 */
export type Checkpoint = (done: number) => Promise<void>;

/**
 * Visits windows batch by batch, with a checkpoint before each batch.
 *
 * @param progress share of all work that is done before the first batch, and share that the batches take
 */
export async function forEachBatch(
  count: number,
  checkpoint: Checkpoint,
  progress: { readonly done: number; readonly share: number },
  visit: (batch: Batch) => Promise<void>
): Promise<void> {
  for (let from = 0; from < count; from += BATCH) {
    await checkpoint(progress.done + (progress.share * from) / count);
    await visit({ from, to: Math.min(count, from + BATCH) });
  }
}
