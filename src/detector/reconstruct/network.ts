import type { Autoencoder } from '../autoencoder';

/**
 * An autoencoder whose answers are checked.
 *
 * @throws DetectorError if an answer has another length than was asked for, or a number that is not finite
 */
export function checkedAutoencoder(autoencoder: Autoencoder): Autoencoder {
  const { windowSize, latentSize } = autoencoder;
  return {
    windowSize,
    latentSize,
    encode: async (windows, count) => checked(await autoencoder.encode(windows, count), count * latentSize, 'encoder'),
    decode: async (latents, count) => checked(await autoencoder.decode(latents, count), count * windowSize, 'decoder'),
  };
}

function checked(answer: Float32Array, due: number, part: NetworkFault['part']): Float32Array {
  if (answer.length !== due) {
    throw new DetectorError({ code: 'other-length', part, found: answer.length, due });
  }
  if (!answer.every(Number.isFinite)) {
    throw new DetectorError({ code: 'not-finite', part });
  }
  return answer;
}

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

/** What is wrong with an answer of the network. */
export type NetworkFault =
  /** It has `found` numbers, but `due` were asked for. */
  | { readonly code: 'other-length'; readonly part: NetworkPart; readonly found: number; readonly due: number }
  /** One of its numbers is not finite. */
  | { readonly code: 'not-finite'; readonly part: NetworkPart };

type NetworkPart = 'encoder' | 'decoder';

/** The network cannot be used. `shared/detectorMessages.ts` words the fault for people. */
export class DetectorError extends Error {
  override readonly name = 'DetectorError';

  constructor(readonly fault: NetworkFault) {
    super(JSON.stringify(fault));
  }
}
