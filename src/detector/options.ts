import type { Labels } from './labels/labels';
import type { RememberedWindows } from './memory/warmMemory';
import type { Checkpoint } from './reconstruct/network';

/** The part of an `AbortSignal` that the detector reads. */
interface AbortFlag {
  readonly aborted: boolean;
}

export interface DetectOptions {
  /** Checked between batches of windows. */
  readonly signal?: AbortFlag;
  /** @param done share of the work that is done, 0 to 1 */
  readonly onProgress?: (done: number) => void;
  /** Awaited between batches, so that a worker can handle its messages. */
  readonly pause?: () => Promise<void>;
  /** Add the explanation to the detection. Default: false, because it takes memory. */
  readonly explain?: boolean;
  /** Least stride of windows, in points. Default: a sixteenth of their size, more in long series. */
  readonly leastStride?: number;
  readonly labels?: Labels;
  /** Windows of this series at other times, for memory. */
  readonly remembered?: RememberedWindows;
}

/** Thrown if the signal was aborted. `name` is that of the platform's own abort errors. */
export class DetectionAborted extends Error {
  override readonly name = 'AbortError';

  constructor() {
    super('The detection was cancelled.');
  }
}

/** Reports progress, pauses, and throws {@link DetectionAborted} if the signal was aborted. */
export function checkpoint({ signal, onProgress, pause }: DetectOptions): Checkpoint {
  return async (done) => {
    onProgress?.(done);
    await pause?.();
    if (signal?.aborted) {
      throw new DetectionAborted();
    }
  };
}
