import type { Labels } from './labels/labels';
import type { RememberedWindows } from './memory/warmMemory';
import type { Checkpoint } from './reconstruct/reconstruct';

/** What of an `AbortSignal` the detector needs. */
export interface AbortFlag {
  readonly aborted: boolean;
}

export interface DetectOptions {
  /** Checked between batches of windows. */
  readonly signal?: AbortFlag;
  /** @param done share of this series that is done, 0 to 1 */
  readonly onProgress?: (done: number) => void;
  /** Awaited between batches: a worker lets its messages through here. */
  readonly pause?: () => Promise<void>;
  /** Put the explanation into the detection. Off, for it takes memory nobody may look at. */
  readonly explain?: boolean;
  /** Points by which windows move at least. Default: a sixteenth of their size, more in long series. */
  readonly leastStride?: number;
  /** What people said about this series. */
  readonly labels?: Labels;
  /** Windows of this series at other times, which are in memory beside its own. */
  readonly remembered?: RememberedWindows;
}

/** Thrown when the signal says so; `name` is that of the platform's own abort errors. */
export class DetectionAborted extends Error {
  override readonly name = 'AbortError';

  constructor() {
    super('The detection was cancelled.');
  }
}

/** What is done between two batches of windows. */
export function checkpoint({ signal, onProgress, pause }: DetectOptions): Checkpoint {
  return async (done) => {
    onProgress?.(done);
    await pause?.();
    if (signal?.aborted) {
      throw new DetectionAborted();
    }
  };
}
